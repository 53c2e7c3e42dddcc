"""Everything at once, by a seed; and the proof that the checker sees what must not be."""

import asyncio

import pytest

from tests.faults.guests import Guests
from tests.faults.invariants import Finding, check
from tests.faults.ledgers import read, sizes
from tests.faults.matrix import covers
from tests.faults.nemesis import Nemesis
from tests.faults.rig import Rig

RATE = 4.0
GLANCE_S = 8.0
ECHO = "outgoingAPIMessageReceived"


async def rage(rig: Rig, seed: int, *, seconds: float) -> tuple[list[Finding], Nemesis]:
    await rig.open_hotels(3)
    await rig.whole(workers=2)
    guests, nemesis = Guests(rig, seed), Nemesis(rig, seed)
    writing = asyncio.create_task(guests.keep_writing(rate=RATE, seconds=seconds))
    await nemesis.rage(seconds=seconds)
    await writing
    await rig.settled(within_s=170)
    ledgers = read(rig)
    print(
        f"{len(ledgers.written)} written, {len(ledgers.delivered)} answers, "
        f"{len(ledgers.webhooks)} webhooks, seed {seed}: {', '.join(nemesis.struck)}"
    )
    print({name: (size.files, size.resident_kb) for name, size in sizes(rig).items()})
    return check(ledgers), nemesis


@covers("F52")
@pytest.mark.short
async def test_a_glance(rig: Rig, seed: int) -> None:
    """A few seconds of it on every run of the tests: nothing lost, doubled or out of order."""
    findings, nemesis = await rage(rig, seed, seconds=GLANCE_S)

    assert findings == [], nemesis.struck


@covers("F52")
async def test_for_long(rig: Rig, seed: int, minutes: float) -> None:
    """`--minutes 10` for the long run: nothing lost, doubled or out of order."""
    findings, nemesis = await rage(rig, seed + 1, seconds=minutes * 60)

    assert findings == [], nemesis.struck


async def test_without_reconciliation_messages_are_doubled(rig: Rig, seed: int) -> None:
    """Calls that end without an answer, sent again blindly: the checker must find it."""
    rig.env["FAULT_OFF"] = "reconcile"
    await rig.open_hotels(2)
    await rig.whole()
    rig.sim.control("faults", {"kind": "webhook_drop", "method": ECHO})
    rig.sim.control(
        "faults",
        {
            "kind": "http_502",
            "method": "sendMessage",
            "probability": 0.4,
            "params": {"accepted": True},
        },
    )
    await Guests(rig, seed).write(12)
    await rig.settled()

    doubled = [found for found in check(read(rig)) if found.name == "sent twice"]
    assert doubled != []
