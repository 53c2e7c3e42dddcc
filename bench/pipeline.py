"""How many guests are answered each second, what an answer costs, and what we add to the model's
own time.

Everything real but the vendors: the simulator posts webhooks to the web process, workers drain,
the model takes its time, the answer reaches the simulated WhatsApp, whose ledger is the judge.
Guests of the measured loads never wrote before. BENCH_SECONDS shortens the long load.
"""

import asyncio
import os
import statistics
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from bench._chain import ADMIN_ENV, BenchHotel, build_chain, settle
from bench._database import Watch
from bench._processes import own_mb, processor_by_kind, resident_mb
from bench._talk import Load, offer
from bench.row import Row
from tests.fixtures.stack import Stack, running_stack

HOTELS = 50
AI_SECONDS = 1.0
ONE_WORKER_RATE, ONE_WORKER_SECONDS, ONE_WORKER_GOAL = 75, 20, 60.0
RATE, SECONDS, RATE_GOAL, ADDED_GOAL_S = 102, 120, 100.0, 1.5
QUIET_RATE, QUIET_SECONDS, QUIET_GOAL_S = 20, 20, 1.0
WARM_UP_RATE, WARM_UP_SECONDS = 20, 8
# Two cores have 2,000 ms of processor time a second for everything: that is 20 for one message at
# 100/s, and what is ours must leave room for the simulators and the load.
OURS = ("hotelbot_ui", "jobs.worker", "postgres")
OURS_GOAL_MS, ALL_GOAL_MS = 12.0, 20.0
# FastAPI with Celery, one task for each message, the model at 1 s, on two cores: what a worker
# that waits for one answer at a time reaches with 8 processes, and with 100 threads.
TASK_PER_MESSAGE = {"8 processes": 3.0, "100 threads": 16.0}


@dataclass(frozen=True, slots=True)
class Cost:
    """Of one load, for all its answers."""

    processor: Mapping[str, float]
    """Seconds by kind of process; `driver` is the load itself."""

    def ms(self, load: Load, *kinds: str) -> float:
        spent = sum(self.processor.get(kind, 0.0) for kind in kinds or self.processor)
        return spent * 1000 / max(load.answered, 1)


@dataclass(frozen=True, slots=True)
class Moment:
    """What could grow."""

    memory: Mapping[str, float]
    own_memory: Mapping[str, float]
    dead_rows: Mapping[str, int]


def run() -> list[Row]:
    return asyncio.run(_run(int(os.environ.get("BENCH_SECONDS", SECONDS))))


async def _run(seconds: int) -> list[Row]:
    rows = []
    with _stack(workers=1) as stack:
        memory = resident_mb(stack)
        hotels = await _warm_chain(stack)
        few_seconds = min(seconds, ONE_WORKER_SECONDS)
        load, cost = await _measured(stack, hotels, rate=ONE_WORKER_RATE, seconds=few_seconds)
        rows += _rate_rows("1 worker", ONE_WORKER_RATE, load, ONE_WORKER_GOAL)
        rows += _cost_rows("1 worker", load, cost)
    with _stack(workers=2) as stack:
        hotels = await _warm_chain(stack)
        await settle(stack, ai_latency_s=0.0)
        quiet = await offer(stack, hotels, rate=QUIET_RATE, seconds=QUIET_SECONDS, series=1)
        await settle(stack, ai_latency_s=AI_SECONDS)
        watching = asyncio.create_task(_moments(stack, seconds))
        load, cost = await _measured(stack, hotels, rate=RATE, seconds=seconds)
        rows += _rate_rows("2 workers", RATE, load, RATE_GOAL)
        added = load.percentile(0.95) - AI_SECONDS
        rows.append(_row("added time under that load, p95", added, "s", ADDED_GOAL_S))
        rows += _cost_rows("2 workers", load, cost)
        rows += _growth_rows(*await watching)
    p95, median = quiet.percentile(0.95), statistics.median(quiet.latencies)
    rows += [
        _row(f"added time at {QUIET_RATE}/s, AI at 0 s, p95", p95, "s", QUIET_GOAL_S),
        _row("the same, median", median, "s", QUIET_GOAL_S),
        _row("answers doubled at that rate", quiet.doubled, "messages", 0),
    ]
    return rows + [
        _row(f"idle memory, {name}", mb, "MB", memory["all"], reference="all")
        for name, mb in memory.items()
    ]


@contextmanager
def _stack(*, workers: int) -> Iterator[Stack]:
    options = ("--web", "1", "--workers", str(workers), "--no-demo")
    with running_stack(*options, env=ADMIN_ENV) as stack:
        yield stack


async def _warm_chain(stack: Stack) -> list[BenchHotel]:
    """Statements get prepared, paths get warm."""
    hotels = await build_chain(stack, HOTELS)
    quick = {"send_delay_ms": 1, "status_delay_ms": 50, "rate_limits": False}
    await settle(stack, ai_latency_s=AI_SECONDS, **quick)
    await offer(stack, hotels, rate=WARM_UP_RATE, seconds=WARM_UP_SECONDS, series=0)
    return hotels


async def _measured(
    stack: Stack, hotels: Sequence[BenchHotel], *, rate: float, seconds: int
) -> tuple[Load, Cost]:
    before, own = processor_by_kind(stack), time.process_time()
    load = await offer(stack, hotels, rate=rate, seconds=seconds, series=2)
    # The ticks of the last answers are still on their way.
    await asyncio.sleep(1.5)
    after = processor_by_kind(stack)
    spent = {kind: after[kind] - before.get(kind, 0.0) for kind in after}
    spent["driver"] = time.process_time() - own
    return load, Cost(spent)


async def _moments(stack: Stack, seconds: int) -> tuple[Moment, Moment]:
    """At half time and just before the end."""
    found = []
    watch = Watch(stack)
    for _ in range(2):
        await asyncio.sleep(seconds / 2 - 1)
        found.append(Moment(resident_mb(stack), own_mb(stack), watch.dead_rows()))
    watch.close()
    return found[0], found[1]


def _rate_rows(who: str, offered: float, load: Load, goal: float) -> list[Row]:
    what = f"answered, {who}, AI at {AI_SECONDS:g} s, {offered}/s for {load.offered / offered:g} s"
    references = {"goal": goal} | {
        f"a task for each message, {how}": reached for how, reached in TASK_PER_MESSAGE.items()
    }
    return [
        *(
            Row(
                what=what,
                value=load.rate,
                unit="/s",
                reference=reference,
                reference_value=value,
                better="higher",
            )
            for reference, value in references.items()
        ),
        _row(f"answers missing, {who}", load.missing, "messages", 0),
        _row(f"answers doubled, {who}", load.doubled, "messages", 0),
    ]


def _cost_rows(who: str, load: Load, cost: Cost) -> list[Row]:
    """Processor time is the honest figure on a machine that is busy with other things."""
    everything = cost.ms(load)
    shown = sorted(cost.processor, key=lambda kind: -cost.processor[kind])
    return [
        _row(f"processor, ours, {who}", cost.ms(load, *OURS), "ms/message", OURS_GOAL_MS),
        _row(f"processor, everything, {who}", everything, "ms/message", ALL_GOAL_MS),
        *(
            _row(f"  of it {kind}", cost.ms(load, kind), "ms/message", everything, reference="all")
            for kind in shown
        ),
    ]


def _growth_rows(half: Moment, end: Moment) -> list[Row]:
    memory = [
        _row(f"{what} at the end, {name}", after[name], "MB", mb, reference="at half time")
        for what, before, after in (
            ("memory", half.memory, end.memory),
            ("memory of its own", half.own_memory, end.own_memory),
        )
        for name, mb in before.items()
        if name in OURS
    ]
    dead = [
        _row(f"dead rows at the end, {table}", count, "rows", before, reference="at half time")
        for table, count in list(end.dead_rows.items())[:6]
        if (before := half.dead_rows.get(table, 0)) or count
    ]
    return memory + dead


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
