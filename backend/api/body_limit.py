"""No body is read further than a mebibyte, a file than eight; the refusal has our shape."""

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from backend.api.errors import of_app_error
from backend.errors import TooLarge

LARGEST_BODY = 1024 * 1024
LARGEST_UPLOAD = 8 * 1024 * 1024
UPLOADS = "/stay-imports"
"""Where a path ends to which a file is sent."""
ENVELOPE = 16 * 1024
"""What a form puts around its file."""


class BodyLimit:
    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """`scope` is of an HTTP request."""
        announced = Headers(scope=scope).get("content-length", "0")
        largest = LARGEST_BODY
        if scope["method"] == "POST" and scope["path"].endswith(UPLOADS):
            largest = LARGEST_UPLOAD + ENVELOPE
        if not announced.isdigit() or int(announced[:20]) > largest:
            await of_app_error(TooLarge())(scope, receive, send)
            return
        read, is_over, is_answered = 0, False, False

        async def counted() -> Message:
            nonlocal read, is_over
            message = await receive()
            read += len(message.get("body", b""))
            if read > largest:
                is_over = True
                raise TooLarge
            return message

        async def answered(message: Message) -> None:
            """Whatever was made of the broken body, the caller is told what was wrong with it."""
            nonlocal is_answered
            if is_over and message["type"] == "http.response.start" and not is_answered:
                is_answered = True
                await of_app_error(TooLarge())(scope, receive, send)
            elif not is_over:
                await send(message)

        await self._app(scope, counted, answered)
