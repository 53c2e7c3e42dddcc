"""A load generator small enough not to be what is measured: HTTP/1.1 on kept connections."""

import asyncio
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field


@dataclass
class Answers:
    seconds: float = 0.0
    latencies: list[float] = field(default_factory=list)
    refused: int = 0

    @property
    def rate(self) -> float:
        return len(self.latencies) / self.seconds

    def percentile(self, share: float) -> float:
        ordered = sorted(self.latencies)
        return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


@dataclass(slots=True)
class Connection:
    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter

    async def ask(self, request: bytes) -> int:
        """The status; the body is read and dropped."""
        self.writer.write(request)
        head = await self.reader.readuntil(b"\r\n\r\n")
        length = int(head.lower().partition(b"content-length:")[2].partition(b"\r\n")[0])
        await self.reader.readexactly(length)
        return int(head[9:12])


@asynccontextmanager
async def connections(port: int, many: int) -> AsyncIterator[list[Connection]]:
    made = [Connection(*await asyncio.open_connection("127.0.0.1", port)) for _ in range(many)]
    try:
        yield made
    finally:
        for connection in made:
            connection.writer.close()


async def saturate(port: int, requests: Iterator[bytes], *, many: int, seconds: float) -> Answers:
    """As fast as `many` connections go, each asking anew when it is answered."""
    answers = Answers()
    async with connections(port, many) as pool:
        until = time.perf_counter() + seconds

        async def ask_on(connection: Connection) -> None:
            while (began := time.perf_counter()) < until:
                _note(answers, await connection.ask(next(requests)), began)

        began = time.perf_counter()
        await asyncio.gather(*(ask_on(connection) for connection in pool))
        answers.seconds = time.perf_counter() - began
    return answers


async def offer(port: int, requests: Iterator[bytes], *, rate: int, seconds: float) -> Answers:
    """At a fixed rate, however slow the answers are; a wait for a connection counts as latency."""
    answers = Answers()
    async with connections(port, 64) as pool:
        free: asyncio.Queue[Connection] = asyncio.Queue()
        for connection in pool:
            free.put_nowait(connection)

        async def ask(at: float) -> None:
            await asyncio.sleep(at - time.perf_counter())
            connection = await free.get()
            _note(answers, await connection.ask(next(requests)), at)
            free.put_nowait(connection)

        began = time.perf_counter() + 0.1
        await asyncio.gather(*(ask(began + n / rate) for n in range(int(rate * seconds))))
        answers.seconds = time.perf_counter() - began
    return answers


def _note(answers: Answers, status: int, began: float) -> None:
    answers.latencies.append(time.perf_counter() - began)
    answers.refused += status != 200
