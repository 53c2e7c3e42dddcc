"""The web process dies at each step between a webhook and its answer."""

import pytest

from tests.faults.guests import Guests
from tests.faults.invariants import check
from tests.faults.ledgers import read
from tests.faults.matrix import covers
from tests.faults.rig import Rig
from tests.waiting import until


async def begin(rig: Rig, seed: int, fault: str) -> Guests:
    await rig.open_hotels(1)
    await rig.worker()
    await rig.web(FAULT=fault)
    return Guests(rig, seed)


@covers("F1")
async def test_before_the_commit(rig: Rig, seed: int) -> None:
    """No 200, nothing stored; the provider repeats, one row and one answer."""
    guests = await begin(rig, seed, "hook.storing:1")
    (web,) = rig.named("web")

    await guests.write()
    assert await web.gone() == -9
    stored = rig.value("select count(*) from inbox")
    await web.restart()
    await rig.settled()

    ledgers = read(rig)
    assert stored == 0
    assert check(ledgers) == []
    assert [row["attempts"] for row in ledgers.inbox if _is_from_guest(row)] == [1]
    assert len(ledgers.delivered) == 1


@covers("F2")
async def test_after_the_commit_before_the_answer(rig: Rig, seed: int) -> None:
    """Stored and not acknowledged: the repetition is known, one row and one answer."""
    guests = await begin(rig, seed, "hook.stored:1")
    (web,) = rig.named("web")

    await guests.write()
    assert await web.gone() == -9
    stored = rig.value("select count(*) from inbox")
    acknowledged = [one for one in rig.sim.ledger("webhooks") if one["outcome"] == "acked"]
    await web.restart()
    await rig.settled()

    ledgers = read(rig)
    assert (stored, acknowledged) == (1, [])
    assert check(ledgers) == []
    assert len([row for row in ledgers.inbox if _is_from_guest(row)]) == 1
    assert len(ledgers.delivered) == 1


@covers("F3")
@pytest.mark.short
async def test_after_the_answer_before_the_wake(rig: Rig, seed: int) -> None:
    """Acknowledged, nobody woken: a worker finds the row by its own looking."""
    guests = await begin(rig, seed, "hook.waking:1")
    (web,) = rig.named("web")

    await guests.write()
    assert await web.gone() == -9
    await until(lambda: len(rig.sim.ledger("webhooks")) == 1, seconds=60)
    (webhook,) = rig.sim.ledger("webhooks")
    # The web process stays away meanwhile: nothing but the worker's own looking moves this.
    await until(
        lambda: rig.value("select count(*) from message where direction = 'out'") == 1, seconds=60
    )
    await web.restart()
    await rig.settled()

    assert webhook["outcome"] == "acked"
    assert check(read(rig)) == []


def _is_from_guest(row: dict[str, object]) -> bool:
    return row["kind"] == "incomingMessageReceived"
