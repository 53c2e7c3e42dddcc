"""Workers that come back to a long queue: in order, with screens alive, memory flat.

The workers stand still while guests write, five messages each; then they go on. What a guest
wrote is one turn as far as it was read when the turn began: debounce is off, and the five stand
far apart in the queue, so some guests are answered more than once on the way.
"""

import asyncio
import os
import signal
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

from bench._chain import ADMIN_ENV, QUESTION, BenchHotel, build_chain, settle, signed_in
from bench._database import Watch
from bench._processes import resident_mb, worker_processes
from bench._talk import Load, guest_writes, judge, offer, write
from bench.row import Row
from tests.fixtures.stack import Stack, running_stack

HOTELS = 50
BURST = 5
SMALL, LARGE = 1_000, 20_000
PATIENCE_S = 900.0
SCREEN_EVERY_S = 1.0
SCREEN_GOAL_S = 0.2
MEMORY_EVERY = 5
"""Reads; to look at every process costs as much as a page."""
_WAITING = "select count(*) from inbox where state = 'new' and kind = 'incomingMessageReceived'"
# The number at the head of each text says which one of its burst it is.
_OUT_OF_ORDER = """
select count(*) from (
  select split_part(text, '.', 1)::int as said, lag(split_part(text, '.', 1)::int)
    over (partition by hotel_id, conversation_id order by id) as before
  from message where direction = 'in' and text ~ '^[0-9]+[.]') one
where said < before
"""


@dataclass(slots=True)
class Alive:
    """What somebody at a screen notices meanwhile, and what the processes take."""

    reads: list[float] = field(default_factory=list)
    memory: dict[str, float] = field(default_factory=dict)
    """The most of each kind of process."""

    @property
    def p95(self) -> float:
        return sorted(self.reads)[int(len(self.reads) * 0.95)] if self.reads else 0.0


@dataclass(frozen=True, slots=True)
class Drained:
    messages: int
    load: Load
    seconds: float
    before: Mapping[str, float]
    alive: Alive

    @property
    def ms_per_message(self) -> float:
        return self.seconds * 1000 / self.messages


def run() -> list[Row]:
    return asyncio.run(_run(int(os.environ.get("BENCH_MESSAGES", LARGE))))


async def _run(large: int) -> list[Row]:
    options = ("--web", "1", "--workers", "2", "--no-demo")
    with running_stack(*options, env=ADMIN_ENV) as stack:
        hotels = await build_chain(stack, HOTELS)
        quick = {"send_delay_ms": 1, "status_delay_ms": 50, "rate_limits": False}
        await settle(stack, ai_latency_s=0.0, **quick)
        await offer(stack, hotels, rate=20, seconds=5, series=0)
        few = await _drain(stack, hotels, SMALL, series=1)
        many = await _drain(stack, hotels, large, series=2)
        watch = Watch(stack)
        out_of_order = watch.count(_OUT_OF_ORDER)
        watch.close()
    missing = few.load.missing + many.load.missing
    guests = (SMALL + large) // BURST
    answers = 1 + (few.load.doubled + many.load.doubled) / guests
    return [
        _row(
            f"time per message, {large:,} waiting",
            many.ms_per_message,
            "ms",
            few.ms_per_message,
            reference=f"{SMALL:,} waiting",
        ),
        _row(f"until all {large:,} were worked through", many.seconds, "s", large / 100),
        _row("messages out of order", out_of_order, "messages", 0),
        _row("guests without an answer", missing, "guests", 0),
        _row(
            f"answers to the {BURST} messages of a guest",
            answers,
            "answers",
            BURST,
            reference="one for each",
        ),
        _row("list and thread read meanwhile, p95", many.alive.p95, "s", SCREEN_GOAL_S),
        *(
            _row(
                f"memory at most, {name}",
                many.alive.memory[name],
                "MB",
                many.before[name],
                reference="before",
            )
            for name in ("jobs.worker", "hotelbot_ui", "postgres")
        ),
    ]


async def _drain(
    stack: Stack, hotels: Sequence[BenchHotel], messages: int, *, series: int
) -> Drained:
    guests, prefix, begun = messages // BURST, f"49151{series}", time.time()
    before = resident_mb(stack)
    with _standing_still(stack):
        # One after the other, or the order would be lost before it reaches us.
        await write(stack, _bursts(hotels, guests, prefix=prefix), many=1)
        watch = Watch(stack)
        arrived = 0
        while arrived < guests * BURST:
            await asyncio.sleep(0.2)
            arrived = watch.count(_WAITING)
        watch.close()
    went_on = time.time()
    looking = asyncio.create_task(_look_on(stack, hotels[0]))
    load = await judge(stack, prefix, guests, begun=begun, patience_s=PATIENCE_S)
    looking.cancel()
    alive = await looking
    return Drained(messages, load, begun + load.seconds - went_on, before, alive)


def _bursts(hotels: Sequence[BenchHotel], guests: int, *, prefix: str) -> Iterator[bytes]:
    for place in range(BURST):
        for number in range(guests):
            yield guest_writes(
                hotels[number % len(hotels)],
                phone=f"{prefix}{number:07d}",
                name=f"Guest {number}",
                text=f"{place}. {QUESTION}",
            )


@contextmanager
def _standing_still(stack: Stack) -> Iterator[None]:
    workers = worker_processes(stack)
    for worker in workers:
        os.kill(worker, signal.SIGSTOP)
    try:
        yield
    finally:
        for worker in workers:
            os.kill(worker, signal.SIGCONT)


async def _look_on(stack: Stack, hotel: BenchHotel) -> Alive:
    """Until it is cancelled: the list, and the thread at its head, as the inbox reads them."""
    alive = Alive()
    path = f"/api/v1/hotels/{hotel.id}/conversations"
    async with signed_in(stack) as api:
        try:
            while True:
                began = time.monotonic()
                listed = (await api.get(path)).raise_for_status().json()
                head = listed["items"][0]["id"]
                (await api.get(f"{path}/{head}/messages")).raise_for_status()
                alive.reads.append(time.monotonic() - began)
                if len(alive.reads) % MEMORY_EVERY == 1:
                    for name, mb in resident_mb(stack).items():
                        alive.memory[name] = max(alive.memory.get(name, 0.0), mb)
                await asyncio.sleep(SCREEN_EVERY_S)
        except asyncio.CancelledError:
            return alive


def _row(
    what: str, value: float, unit: str, reference_value: float, *, reference: str = "goal"
) -> Row:
    return Row(
        what=what,
        value=value,
        unit=unit,
        reference=reference,
        reference_value=reference_value,
        better="lower",
    )
