"""Around every request: an id, a log line, safe headers, and an end for what nobody caught."""

import re
import time
import traceback

import structlog
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from backend.api.body_limit import BodyLimit
from backend.api.capacity import Capacity, Lane
from backend.api.errors import envelope
from backend.kit.ids import new_uuid
from backend.observability.context import bind, unbind

log = structlog.get_logger()

HOOKS = "/hooks/"
API_PATHS = ("/api/", "/health", "/metrics")
QUIET_PATHS = ("/health", "/metrics")
REQUEST_ID = re.compile(r"[A-Za-z0-9_.-]{1,64}")
EVERYWHERE = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
}
OF_THE_API = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "Cross-Origin-Resource-Policy": "same-origin",
}
HSTS = "max-age=31536000; includeSubDomains"


class Around:
    """The outermost layer of the app.

    Webhooks go past it: they come in storms, are counted instead of logged, and no browser reads
    their answers.
    """

    def __init__(self, app: ASGIApp, *, hooks: ASGIApp, is_https: bool, capacity: Capacity) -> None:
        self._app = app
        self._capacity = capacity
        self._hooks = hooks
        self._limited = BodyLimit(app)
        self._is_https = is_https

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        if scope["path"].startswith(HOOKS):
            await self._capacity.serve(Lane.WEBHOOKS, self._hooks, scope, receive, send)
            return
        started, status = time.perf_counter(), 0
        request_id = _request_id(Headers(scope=scope))
        path = str(scope["path"])

        async def with_headers(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                self._add_headers(MutableHeaders(scope=message), path, request_id)
            await send(message)

        token = bind(correlation_id=request_id)
        try:
            if path.startswith(QUIET_PATHS):
                await self._limited(scope, receive, with_headers)
            else:
                people = Lane.PEOPLE
                await self._capacity.serve(people, self._limited, scope, receive, with_headers)
        except Exception as error:
            if status:
                raise
            incident = _report(error, scope)
            await incident(scope, receive, with_headers)
        finally:
            if path.startswith(API_PATHS) and not path.startswith(QUIET_PATHS):
                elapsed = round((time.perf_counter() - started) * 1000, 1)
                log.info(
                    "http.answered",
                    method=scope["method"],
                    route=getattr(scope.get("route"), "path", None),
                    status=status,
                    ms=elapsed,
                )
            unbind(token)

    def _add_headers(self, headers: MutableHeaders, path: str, request_id: str) -> None:
        headers["X-Request-Id"] = request_id
        wanted = EVERYWHERE | (OF_THE_API if path.startswith(API_PATHS) else {})
        for name, value in wanted.items():
            headers.setdefault(name, value)
        if self._is_https:
            headers.setdefault("Strict-Transport-Security", HSTS)


def _request_id(headers: Headers) -> str:
    given = headers.get("x-request-id", "")
    return given if REQUEST_ID.fullmatch(given) else new_uuid().hex


def _report(error: Exception, scope: Scope) -> ASGIApp:
    """The log gets where it broke, the caller an id to ask with; neither gets the values."""
    incident = new_uuid().hex[-12:]
    frames = traceback.extract_tb(error.__traceback__)[-6:]
    log.error(
        "http.failed",
        incident=incident,
        method=scope["method"],
        error=type(error).__name__,
        at=[f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames],
    )
    return envelope(
        500,
        code="internal",
        message=f"Something broke on our side. Ask with the number {incident}.",
        details={"incident": incident},
    )
