"""Guests who write, and the judge of what they were answered: the simulated WhatsApp's ledger.

Small enough not to be what is measured: it shares the two cores with everything else.
"""

import asyncio
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

import httpx
import orjson

from bench._chain import QUESTION, BenchHotel
from bench._http import Connection, connections
from tests.fixtures.stack import Stack

PATIENCE_SECONDS = 60
CONNECTIONS = 8
LOOK_EVERY_S = 0.5


@dataclass(frozen=True, slots=True)
class Load:
    offered: int
    answered: int
    seconds: float
    """From the first question to the last answer."""
    latencies: Sequence[float]
    doubled: int

    @property
    def rate(self) -> float:
        return self.answered / self.seconds

    @property
    def missing(self) -> int:
        return self.offered - self.answered

    def percentile(self, share: float) -> float:
        ordered = sorted(self.latencies)
        return ordered[min(len(ordered) - 1, int(share * len(ordered)))] if ordered else 0.0


async def offer(
    stack: Stack,
    hotels: Sequence[BenchHotel],
    *,
    rate: float,
    seconds: float,
    series: int,
    patience_s: float = PATIENCE_SECONDS,
) -> Load:
    """One guest of the series for each question, hotel after hotel, at an even pace.

    Guests of a series that was not used before are new to the hotel.
    """
    begun = time.time()
    count = int(rate * seconds)
    prefix = f"49151{series}"
    questions = (
        guest_writes(
            hotels[number % len(hotels)],
            phone=f"{prefix}{number:07d}",
            name=f"Guest {number}",
            text=QUESTION,
        )
        for number in range(count)
    )
    await write(stack, questions, rate=rate)
    return await judge(stack, prefix, count, begun=begun, patience_s=patience_s)


async def write(
    stack: Stack,
    requests: Iterable[bytes],
    *,
    rate: float | None = None,
    many: int = CONNECTIONS,
) -> None:
    """At an even pace, or as fast as the simulator takes it. One after the other with `many` 1."""
    async with connections(_port(stack), many) as pool:
        free: asyncio.Queue[Connection] = asyncio.Queue()
        for connection in pool:
            free.put_nowait(connection)

        async def ask(request: bytes, connection: Connection) -> None:
            status = await connection.ask(request)
            if status != 200:
                raise RuntimeError(f"the simulator answered {status}")
            free.put_nowait(connection)

        start = time.monotonic()
        async with asyncio.TaskGroup() as group:
            for number, request in enumerate(requests):
                if rate is not None:
                    await asyncio.sleep(max(0.0, start + number / rate - time.monotonic()))
                group.create_task(ask(request, await free.get()))


def guest_writes(hotel: BenchHotel, *, phone: str, name: str, text: str) -> bytes:
    words = {"id_instance": hotel.id_instance, "phone": phone, "name": name, "text": text}
    body = orjson.dumps(words)
    head = (
        "POST /control/guest-message HTTP/1.1\r\nHost: 127.0.0.1\r\n"
        f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body


async def judge(
    stack: Stack, prefix: str, count: int, *, begun: float, patience_s: float = PATIENCE_SECONDS
) -> Load:
    """`count`: guests whose number begins with the prefix. The latency of one is from the first
    question to the first answer."""
    since = 0
    asked: dict[tuple[int, str], float] = {}
    answers: dict[tuple[int, str], list[float]] = {}
    end = time.monotonic() + patience_s
    async with httpx.AsyncClient(base_url=stack.simulator_url, timeout=30) as simulator:
        while len(answers) < count and time.monotonic() < end:
            parameters: dict[str, str | int] = {"kind": "whatsapp", "since": since, "limit": 5000}
            answer = await simulator.get("/control/ledger", params=parameters)
            page = orjson.loads(answer.content)["whatsapp"]
            for entry in page:
                since = entry["seq"]
                if not entry["chat_id"].startswith(prefix) or entry["at"] < begun:
                    continue
                key = (entry["id_instance"], entry["chat_id"])
                if entry["by"] == "guest":
                    asked.setdefault(key, entry["at"])
                elif key in asked:
                    answers.setdefault(key, []).append(entry["at"])
            await asyncio.sleep(LOOK_EVERY_S)
    latencies = [times[0] - asked[key] for key, times in answers.items()]
    seconds = max((times[0] for times in answers.values()), default=begun + 1) - begun
    doubled = sum(len(times) - 1 for times in answers.values())
    return Load(count, len(answers), seconds, latencies, doubled)


def _port(stack: Stack) -> int:
    port = urlsplit(stack.simulator_url).port
    assert port is not None
    return port
