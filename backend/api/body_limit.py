"""No body is read further than a mebibyte, a file than eight, nor waited for longer than its
deadline; the refusal has our shape."""

import asyncio

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from backend.api.errors import of_app_error
from backend.errors import AppError, TooLarge, TooSlow

LARGEST_BODY = 1024 * 1024
LARGEST_UPLOAD = 8 * 1024 * 1024
UPLOADS = ("/stay-imports", "/knowledge-imports")
"""How a path ends to which a file is sent."""
FILES = "/files"
"""The same for a file for a guest, which is kept piece by piece and never held whole."""
LARGEST_FILE = 100 * 1024 * 1024
FILE_S = 300.0
"""The most; what an installation takes is a setting."""
ENVELOPE = 16 * 1024
"""What a form puts around its file."""
BODY_S, UPLOAD_S = 10.0, 60.0
"""From the first look at a body to its end. A request that waits takes a place that others need,
and nobody has signed in yet."""


class BodyLimit:
    def __init__(self, app: ASGIApp, *, body_s: float = BODY_S, upload_s: float = UPLOAD_S) -> None:
        self._app = app
        self._body_s = body_s
        self._upload_s = upload_s

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """`scope` is of an HTTP request."""
        announced = Headers(scope=scope).get("content-length", "0")
        largest, patience = LARGEST_BODY, self._body_s
        if scope["method"] == "POST" and scope["path"].endswith(UPLOADS):
            largest, patience = LARGEST_UPLOAD + ENVELOPE, self._upload_s
        elif scope["method"] == "POST" and scope["path"].endswith(FILES):
            largest, patience = LARGEST_FILE, FILE_S
        if not announced.isdecimal() or int(announced[:20]) > largest:
            await of_app_error(TooLarge())(scope, receive, send)
            return
        read, is_complete, is_answered = 0, False, False
        broken: AppError | None = None
        until: float | None = None

        async def counted() -> Message:
            nonlocal read, is_complete, broken, until
            if is_complete:
                # What comes now is that the caller leaves, however late.
                return await receive()
            if until is None:
                until = asyncio.get_running_loop().time() + patience
            try:
                async with asyncio.timeout_at(until):
                    message = await receive()
            except TimeoutError:
                broken = TooSlow()
                raise broken from None
            is_complete = not message.get("more_body", False)
            read += len(message.get("body", b""))
            if read > largest:
                broken = TooLarge()
                raise broken
            return message

        async def answered(message: Message) -> None:
            """Whatever was made of the broken body, the caller is told what was wrong with it."""
            nonlocal is_answered
            if broken and message["type"] == "http.response.start" and not is_answered:
                is_answered = True
                await of_app_error(broken)(scope, receive, send)
            elif not broken:
                await send(message)

        await self._app(scope, counted, answered)
