"""What the routes need beside the container, made once for each app."""

from dataclasses import dataclass

from fastapi import Request

from backend.api.probes import Probes
from backend.bootstrap import Container
from backend.features.accounts.access_tokens import AccessTokens
from backend.features.translations.translator import Translator
from backend.reliability.rate_limit import RateLimiter
from backend.settings import Settings

COOKIE = "hotelbot_session"
SECURE_COOKIE = "__Host-session"


@dataclass(frozen=True, slots=True)
class ApiServices:
    container: Container
    limiter: RateLimiter
    tokens: AccessTokens
    probes: Probes
    translator: Translator

    @classmethod
    def of(cls, container: Container) -> "ApiServices":
        settings = container.settings
        return cls(
            container=container,
            limiter=RateLimiter(settings.redis_url),
            tokens=AccessTokens(container.vault, issuer=settings.public_url),
            probes=Probes(container),
            translator=Translator(container.work, container.ai),
        )

    @property
    def is_https(self) -> bool:
        return is_https(self.container.settings)

    @property
    def cookie(self) -> str:
        return session_cookie(self.container.settings)


def is_https(settings: Settings) -> bool:
    return settings.public_url.startswith("https://")


def session_cookie(settings: Settings) -> str:
    """A __Host- cookie needs HTTPS; without it the same cookie has a plain name."""
    return SECURE_COOKIE if is_https(settings) else COOKIE


def services_of(request: Request) -> ApiServices:
    found = request.app.state.services
    assert isinstance(found, ApiServices)
    return found
