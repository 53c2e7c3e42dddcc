"""A worker dies at each step between a stored webhook and a queued answer."""

from time import monotonic

import pytest

from tests.faults.guests import Guests
from tests.faults.invariants import check
from tests.faults.ledgers import read
from tests.faults.matrix import covers
from tests.faults.rig import REAL_LEASES, Rig
from tests.waiting import until

OWN_LEASE_S = 30
RESCUE_WITHIN_S = 40


@covers("F4")
@pytest.mark.parametrize(
    ("step", "claims"),
    [
        pytest.param("intake.due:1", (1, 1), id="before"),
        pytest.param("intake.claimed:1", (2, 1), id="after", marks=pytest.mark.short),
        pytest.param("turn.claimed:1", (1, 2), id="turn"),
    ],
)
async def test_around_the_claim(rig: Rig, seed: int, step: str, claims: tuple[int, int]) -> None:
    """The next worker takes over at the end of the lease; the lost attempt was counted."""
    await rig.open_hotels(1)
    await rig.web()
    worker = await rig.worker(FAULT=step)

    await Guests(rig, seed).write()
    assert await worker.gone() == -9
    await rig.worker(**REAL_LEASES)
    await rig.settled()

    ledgers = read(rig)
    assert check(ledgers) == []
    assert len(ledgers.delivered) == 1
    (row,) = [row for row in ledgers.inbox if row["kind"] == "incomingMessageReceived"]
    assert (row["attempts"], rig.value("select epoch from conversation")) == claims


@covers("F4")
async def test_with_the_leases_of_the_product(rig: Rig, seed: int) -> None:
    """An orphaned turn is answered within 40 seconds of its worker's death."""
    rig.env["HOTELBOT_WORK_LEASE_S"] = str(OWN_LEASE_S)
    await rig.open_hotels(1)
    await rig.web()
    heir = await rig.worker()
    heir.freeze()  # or it would be the first to see the message
    worker = await rig.worker(FAULT="turn.claimed:1")

    await Guests(rig, seed).write()
    assert await worker.gone() == -9
    died = monotonic()
    heir.thaw()
    await until(
        lambda: rig.value("select count(*) from message where author = 'ai'") == 1, seconds=90
    )
    rescued_s = monotonic() - died
    await rig.settled()

    assert check(read(rig)) == []
    assert rescued_s < RESCUE_WITHIN_S


@covers("F5")
async def test_while_the_model_thinks(rig: Rig, seed: int) -> None:
    """The model is asked a second time, the guest is answered once."""
    await rig.open_hotels(1)
    await rig.web()
    worker = await rig.worker()
    rig.sim.control("settings", {"ai_latency_s": 2.0})

    await Guests(rig, seed).write()
    await until(lambda: len(rig.sim.ledger("ai")) == 1, seconds=30)
    worker.kill()
    await worker.restart()
    await rig.settled()

    ledgers = read(rig)
    assert check(ledgers) == []
    assert len(ledgers.ai) == 2
    assert len(ledgers.delivered) == 1


@covers("F6")
@pytest.mark.short
async def test_with_the_answer_written_and_not_committed(rig: Rig, seed: int) -> None:
    """Message, outbox row and decision vanish together, and are made once by the next worker."""
    await rig.open_hotels(1)
    await rig.web()
    worker = await rig.worker(FAULT="turn.settled:1")

    await Guests(rig, seed).write()
    assert await worker.gone() == -9
    left = rig.value(
        "select (select count(*) from outbox) + (select count(*) from decision)"
        " + (select count(*) from message where direction = 'out')"
    )
    await worker.restart(**REAL_LEASES)
    await rig.settled()

    ledgers = read(rig)
    assert left == 0
    assert check(ledgers) == []
    assert len(ledgers.delivered) == 1


@covers("F12")
async def test_with_a_job_popped_from_rq(rig: Rig, seed: int) -> None:
    """RQ loses the job with its worker; the work it hinted at is done by the next one."""
    await rig.open_hotels(1)
    await rig.web()
    worker = await rig.worker(FAULT="rq.popped:1")
    guests = Guests(rig, seed)

    await guests.write()
    assert await worker.gone(within_s=60) == -9
    await guests.write(3)
    await worker.restart()
    await rig.settled()

    assert check(read(rig)) == []


@covers("F42")
async def test_again_and_again_by_one_message(rig: Rig, seed: int) -> None:
    """After five deaths it is a dead letter, the other guests are answered, and a replay works."""
    rig.env["HOTELBOT_WORK_LEASE_S"] = "1"
    await rig.open_hotels(1)
    await rig.web()
    guests = Guests(rig, seed)
    poisoned, healthy = guests.chats[0], guests.chats[1]
    worker = await rig.worker(FAULT="turn.thinking@Anna")
    await guests.write(1, chat=poisoned)
    await guests.write(1, chat=healthy)

    deaths = 0
    while rig.value("select count(*) from dead_letter") == 0:
        await until(
            lambda: not worker.is_alive or rig.value("select count(*) from dead_letter") > 0,
            seconds=60,
        )
        if not worker.is_alive:
            deaths += 1
            await worker.start(FAULT="turn.thinking@Anna")
    await rig.settled()
    found = read(rig)
    # The cause is mended, and somebody presses the button.
    await worker.restart()
    assert await _replay(rig) == 200
    await rig.settled()

    assert deaths == 5
    assert check(found) == []
    assert {row["chat_id"] for row in found.delivered} == {healthy.chat_id}
    after = read(rig)
    assert check(after) == []
    assert {row["chat_id"] for row in after.delivered} == {healthy.chat_id, poisoned.chat_id}


async def _replay(rig: Rig) -> int:
    letter = rig.value("select id from dead_letter")
    async with rig.manager() as api:
        answer = await api.post(f"/api/v1/hotels/{rig.hotels[0].id}/dead-letters/{letter}/replay")
        return answer.status_code
