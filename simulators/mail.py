"""A mail server on the wire: takes what it is given, keeps it, or refuses as it is told to."""

import asyncio
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage

LINE_LIMIT = 1 << 20


@asynccontextmanager
async def receiving(server: "MailServer", port: int | None) -> AsyncIterator[None]:
    """Without a port it takes nothing."""
    if port is None:
        yield
        return
    await server.start(port)
    try:
        yield
    finally:
        await server.stop()


@dataclass
class MailServer:
    """Listens on 127.0.0.1 between `start` and `stop`."""

    messages: list[EmailMessage] = field(default_factory=list)
    refuses: str = ""
    """Answered to the recipient, e.g. "550 no such mailbox"; empty: taken."""
    hangs: bool = False
    """Takes the connection and says nothing."""
    cuts: bool = False
    """Hears what it is given and ends the connection without an answer."""
    tls: ssl.SSLContext | None = None
    """Offers STARTTLS with it."""
    port: int = 0
    _callers: set[asyncio.StreamWriter] = field(default_factory=set)

    async def start(self, port: int = 0) -> None:
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", port, limit=LINE_LIMIT)
        self.port = self._server.sockets[0].getsockname()[1]

    async def stop(self) -> None:
        self._server.close()
        for writer in list(self._callers):
            writer.close()
        await self._server.wait_closed()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._callers.add(writer)
        try:
            if self.hangs:
                await reader.read()
                return
            await self._talk(reader, writer)
        except (ConnectionError, asyncio.IncompleteReadError, ssl.SSLError):
            # Whoever called is gone.
            return
        finally:
            self._callers.discard(writer)
            writer.close()

    async def _talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"220 simulator\r\n")
        while line := await reader.readline():
            verb = line.split(maxsplit=1)[0].upper().decode() if line.strip() else ""
            if verb == "STARTTLS" and self.tls is not None:
                writer.write(b"220 go ahead\r\n")
                await writer.drain()
                await writer.start_tls(self.tls)
            elif verb == "DATA" and self.cuts:
                return
            elif verb == "DATA":
                await self._take(reader, writer)
            else:
                writer.write(self._answer(verb))
            await writer.drain()
            if verb == "QUIT":
                return

    def _answer(self, verb: str) -> bytes:
        match verb:
            case "EHLO":
                offers = "250-STARTTLS\r\n" if self.tls is not None else ""
                return f"250-simulator\r\n{offers}250 8BITMIME\r\n".encode()
            case "RCPT" if self.refuses:
                return f"{self.refuses}\r\n".encode()
            case "QUIT":
                return b"221 bye\r\n"
            case "HELO" | "MAIL" | "RCPT" | "RSET" | "NOOP":
                return b"250 ok\r\n"
        return b"500 not known here\r\n"

    async def _take(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"354 go on\r\n")
        await writer.drain()
        raw = await reader.readuntil(b"\r\n.\r\n")
        # A line that begins with a dot came with one more.
        body = raw[:-5].replace(b"\r\n..", b"\r\n.")
        self.messages.append(message_from_bytes(body, policy=policy.default))
        writer.write(b"250 taken\r\n")
