"""More than fits at once: a flood from one hotel, a backlog after an outage of the workers, and
workers that run out of memory or are recycled."""

import asyncio
import resource
from time import monotonic

import httpx

from tests.faults.guests import Guests
from tests.faults.invariants import check
from tests.faults.ledgers import grown, read, sizes
from tests.faults.matrix import covers
from tests.faults.rig import Rig, RigHotel
from tests.waiting import until

FLOOD = 1_000
BACKLOG = 1_200
AT_ONCE = 20


@covers("F43")
async def test_one_hotel_floods(rig: Rig, seed: int) -> None:
    """Two other hotels' guests are answered while most of the flood still waits."""
    flooding, *quiet = await rig.open_hotels(3)
    await rig.whole()
    guests = Guests(rig, seed)
    others = [chat for chat in guests.chats if chat.hotel in quiet]
    rig.sim.control("settings", {"ai_latency_s": 0.3})
    for chat in others:  # the first message, which makes the guest, is not what is looked at
        await guests.write(1, chat=chat)
    await rig.settled()

    flood = asyncio.create_task(pour(rig, flooding, FLOOD))
    await until(lambda: _waiting(rig, flooding) > FLOOD // 4, seconds=90)
    for chat in others:
        await guests.write(1, chat=chat)
    await until(lambda: _answers(rig, quiet) == 2 * len(others), seconds=120)
    left = _waiting(rig, flooding)
    await flood
    await rig.settled(within_s=170)

    assert left > 0, "the others were answered only after the flood"
    assert check(read(rig)) == []


@covers("F44")
async def test_a_backlog(rig: Rig, seed: int) -> None:
    """Taken in while no worker runs; then it drains in order, and memory stays flat."""
    hotels = await rig.open_hotels(2)
    await rig.web()
    for hotel in hotels:
        await pour(rig, hotel, BACKLOG // 2)
    await until(
        lambda: rig.value("select count(*) from inbox where state = 'new'") >= BACKLOG, seconds=150
    )
    await rig.worker()
    await until(
        lambda: rig.value("select count(*) from message where author = 'ai'") > 0, seconds=60
    )
    before = sizes(rig)
    await rig.settled(within_s=170)

    assert check(read(rig, growth=grown(before, sizes(rig)))) == []


@covers("F48")
async def test_recycled_and_out_of_memory(rig: Rig, seed: int) -> None:
    """A worker that had its number of jobs ends by itself, one that gets no more memory is
    replaced: what either held is done by the next."""
    await rig.open_hotels(1)
    await rig.web()
    recycled = await rig.worker("--max-jobs", "1")
    guests = Guests(rig, seed)
    await guests.write(2)
    assert await recycled.gone(within_s=90) == 0

    starved = await rig.worker()
    await guests.write(2)
    await rig.settled()
    used = _mapped(starved.pid)
    resource.prlimit(starved.pid, resource.RLIMIT_AS, (used, used))
    await guests.write(6)
    await rig.worker()
    await until(lambda: not starved.is_alive or not rig.unsettled(), seconds=60)
    if starved.is_alive:
        starved.kill()
    await rig.settled()

    assert check(read(rig)) == []


async def pour(rig: Rig, hotel: RigHotel, how_many: int) -> float:
    """Many guests at once, each some messages after the other; how long it took."""
    begun = monotonic()
    async with httpx.AsyncClient(base_url=rig.sim.address, timeout=60) as provider:
        gate = asyncio.Semaphore(AT_ONCE)

        async def one_guest(number: int) -> None:
            for turn in range(5):
                body = {
                    "id_instance": hotel.id_instance,
                    "phone": f"4917{number:08d}",
                    "name": "Flo",
                    "text": f"{hotel.canary} {'again ' * turn}when is breakfast?",
                }
                async with gate:
                    answer = await provider.post("/control/guest-message", json=body)
                answer.raise_for_status()

        await asyncio.gather(*(one_guest(number) for number in range(how_many // 5)))
    return monotonic() - begun


def _waiting(rig: Rig, hotel: RigHotel) -> int:
    """Written by the hotel's guests and not answered yet, wherever it stands."""
    state = rig.sim.look("state")["instances"]
    held: int = next(one for one in state if one["id_instance"] == hotel.id_instance)[
        "webhooks_waiting"
    ]
    ours: int = rig.value(
        "select (select count(*) from inbox where state = 'new' and hotel_id = %s)"
        " + (select count(*) from conversation where due_at is not null and hotel_id = %s)",
        hotel.id,
        hotel.id,
    )
    return held + ours


def _answers(rig: Rig, hotels: list[RigHotel]) -> int:
    numbers = {hotel.id_instance for hotel in hotels}
    return sum(
        entry["by"] == "api" and entry["id_instance"] in numbers
        for entry in rig.sim.ledger("whatsapp")
    )


def _mapped(pid: int) -> int:
    with open(f"/proc/{pid}/statm") as file:
        return int(file.read().split()[0]) * resource.getpagesize()
