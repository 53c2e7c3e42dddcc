"""The outermost layer of the web process: who may load a page, who may open a socket."""

import base64
import hashlib
import re
from collections.abc import Iterable
from functools import lru_cache
from urllib.parse import parse_qs, urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse, RedirectResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from hotelbot_ui import routes
from hotelbot_ui.services import services
from hotelbot_ui.state.session import identity_of, session_key, token_in

SOCKET = "/_event"
BACKEND = ("/api/", "/health", "/metrics", "/hooks/", "/ping")
"""Not pages: they decide themselves who may ask."""
FORBIDDEN = ("/_upload", "/_all_routes")
LOOPBACK = ("localhost", "127.0.0.1", "::1", "0.0.0.0")  # noqa: S104 - names, nothing is bound
MOST_TABS = 100_000
IMMUTABLE = "public, max-age=31536000, immutable"
INLINE_SCRIPT = re.compile(rb"<script(?![^>]*\bsrc=)[^>]*>(.*?)</script>", re.DOTALL)


class Gate:
    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        path = scope.get("path", "")
        if scope["type"] == "websocket":
            await self._socket(scope, receive, send)
        elif scope["type"] == "http" and path.startswith(FORBIDDEN):
            await PlainTextResponse("Not found", 404)(scope, receive, send)
        elif scope["type"] == "http" and not path.startswith(BACKEND):
            await self._page(scope, receive, send)
        else:
            await self.app(scope, receive, send)

    async def _page(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers = Headers(scope=scope)
        wants_page = "text/html" in headers.get("accept", "")
        if wants_page and _is_another_name(headers.get("host", "")):
            await RedirectResponse(services().origin + scope["path"], 307)(scope, receive, send)
            return
        public = scope["path"].startswith(routes.PUBLIC)
        if wants_page and not public:
            token = token_in(headers.get("cookie", ""))
            if await identity_of(token) is None:
                await RedirectResponse(routes.LOGIN, 302)(scope, receive, send)
                return
        if wants_page:
            scope = _uncompressed(scope)
        await self.app(scope, receive, _Finished(scope, send))

    async def _socket(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers = Headers(scope=scope)
        allowed = (
            scope["path"].startswith(SOCKET)
            and headers.get("origin") == services().origin
            and await _bind(scope, token_in(headers.get("cookie", "")))
        )
        if allowed:
            await self.app(scope, receive, send)
            return
        await receive()
        await send({"type": "websocket.close", "code": 4403})


def _is_another_name(host: str) -> bool:
    """This machine under a name that is not the page's own: its socket would be refused."""
    own, asked = urlsplit(services().origin).hostname, _name_in(host)
    return own in LOOPBACK and asked in LOOPBACK and asked != own


def _name_in(host: str) -> str | None:
    """None for a header that is no host."""
    try:
        return urlsplit(f"//{host}").hostname
    except ValueError:
        return None


async def _bind(scope: Scope, token: str | None) -> bool:
    """Ties the tab's Reflex token to the session that used it first.

    That token is all Reflex asks for, and it travels in the address: a copied one must be of no
    use with another cookie, or with none. The tie lives where the State behind the token lives:
    in this process.
    """
    tab = (parse_qs(scope.get("query_string", b"").decode("latin-1")).get("token") or [""])[0]
    session = session_key(token) if token and await identity_of(token) else None
    return _tabs.admit(tab, session)


class _Tabs:
    """Which session used a tab's token first. The MOST_TABS used last are remembered."""

    def __init__(self) -> None:
        self._sessions: dict[str, str] = {}

    def admit(self, tab: str, session: str | None) -> bool:
        """Nobody's tokens are not remembered: there is nothing behind them to protect."""
        if session is None:
            return tab not in self._sessions
        if self._sessions.get(tab, session) != session:
            return False
        self._sessions.pop(tab, None)
        self._sessions[tab] = session
        if len(self._sessions) > MOST_TABS:
            del self._sessions[next(iter(self._sessions))]
        return True


_tabs = _Tabs()


def _uncompressed(scope: Scope) -> Scope:
    """The page's inline scripts are read on the way out to allow exactly those."""
    kept = [(name, value) for name, value in scope["headers"] if name != b"accept-encoding"]
    return {**scope, "headers": kept}


class _Finished:
    """Sends a page on with its security headers; it needs the body to allow its inline scripts."""

    def __init__(self, scope: Scope, send: Send) -> None:
        self.asset = scope["path"].startswith("/assets/")
        self.send = send
        self.start: Message | None = None
        self.body = b""

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            _common(headers, asset=self.asset and message["status"] == 200)
            if headers.get("content-type", "").startswith("text/html"):
                self.start = message
                return
        elif self.start is not None and message["type"] == "http.response.body":
            self.body += message.get("body", b"")
            if message.get("more_body"):
                return
            await self._send_page()
            return
        await self.send(message)

    async def _send_page(self) -> None:
        assert self.start is not None
        headers = MutableHeaders(scope=self.start)
        headers["content-security-policy"] = policy(script_hashes(self.body))
        await self.send(self.start)
        await self.send({"type": "http.response.body", "body": self.body})


def _common(headers: MutableHeaders, *, asset: bool) -> None:
    headers["x-content-type-options"] = "nosniff"
    headers["referrer-policy"] = "same-origin"
    headers["x-frame-options"] = "DENY"
    html = headers.get("content-type", "").startswith("text/html")
    if asset:
        headers["cache-control"] = IMMUTABLE
    elif html:
        headers["cache-control"] = "no-store"


@lru_cache(maxsize=64)
def script_hashes(html: bytes) -> tuple[str, ...]:
    digests = (hashlib.sha256(script).digest() for script in INLINE_SCRIPT.findall(html))
    return tuple(f"'sha256-{base64.b64encode(digest).decode()}'" for digest in digests)


def policy(hashes: Iterable[str]) -> str:
    """No eval: our screens use no event of Reflex that needs it."""
    origin = services().origin
    socket = "ws" + origin.removeprefix("http")
    return "; ".join(
        [
            "default-src 'self'",
            f"script-src 'self' {' '.join(hashes)}".rstrip(),
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data: blob:",
            "media-src 'self' blob:",
            "font-src 'self'",
            f"connect-src 'self' {origin} {socket}",
            "object-src 'none'",
            "base-uri 'none'",
            "form-action 'self'",
            "frame-ancestors 'none'",
        ]
    )
