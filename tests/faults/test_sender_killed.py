"""A sender dies or freezes around its call to the provider, who knows no idempotency key."""

import pytest

from tests.faults.guests import Guests
from tests.faults.invariants import check
from tests.faults.ledgers import read
from tests.faults.matrix import covers
from tests.faults.rig import REAL_LEASES, Rig
from tests.waiting import until

ECHO = "outgoingAPIMessageReceived"


async def begin(rig: Rig, seed: int) -> Guests:
    await rig.open_hotels(1)
    await rig.web()
    return Guests(rig, seed)


def arrived(rig: Rig) -> int:
    return sum(entry["by"] == "api" for entry in rig.sim.ledger("whatsapp"))


@covers("F7")
@pytest.mark.short
async def test_killed_before_the_call(rig: Rig, seed: int) -> None:
    """The row says a call may have been made; no journal shows one, so it is sent, once."""
    guests = await begin(rig, seed)
    worker = await rig.worker(FAULT="send.claimed:1")

    await guests.write()
    assert await worker.gone() == -9
    state, sent = rig.value("select state from outbox"), arrived(rig)
    await worker.restart(**REAL_LEASES)
    await rig.settled()

    ledgers = read(rig)
    assert (state, sent) == ("sending", 0)
    assert check(ledgers) == []
    assert [row["attempts"] for row in ledgers.outbox] == [2]
    assert len(ledgers.delivered) == 1


@covers("F8")
@pytest.mark.parametrize("echo", [pytest.param(True, id="echo"), pytest.param(False, id="journal")])
async def test_killed_after_the_call(rig: Rig, seed: int, echo: bool) -> None:
    """The echo, or the provider's journal without it, shows the message: not sent again."""
    guests = await begin(rig, seed)
    if not echo:
        rig.sim.control("faults", {"kind": "webhook_drop", "method": ECHO})
    worker = await rig.worker(FAULT="send.called:1")

    await guests.write()
    assert await worker.gone() == -9
    await until(lambda: arrived(rig) == 1, seconds=60)
    state = rig.value("select state from outbox")
    await worker.restart(**REAL_LEASES)
    await rig.settled()

    ledgers = read(rig)
    assert state == "sending"
    assert check(ledgers) == []
    assert [row["attempts"] for row in ledgers.outbox] == [1]
    assert len(ledgers.delivered) == 1


@covers("F9")
@pytest.mark.parametrize(
    "step",
    [
        pytest.param("send.claimed:1!stop", id="before", marks=pytest.mark.short),
        pytest.param("send.called:1!stop", id="after"),
    ],
)
async def test_frozen_past_its_lease(rig: Rig, seed: int, step: str) -> None:
    """Another worker settles the row; the one that wakes up later neither calls nor changes it."""
    guests = await begin(rig, seed)
    zombie = await rig.worker(FAULT=step)

    await guests.write()
    await until(lambda: zombie.is_frozen, seconds=60)
    await rig.worker(**REAL_LEASES)
    await rig.settled()
    before = rig.rows("select state, epoch, attempts, provider_id from outbox")
    zombie.thaw()
    # Proof that it is awake and has gone on: it works through another guest's message, alone.
    rig.named("worker")[1].kill()
    await guests.write(1)
    await rig.settled()

    ledgers = read(rig)
    assert check(ledgers) == []
    assert len(ledgers.delivered) == 2
    assert rig.rows("select state, epoch, attempts, provider_id from outbox order by id")[:1] == (
        before
    )
