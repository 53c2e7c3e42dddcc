"""One HTTP exchange at the level where it can also go wrong."""

import asyncio
import socket
import struct
from dataclasses import dataclass

from starlette.types import Receive, Scope, Send

JSON = "application/json; charset=utf-8"
HTML = "text/html"


@dataclass(frozen=True, slots=True)
class Answer:
    status: int = 200
    body: bytes = b""
    content_type: str = JSON
    headers: tuple[tuple[bytes, bytes], ...] = ()


class TooLarge(Exception):
    """The request body is larger than the service reads."""


async def read_body(receive: Receive, *, limit: int) -> bytes:
    """Raises TooLarge beyond `limit` bytes."""
    chunks: list[bytes] = []
    size = 0
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            return b""
        chunks.append(message.get("body", b""))
        size += len(chunks[-1])
        if size > limit:
            raise TooLarge
        if not message.get("more_body", False):
            return chunks[0] if len(chunks) == 1 else b"".join(chunks)


async def respond(send: Send, answer: Answer) -> None:
    await _start(send, answer)
    await send({"type": "http.response.body", "body": answer.body})


async def dribble(receive: Receive, send: Send, answer: Answer, seconds_per_byte: float) -> None:
    """One byte at a time, until the client has all of it or has left."""
    gone = asyncio.ensure_future(wait_until_gone(receive))
    await _start(send, answer)
    for position in range(len(answer.body)):
        more = position + 1 < len(answer.body)
        byte = answer.body[position : position + 1]
        await send({"type": "http.response.body", "body": byte, "more_body": more})
        await asyncio.wait({gone}, timeout=seconds_per_byte)
        if gone.done():
            return
    gone.cancel()


async def hang(receive: Receive, seconds: float) -> None:
    """Keeps the connection open without a byte until the client leaves or time is up."""
    gone = asyncio.ensure_future(wait_until_gone(receive))
    await asyncio.wait({gone}, timeout=seconds)
    gone.cancel()


async def reset(receive: Receive) -> None:
    """Sends TCP RST instead of an answer. Needs uvicorn, whose `receive` knows its transport."""
    transport = getattr(getattr(receive, "__self__", None), "transport", None)
    if transport is None:
        raise RuntimeError("connection resets need the simulators to be served by uvicorn")
    raw = transport.get_extra_info("socket")
    # Linger of zero turns the close into a reset instead of an orderly end.
    raw.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    transport.abort()
    await wait_until_gone(receive)


async def reset_mid_body(receive: Receive, send: Send, answer: Answer) -> None:
    await _start(send, answer)
    half = answer.body[: len(answer.body) // 2]
    await send({"type": "http.response.body", "body": half, "more_body": True})
    # The half answer must be on the wire before the reset discards the send buffer.
    await asyncio.sleep(0.05)
    await reset(receive)


async def wait_until_gone(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


def base_url(scope: Scope) -> str:
    """Where the client reached us, for links in answers."""
    host = next((value for name, value in scope["headers"] if name == b"host"), b"127.0.0.1")
    return f"{scope.get('scheme', 'http')}://{host.decode('latin-1')}"


async def _start(send: Send, answer: Answer) -> None:
    headers = [
        (b"content-type", answer.content_type.encode()),
        (b"content-length", str(len(answer.body)).encode()),
        *answer.headers,
    ]
    await send({"type": "http.response.start", "status": answer.status, "headers": headers})
