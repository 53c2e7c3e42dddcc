"""What the guests of other hotels notice when one hotel is flooded with messages.

The same even load on many hotels twice in one run: alone, and while one further hotel gets a
thousand messages at once. Everything real but the vendors, as in bench/pipeline.py.
"""

import asyncio

import httpx

from bench._chain import ADMIN_ENV, QUESTION, BenchHotel, build_chain, settle
from bench._talk import Load, offer
from bench.row import Row
from tests.fixtures.stack import Stack, running_stack

HOTELS = 20
RATE, SECONDS, WARM_UP_SECONDS = 5, 60, 10
FLOOD, AT_ONCE = 1000, 50
MOST_MOVED = 1.2
"""The others' p99 may grow to this much of what it was."""


def run() -> list[Row]:
    return asyncio.run(_run())


async def _run() -> list[Row]:
    options = ("--web", "1", "--workers", "1", "--no-demo")
    with running_stack(*options, env=ADMIN_ENV) as stack:
        flooded, *others = await build_chain(stack, HOTELS + 1)
        knobs = {"send_delay_ms": 1, "status_delay_ms": 50, "rate_limits": False}
        await settle(stack, ai_latency_s=1.0, **knobs)
        await offer(stack, others, rate=RATE, seconds=WARM_UP_SECONDS, series=1)
        calm = await offer(stack, others, rate=RATE, seconds=SECONDS, series=2)
        storm = asyncio.create_task(_flood(stack, flooded))
        moved = await offer(stack, others, rate=RATE, seconds=SECONDS, series=3)
        await storm
        answered = await _answered(stack, flooded)
    return [
        _row("p99 of the others during the flood", moved, 0.99, calm),
        _row("p95 of the others during the flood", moved, 0.95, calm),
        _row("median of the others during the flood", moved, 0.5, calm),
        Row(
            what="p99 of the others, flooded against calm",
            value=moved.percentile(0.99) / calm.percentile(0.99),
            unit="x",
            reference="goal",
            reference_value=MOST_MOVED,
            better="lower",
        ),
        Row(
            what="answers of the others that are missing",
            value=calm.offered + moved.offered - calm.answered - moved.answered,
            unit="messages",
            reference="goal",
            reference_value=0,
            better="lower",
        ),
        Row(
            what=f"of the flood of {FLOOD} answered by then",
            value=answered,
            unit="messages",
            reference="all",
            reference_value=FLOOD,
            better="higher",
        ),
    ]


def _row(what: str, during: Load, share: float, calm: Load) -> Row:
    return Row(
        what=what,
        value=during.percentile(share),
        unit="s",
        reference="the same load without the flood, same run",
        reference_value=calm.percentile(share),
        better="lower",
    )


async def _flood(stack: Stack, hotel: BenchHotel) -> None:
    gate = asyncio.Semaphore(AT_ONCE)
    async with httpx.AsyncClient(base_url=stack.simulator_url, timeout=60) as simulator:

        async def write(number: int) -> None:
            guest = {
                "id_instance": hotel.id_instance,
                "phone": f"491529{number:07d}",
                "name": f"Guest {number}",
                "text": QUESTION,
            }
            async with gate:
                (await simulator.post("/control/guest-message", json=guest)).raise_for_status()

        await asyncio.gather(*(write(number) for number in range(FLOOD)))


async def _answered(stack: Stack, hotel: BenchHotel) -> int:
    since = 0
    chats: set[str] = set()
    async with httpx.AsyncClient(base_url=stack.simulator_url, timeout=60) as simulator:
        while True:
            wanted: dict[str, str | int] = {"kind": "whatsapp", "since": since, "limit": 5000}
            page = (await simulator.get("/control/ledger", params=wanted)).json()["whatsapp"]
            if not page:
                return len(chats)
            since = page[-1]["seq"]
            chats |= {
                entry["chat_id"]
                for entry in page
                if entry["id_instance"] == hotel.id_instance and entry["by"] != "guest"
            }
