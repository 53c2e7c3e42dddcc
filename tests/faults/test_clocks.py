"""Clocks that are wrong: of our processes, which decide nothing by them, and of the database."""

import os
from pathlib import Path

import pytest

from tests.faults.clocks import wrong_clock
from tests.faults.guests import Guests
from tests.faults.invariants import check
from tests.faults.ledgers import read
from tests.faults.matrix import covers
from tests.faults.rig import Rig
from tests.faults.test_database_down import writing
from tests.waiting import until


@covers("F40")
@pytest.mark.parametrize("offset", ["+3600", "-3600"])
async def test_of_a_worker(rig: Rig, seed: int, offset: str) -> None:
    """An hour fast or slow, jumping in between: leases are the database's, nothing is doubled."""
    clock = _clock(rig, offset)
    await rig.open_hotels(1)
    await rig.web()
    guests = Guests(rig, seed)
    await rig.worker(FAULT="turn.claimed:1", **wrong_clock(clock))
    right = await rig.worker()

    await guests.write(4)
    await rig.settled()
    clock.write_text("+7200")
    await guests.write(4)
    await rig.settled()
    right.kill()
    rig.named("worker")[0].kill()
    alone = await rig.worker(**wrong_clock(clock))
    await guests.write(4)
    await rig.settled()

    ledgers = read(rig)
    assert alone.is_alive
    assert check(ledgers) == []
    assert {row["status"] for row in ledgers.messages if row["direction"] == "out"} <= {
        "accepted",
        "sent",
        "delivered",
        "read",
    }


@covers("F40")
async def test_of_the_web_process(rig: Rig, seed: int) -> None:
    """Webhooks are taken, and who signed in an hour ago by that clock is still signed in."""
    await rig.open_hotels(1)
    clock = _clock(rig, "+0")
    rig.env |= wrong_clock(clock)
    web = await rig.web()
    rig.env.clear()
    await rig.worker()
    guests = Guests(rig, seed)

    clock.write_text("-3600")
    await guests.write(3)
    await rig.settled()
    async with rig.manager() as api:
        answer = await api.get(f"/api/v1/hotels/{rig.hotels[0].id}/conversations")

    assert web.is_alive
    assert answer.status_code == 200
    assert check(read(rig)) == []


@covers("F41")
async def test_of_the_database(rig: Rig, seed: int) -> None:
    """It steps back by 30 s under load: leases last longer, nothing is lost or doubled."""
    clock = _clock(rig, "+0")
    await rig.servers.database.restart(**wrong_clock(clock))
    try:
        async with writing(rig, seed):
            before = rig.value("select clock_timestamp()")
            clock.write_text("-30")
            await until(lambda: rig.value("select clock_timestamp()") < before, seconds=30)
    finally:
        await rig.end_processes()
        await rig.servers.database.restart()


def _clock(rig: Rig, offset: str) -> Path:
    """Readable for the database's account too."""
    clock = Path(f"/tmp/hotelbot-clock-{os.getpid()}-{rig.mark}")
    clock.write_text(offset)
    clock.chmod(0o644)
    return clock
