"""How many guests are answered each second, and what we add to the model's own time.

Everything real but the vendors: the simulator posts webhooks to the web process, a worker drains,
the model takes its time, the answer reaches the simulated WhatsApp, whose ledger is the judge.
"""

import asyncio
import statistics
import time
from collections.abc import Sequence
from dataclasses import dataclass

import httpx

from bench._chain import ADMIN_ENV, QUESTION, BenchHotel, build_chain, settle
from bench._memory import resident_mb
from bench.row import Row
from tests.fixtures.stack import Stack, running_stack

HOTELS = 50
# Most guests of a running hotel have written before: the capacity is measured with guests whose
# first message, which makes the guest and the conversation, was a warm-up.
CAPACITY_RATE, CAPACITY_SECONDS, WARM_UP_RATE = 75, 20, 30
ADDED_RATE, ADDED_SECONDS = 20, 20
PATIENCE_SECONDS = 30
# FastAPI with Celery, one task for each message, the model at 1 s, on two cores: what a worker
# that waits for one answer at a time reaches with 8 processes, and with 100 threads.
TASK_PER_MESSAGE = {"8 processes": 3.0, "100 threads": 16.0}


@dataclass(frozen=True, slots=True)
class Load:
    offered: int
    answered: int
    seconds: float
    """From the first answer to the last."""
    latencies: Sequence[float]
    doubled: int

    def percentile(self, share: float) -> float:
        ordered = sorted(self.latencies)
        return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def run() -> list[Row]:
    return asyncio.run(_run())


async def _run() -> list[Row]:
    options = ("--web", "1", "--workers", "1", "--no-demo")
    with running_stack(*options, env=ADMIN_ENV) as stack:
        memory = resident_mb(stack)
        hotels = await build_chain(stack, HOTELS)
        quick = {"send_delay_ms": 1, "status_delay_ms": 50, "rate_limits": False}
        await settle(stack, ai_latency_s=0.0, **quick)
        await offer(stack, hotels, rate=ADDED_RATE, seconds=8, series=0)  # statements get prepared
        added = await offer(stack, hotels, rate=ADDED_RATE, seconds=ADDED_SECONDS, series=1)
        await settle(stack, ai_latency_s=1.0)
        guests = CAPACITY_RATE * CAPACITY_SECONDS
        await offer(stack, hotels, rate=WARM_UP_RATE, seconds=guests // WARM_UP_RATE, series=2)
        full = await offer(stack, hotels, rate=CAPACITY_RATE, seconds=CAPACITY_SECONDS, series=2)
    return [
        *_capacity_rows(full),
        _row("added time, p95, AI at 0 s, 20/s", added.percentile(0.95), "s", "goal", 1.0),
        _row("added time, median", statistics.median(added.latencies), "s", "goal", 1.0),
        _row("answers missing of both loads", _missing(added, full), "messages", "goal", 0),
        _row("answers doubled", added.doubled + full.doubled, "messages", "goal", 0),
        *(
            _row(f"idle memory, {name}", mb, "MB", "all", memory["all"])
            for name, mb in memory.items()
        ),
    ]


def _capacity_rows(full: Load) -> list[Row]:
    rate = full.answered / full.seconds
    return [
        Row(
            what=f"answered, one worker, AI at 1 s, {full.offered} offered at {CAPACITY_RATE}/s",
            value=rate,
            unit="/s",
            reference=f"a task for each message, {how}",
            reference_value=reached,
            better="higher",
        )
        for how, reached in TASK_PER_MESSAGE.items()
    ]


def _missing(*loads: Load) -> int:
    return sum(load.offered - load.answered for load in loads)


def _row(what: str, value: float, unit: str, reference: str, reference_value: float) -> Row:
    return Row(
        what=what,
        value=value,
        unit=unit,
        reference=reference,
        reference_value=reference_value,
        better="lower",
    )


async def offer(
    stack: Stack, hotels: Sequence[BenchHotel], *, rate: int, seconds: int, series: int
) -> Load:
    """One guest of the series for each question, hotel after hotel, at an even pace."""
    begun = time.time()
    async with httpx.AsyncClient(base_url=stack.simulator_url, timeout=10) as simulator:
        count = rate * seconds
        start = time.monotonic()
        posts = []
        for number in range(count):
            await asyncio.sleep(max(0.0, start + number / rate - time.monotonic()))
            hotel = hotels[number % len(hotels)]
            guest = {
                "id_instance": hotel.id_instance,
                "phone": f"49151{series}{number:07d}",
                "name": f"Guest {number}",
                "text": QUESTION,
            }
            posts.append(asyncio.create_task(simulator.post("/control/guest-message", json=guest)))
        for post in await asyncio.gather(*posts):
            post.raise_for_status()
        return await _judge(simulator, f"49151{series}", count, begun=begun)


async def _judge(simulator: httpx.AsyncClient, prefix: str, count: int, *, begun: float) -> Load:
    since = 0
    asked: dict[tuple[int, str], float] = {}
    answers: dict[tuple[int, str], list[float]] = {}
    end = time.monotonic() + PATIENCE_SECONDS
    while len(answers) < count and time.monotonic() < end:
        parameters: dict[str, str | int] = {"kind": "whatsapp", "since": since, "limit": 5000}
        page = (await simulator.get("/control/ledger", params=parameters)).json()["whatsapp"]
        for entry in page:
            since = entry["seq"]
            if not entry["chat_id"].startswith(prefix) or entry["at"] < begun:
                continue
            key = (entry["id_instance"], entry["chat_id"])
            if entry["by"] == "guest":
                asked[key] = entry["at"]
            elif key in asked:
                answers.setdefault(key, []).append(entry["at"])
        await asyncio.sleep(0.5)
    latencies = [times[0] - asked[key] for key, times in answers.items()]
    firsts = sorted(times[0] for times in answers.values())
    seconds = firsts[-1] - firsts[0] if len(firsts) > 1 else 1.0
    doubled = sum(len(times) - 1 for times in answers.values())
    return Load(count, len(answers), seconds, latencies, doubled)
