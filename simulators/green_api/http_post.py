"""A POST that costs next to nothing: one kept connection, only the status is of interest."""

import asyncio
import contextlib
from urllib.parse import SplitResult, urlsplit

LARGEST_ANSWER = 1 << 20


class NoAnswer(Exception):
    """The connection failed or what came back is not HTTP."""


class Poster:
    """Keeps one connection. Calls must not overlap."""

    def __init__(self) -> None:
        self._origin = ""
        self._streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def post(
        self, url: str, body: bytes, *, authorization: str | None, timeout_s: float
    ) -> int:
        """The HTTP status. Raises NoAnswer, also when `timeout_s` is over."""
        target = urlsplit(url)
        try:
            request = _request(target, body, authorization)
            async with asyncio.timeout(timeout_s):
                return await self._exchange(target, request)
        except (OSError, TimeoutError, EOFError, ValueError, asyncio.LimitOverrunError) as error:
            self.close()
            raise NoAnswer(type(error).__name__) from error
        except asyncio.CancelledError:
            self.close()
            raise

    def close(self) -> None:
        if self._streams is not None:
            # The loop may already be closing when a test world is torn down.
            with contextlib.suppress(RuntimeError):
                self._streams[1].close()
        self._streams = None

    async def _exchange(self, target: SplitResult, request: bytes) -> int:
        if self._streams is not None and self._origin == target.netloc:
            try:
                return await self._round_trip(request)
            except (OSError, EOFError):
                # The server closed the idle connection; a fresh one tells whether it is down.
                self.close()
        self.close()
        tls = True if target.scheme == "https" else None
        port = target.port or (443 if tls else 80)
        self._streams = await asyncio.open_connection(target.hostname, port, ssl=tls)
        self._origin = target.netloc
        return await self._round_trip(request)

    async def _round_trip(self, request: bytes) -> int:
        assert self._streams is not None
        reader, writer = self._streams
        writer.write(request)
        head = await reader.readuntil(b"\r\n\r\n")
        lines = head.decode("latin-1").split("\r\n")
        status = int(lines[0].split(" ", 2)[1])
        headers = {
            name.strip().lower(): value.strip()
            for name, _, value in (line.partition(":") for line in lines[1:])
        }
        length = headers.get("content-length")
        if length is None or int(length) > LARGEST_ANSWER or headers.get("connection") == "close":
            self.close()
        else:
            await reader.readexactly(int(length))
        return status


def _request(target: SplitResult, body: bytes, authorization: str | None) -> bytes:
    path = (target.path or "/") + (f"?{target.query}" if target.query else "")
    lines = [
        f"POST {path} HTTP/1.1",
        f"Host: {target.netloc}",
        "Content-Type: application/json; charset=utf-8",
        "User-Agent: GREEN-API",
        f"Content-Length: {len(body)}",
    ]
    if authorization:
        lines.append(f"Authorization: {authorization}")
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body
