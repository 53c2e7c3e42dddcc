"""Who is behind a socket. Only the HttpOnly cookie says so, and it is looked up anew each time.

Nothing about the person is kept in a State: every State var goes to the browser, and State
outlives the socket that made it.
"""

import hashlib
from http.cookies import CookieError, SimpleCookie
from time import monotonic

import reflex as rx

from hotelbot_ui.services import Identity, services

FRESH_S = 5.0
"""How long an answer of the session table is believed; a kick forgets it at once."""
MAX_KNOWN = 10_000

_known: dict[str, tuple[float, Identity]] = {}


class SecureState(rx.State):
    """The base of every State of ours."""

    async def _identity(self, *, fresh: bool = False) -> Identity | None:
        return await identity_of(token_in(self.router.headers.cookie), fresh=fresh)


def token_in(cookie_header: str) -> str | None:
    """The session token in a Cookie header."""
    try:
        cookie = SimpleCookie(cookie_header).get(services().cookie_name)
    except CookieError:
        return None
    return cookie.value if cookie and cookie.value else None


def session_key(token: str) -> str:
    """What may be written down in place of the token: the hex of its SHA-256."""
    return hashlib.sha256(token.encode()).hexdigest()


async def identity_of(token: str | None, *, fresh: bool = False) -> Identity | None:
    """Cached for FRESH_S seconds unless `fresh`; a session that is not valid is never cached."""
    if not token:
        return None
    key = session_key(token)
    seen = _known.get(key)
    if seen and not fresh and monotonic() - seen[0] < FRESH_S:
        return seen[1]
    identity = await services().find_session(token)
    if identity is None:
        _known.pop(key, None)
        return None
    if len(_known) >= MAX_KNOWN:
        _known.clear()
    _known[key] = (monotonic(), identity)
    return identity


def forget(key: str) -> None:
    """After a sign-out or a revoked session; `key` as session_key makes it."""
    _known.pop(key, None)
