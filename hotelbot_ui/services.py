"""What the screens need from outside, set once by the wiring (hotelbot_ui.py)."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Protocol
from uuid import UUID

from redis.asyncio import Redis


class Identity(Protocol):
    """Who is behind a session, as the accounts feature says it."""

    @property
    def account_id(self) -> UUID: ...
    @property
    def hotel_id(self) -> UUID | None: ...
    @property
    def is_platform_admin(self) -> bool: ...
    @property
    def permissions(self) -> frozenset[str]: ...


@dataclass(frozen=True, slots=True)
class Services:
    find_session: Callable[[str], Awaitable[Identity | None]]
    """By the cookie's token; None when there is no such session or it has ended."""
    redis: Callable[[], Redis]
    """A client whose commands end by themselves, whatever Redis does."""
    cookie_name: str
    origin: str
    """The one origin that may open a socket, e.g. https://inbox.example.com."""


_services: Services | None = None


def provide(services: Services) -> None:
    global _services
    _services = services


def services() -> Services:
    if _services is None:
        raise RuntimeError("the screens were served before they were wired")
    return _services
