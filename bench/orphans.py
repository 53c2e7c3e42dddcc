"""A worker that is killed with work in hand: how soon somebody else takes it up.

Turns and sends of the dead worker wait for the end of their leases. The send calls had been
accepted and were not answered, and the echo never comes, so that only the provider's journal,
which is honest here, can say what became of them.
"""

import asyncio
import os
import signal
import time
from typing import LiteralString

import httpx

from bench._chain import ADMIN_ENV, build_chain, settle
from bench._database import Watch
from bench._processes import worker_processes
from bench._talk import judge, offer
from bench.row import Row
from tests.fixtures.stack import Stack, running_stack

HOTELS = 20
RATE, SECONDS, KILL_AFTER_S = 20, 8, 5.0
AI_SECONDS, CALL_SECONDS = 2.0, 3.0
ORPHANS_GOAL_S, UNCERTAIN_GOAL_S = 40.0, 240.0
PATIENCE_S = 330.0
_OPEN_TURNS = "select count(*) from conversation where due_at is not null"
_UNSETTLED = "select count(*) from outbox where state in ('queued', 'sending', 'uncertain')"
_UNCERTAIN = "select count(*) from outbox where state = 'uncertain'"


def run() -> list[Row]:
    return asyncio.run(_run())


async def _run() -> list[Row]:
    options = ("--web", "1", "--workers", "2", "--no-demo")
    with running_stack(*options, env=ADMIN_ENV) as stack:
        hotels = await build_chain(stack, HOTELS)
        quick = {"send_delay_ms": 1, "status_delay_ms": 50, "rate_limits": False}
        await settle(stack, ai_latency_s=AI_SECONDS, **quick)
        await offer(stack, hotels, rate=10, seconds=4, series=0)
        await _lose_answers(stack)
        watch, begun = Watch(stack), time.time()
        asking = asyncio.create_task(
            offer(stack, hotels, rate=RATE, seconds=SECONDS, series=1, patience_s=0.0)
        )
        await asyncio.sleep(KILL_AFTER_S)
        os.kill(worker_processes(stack)[0], signal.SIGKILL)
        killed = time.monotonic()
        await asking
        turns_in = await _none_left(watch, _OPEN_TURNS, since=killed)
        uncertain = watch.count(_UNCERTAIN)
        settled_in = await _none_left(watch, _UNSETTLED, since=killed)
        load = await judge(stack, "491511", RATE * SECONDS, begun=begun)
        watch.close()
    offered = RATE * SECONDS
    return [
        _row("killed worker: its turns decided by others", turns_in, "s", ORPHANS_GOAL_S),
        _row("killed worker: sends uncertain then", uncertain, "messages", offered),
        _row("killed worker: every send settled", settled_in, "s", UNCERTAIN_GOAL_S),
        _row("guests without an answer", load.missing, "guests", 0),
        _row("answers doubled", load.doubled, "messages", 0),
    ]


async def _lose_answers(stack: Stack) -> None:
    faults = [
        {
            "kind": "delay",
            "method": "sendMessage",
            "params": {"accepted": True, "seconds": CALL_SECONDS},
        },
        {"kind": "webhook_drop", "method": "outgoingAPIMessageReceived"},
    ]
    async with httpx.AsyncClient(base_url=stack.simulator_url) as simulator:
        (await simulator.post("/control/faults", json=faults)).raise_for_status()


async def _none_left(watch: Watch, question: LiteralString, *, since: float) -> float:
    """Seconds since then until the count is 0; infinite when it takes too long."""
    while watch.count(question):
        if time.monotonic() - since > PATIENCE_S:
            return float("inf")
        await asyncio.sleep(0.2)
    return time.monotonic() - since


def _row(what: str, value: float, unit: str, reference_value: float) -> Row:
    return Row(
        what=what,
        value=value,
        unit=unit,
        reference="goal" if unit == "s" or not reference_value else "offered",
        reference_value=reference_value,
        better="lower",
    )
