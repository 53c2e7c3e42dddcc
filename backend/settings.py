"""The only file that reads the environment. Every setting is described in .env.example."""

from functools import lru_cache
from pathlib import Path
from typing import Literal, Self
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

DEFAULT_SECRET = "development-only-secret-key"  # noqa: S105 - refused in production below
GREEN_API_URL = "https://api.green-api.com"
BUCKET = r"^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$"
GREEN_API_MEDIA_URL = "https://media.green-api.com"


class Settings(BaseSettings):
    model_config = SettingsConfigDict(
        env_prefix="HOTELBOT_",
        env_file=".env",
        extra="ignore",
        frozen=True,
        # The words of a refusal are logged, and a secret may be among what was given.
        hide_input_in_errors=True,
    )

    env: Literal["development", "production"] = "development"
    data_dir: Path = Path(".data")
    secret_key: SecretStr = SecretStr(DEFAULT_SECRET)
    port: int = 8000
    public_url: str = "http://localhost:8000"
    database_url: str = "postgresql://localhost/hotelbot"
    migration_database_url: str | None = None
    owner_database_url: SecretStr | None = None
    """May create roles and databases. Only `db provision` needs it; give it to no other process."""
    redis_url: str = "redis://127.0.0.1:6379/0"

    admin_email: str | None = None
    admin_password: SecretStr | None = None

    green_api_url: str = GREEN_API_URL
    green_api_media_url: str = GREEN_API_MEDIA_URL
    deepseek_base_url: str = "https://api.deepseek.com"
    deepseek_api_key: SecretStr | None = None
    deepseek_model: str = "deepseek-flash"
    pms_private_addresses: bool = False
    """Whether a PMS may be in a private network, and without HTTPS."""
    simulators: Literal["auto", "on", "off"] = "auto"
    simulator_port: int | None = None

    web_pool_size: int = Field(default=10, ge=2)
    web_requests: int = Field(default=200, ge=1)
    """Requests of screens and the API one web process serves at once; more get a 503."""
    web_webhooks: int = Field(default=2000, ge=1)
    web_drain_s: float = Field(default=5.0, ge=0)
    """Asked to end, a web process says so and still accepts requests for so long."""
    web_finish_s: float = Field(default=20.0, gt=0)
    """Then what is under way may take so long."""
    worker_finish_s: float = Field(default=15.0, gt=0)
    """Asked to end, a worker may finish its steps for so long; the rest goes to other workers."""
    worker_pool_size: int = Field(default=16, ge=2)
    """Connections of one worker; a turn or a send holds one only between its network calls."""
    worker_concurrency: int = Field(default=200, ge=1)
    """Turns one worker decides at once, in all hotels together."""
    work_lease_s: float = Field(default=30.0, gt=0)
    """How long a worker may hold a number's notifications, or a conversation while the model
    thinks; more than the 20 s a model call may last. After it another worker takes over."""
    send_lease_s: float = Field(default=30.0, gt=0)
    """How long a worker may hold one message; more than the 15 s a send call may last."""
    reconcile_after_s: float = Field(default=150.0, ge=0)
    """When the provider's journals are asked about a message without a clear end."""
    media_largest_mb: int = Field(default=100, ge=1)
    """A larger file of a guest is not fetched; WhatsApp itself takes larger documents."""
    s3_bucket: str | None = Field(default=None, pattern=BUCKET)
    """Where files are kept instead of in the data folder; unset: in the folder."""
    s3_endpoint: str | None = Field(default=None, pattern=r"^https?://[A-Za-z0-9.\[\]:-]+$")
    """Unset: Amazon's for the region."""
    s3_region: str = Field(default="us-east-1", pattern=r"^[a-z0-9-]{1,64}$")
    s3_key_id: str | None = None
    s3_secret_key: SecretStr | None = None
    s3_path_style: bool = True
    """Whether the bucket leads the path of an address, and not its host."""
    smtp_host: str | None = None
    """Through which colleagues are told by e-mail; unset: not at all."""
    smtp_port: int = Field(default=587, ge=1, le=65535)
    smtp_user: str | None = None
    smtp_password: SecretStr | None = None
    smtp_security: Literal["starttls", "tls", "none"] = "starttls"
    smtp_certificates: str | None = None
    """A file of authorities that sign the mail server's certificate; unset: the system's."""
    mail_from: str = "Hotelbot <hotelbot@localhost>"
    upload_largest_mb: int = Field(default=16, ge=1, le=100)
    """A larger file is not sent to a guest: WhatsApp takes no larger pictures and videos, and the
    bytes have to be at the provider within half of `send_lease_s`."""
    files_quota_mb: int = Field(default=10_240, ge=1)
    """What one hotel may keep of files before its staff can send no more."""
    metrics_port: int | None = None
    """Where a worker shows its metrics on 127.0.0.1; unset: nowhere."""
    log_level: str = "INFO"
    log_format: Literal["json", "console"] = "json"
    metrics_open: bool | None = None
    """Whether /metrics answers without a key. Unset: open in development only."""

    @model_validator(mode="after")
    def _refuse_default_secret_in_production(self) -> Self:
        if self.env == "production" and self.secret_key.get_secret_value() == DEFAULT_SECRET:
            raise ValueError("HOTELBOT_SECRET_KEY must be set when HOTELBOT_ENV=production")
        return self

    @model_validator(mode="after")
    def _refuse_half_a_store(self) -> Self:
        keys = self.s3_key_id and self.s3_secret_key and self.s3_secret_key.get_secret_value()
        if self.s3_bucket and not keys:
            raise ValueError(
                "HOTELBOT_S3_BUCKET needs HOTELBOT_S3_KEY_ID and HOTELBOT_S3_SECRET_KEY"
            )
        if not self.s3_bucket and (keys or self.s3_endpoint):
            raise ValueError("HOTELBOT_S3_BUCKET must be set: files would go to the folder instead")
        plain = (self.s3_endpoint or "").startswith("http://")
        if self.env == "production" and plain and not _is_near(self.s3_endpoint or ""):
            raise ValueError("HOTELBOT_S3_ENDPOINT must begin with https:// in production")
        return self


def _is_near(url: str) -> bool:
    """On this machine."""
    return urlsplit(url).hostname in {"localhost", "127.0.0.1", "::1"}


@lru_cache(maxsize=1)
def get_settings() -> Settings:
    return Settings()
