"""What the routes need beside the container, made once for each app."""

from dataclasses import dataclass

from fastapi import Request

from backend.bootstrap import Container
from backend.features.accounts.access_tokens import AccessTokens
from backend.reliability.rate_limit import RateLimiter

COOKIE = "hotelbot_session"
SECURE_COOKIE = "__Host-session"


@dataclass(frozen=True, slots=True)
class ApiServices:
    container: Container
    limiter: RateLimiter
    tokens: AccessTokens

    @classmethod
    def of(cls, container: Container) -> "ApiServices":
        settings = container.settings
        return cls(
            container=container,
            limiter=RateLimiter(settings.redis_url),
            tokens=AccessTokens(container.vault, issuer=settings.public_url),
        )

    @property
    def is_https(self) -> bool:
        return self.container.settings.public_url.startswith("https://")

    @property
    def cookie(self) -> str:
        """A __Host- cookie needs HTTPS; without it the same cookie has a plain name."""
        return SECURE_COOKIE if self.is_https else COOKIE


def services_of(request: Request) -> ApiServices:
    found = request.app.state.services
    assert isinstance(found, ApiServices)
    return found
