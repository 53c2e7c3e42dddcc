"""One connection of HTTP/1.1: a request goes out, its answer comes in piece by piece.

The parser is the one in C that the web process uses too. What is unusual (an answer nobody asked
for, a head without end, bytes after the end) closes the connection instead of being understood.
"""

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Callable
from select import POLLIN, poll
from typing import cast

import httptools
import httpx

LARGEST_HEAD = 64 * 1024
MOST_UNREAD = 256 * 1024
"""The far side is told to wait while so much of an answer lies here unread."""
FIRST_FINAL_STATUS = 200
"""What is below only says that the answer is still to come."""


class Connection(asyncio.Protocol):
    """`ended` is called once, when it can carry nothing more."""

    def __init__(self, ended: Callable[["Connection"], None]) -> None:
        self.idle_since = 0.0
        self._ended = ended
        self._parser = httptools.HttpResponseParser(self)
        self._transport: asyncio.Transport | None = None
        self._waiter: asyncio.Future[None] | None = None
        self._trouble: httpx.TransportError | None = None
        self._asked = False
        self._clear()

    def _clear(self) -> None:
        self._status = 0
        self._headers: list[tuple[bytes, bytes]] = []
        self._head_size = 0
        self._has_head = self._is_complete = self._is_paused = False
        self._until_closed = self._goes_on = True
        self._pieces: deque[bytes] = deque()
        self._unread = 0

    @property
    def is_usable(self) -> bool:
        """For another request. What came unasked, be it the end, came before we knew of it."""
        if self._transport is None or self._transport.is_closing() or self._trouble is not None:
            return False
        return not _is_readable(self._transport.get_extra_info("socket").fileno())

    async def ask(self, request: bytes, *, within_s: float | None) -> tuple[int, httpx.Headers]:
        """Status and headers of the answer. Raises httpx.TransportError."""
        assert self._transport is not None
        self._clear()
        self._asked = True
        self._transport.write(request)
        while not self._has_head:
            await self._wait(within_s)
        return self._status, httpx.Headers(self._headers)

    async def pieces(self, *, within_s: float | None) -> AsyncIterator[bytes]:
        """The body as it comes. Raises httpx.TransportError where it is not whole."""
        while True:
            while self._pieces:
                piece = self._pieces.popleft()
                self._unread -= len(piece)
                yield piece
            if self._is_complete:
                return
            if self._is_paused and self._transport is not None:
                self._is_paused = False
                self._transport.resume_reading()
            await self._wait(within_s)

    def rest(self, now: float) -> bool:
        """Whether it may carry another request; else it is closed."""
        if not self._is_complete or not self._goes_on or self._is_paused or self._trouble:
            self.abort()
            return False
        self._asked = False
        self.idle_since = now
        return True

    def abort(self) -> None:
        if self._transport is not None:
            self._transport.abort()

    async def _wait(self, within_s: float | None) -> None:
        if self._trouble is not None:
            raise self._trouble
        self._waiter = asyncio.get_running_loop().create_future()
        try:
            async with asyncio.timeout(within_s):
                await self._waiter
        except TimeoutError:
            raise httpx.ReadTimeout("") from None
        finally:
            self._waiter = None

    def _wake(self) -> None:
        if self._waiter is not None and not self._waiter.done():
            self._waiter.set_result(None)

    def _break(self, trouble: httpx.TransportError) -> None:
        self._trouble = self._trouble or trouble
        self.abort()
        self._wake()

    # What the loop tells.

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.Transport, transport)

    def data_received(self, data: bytes) -> None:
        if not self._asked or self._is_complete:
            self._break(httpx.RemoteProtocolError("bytes_nobody_asked_for"))
            return
        self._head_size += 0 if self._has_head else len(data)
        try:
            self._parser.feed_data(data)
        except (httptools.HttpParserError, httptools.HttpParserUpgrade):
            self._break(httpx.RemoteProtocolError("not_http"))
            return
        if not self._has_head and self._head_size > LARGEST_HEAD:
            self._break(httpx.RemoteProtocolError("head_too_large"))
        elif self._unread > MOST_UNREAD and not self._is_paused and self._transport is not None:
            self._is_paused = True
            self._transport.pause_reading()
        self._wake()

    def connection_lost(self, error: Exception | None) -> None:
        if self._has_head and self._until_closed and error is None and self._trouble is None:
            # The end of the connection is the end of an answer that names no length.
            self._is_complete = True
        self._trouble = self._trouble or httpx.ReadError("connection_lost")
        self._wake()
        self._ended(self)

    # What the parser tells.

    def on_message_begin(self) -> None:
        if self._is_complete:
            # Ends the parsing: nothing of it may get into the answer before.
            raise ValueError("an answer nobody asked for")

    def on_header(self, name: bytes, value: bytes) -> None:
        if self._has_head:
            return  # Trailers.
        self._headers.append((name, value))
        if name.lower() in (b"content-length", b"transfer-encoding"):
            self._until_closed = False

    def on_headers_complete(self) -> None:
        self._status = self._parser.get_status_code()
        self._has_head = self._status >= FIRST_FINAL_STATUS
        self._goes_on = self._parser.should_keep_alive()

    def on_body(self, piece: bytes) -> None:
        self._pieces.append(piece)
        self._unread += len(piece)

    def on_message_complete(self) -> None:
        if self._has_head:
            self._is_complete = True
        else:
            self._headers = []


def _is_readable(descriptor: int) -> bool:
    waiting = poll()
    waiting.register(descriptor, POLLIN)
    return bool(waiting.poll(0))
