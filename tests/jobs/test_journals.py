"""When numbers are compared with their journals: by the clock, and at once after an absence."""

from collections.abc import AsyncIterator
from datetime import timedelta

import psycopg
import pytest
from pydantic import SecretStr
from sqlmodel import select, text, update

from backend.bootstrap import Container, create_container
from backend.domain.words import HotelStatus, InstanceState
from backend.features.completeness.service import WEB, beat, list_due
from backend.models import Channel, Heartbeat, Hotel, Inbox, JournalCheck, JournalWatch
from backend.settings import Settings
from jobs.timetable import clean_up, fill_inbox_gaps
from launcher.kept import free_port
from tests.fixtures.database import Database
from tests.fixtures.desk import Desk
from tests.fixtures.work import SECRET
from tests.simulators.serving import Simulator

# The database is shared: other tests' numbers were looked at in the future, and are not due.
_OTHERS = """
insert into journal_watch (hotel_id, channel_id, due_at, asked_at)
select hotel_id, id, 'infinity', 'infinity' from channel where hotel_id <> %s
on conflict (hotel_id, channel_id) do update set due_at = 'infinity', asked_at = 'infinity'
"""


@pytest.fixture
async def container(database: Database) -> AsyncIterator[Container]:
    """Its Redis does not exist: comparing needs none."""
    settings = Settings(
        database_url=database.app_url,
        redis_url=f"redis://127.0.0.1:{free_port()}/0",
        secret_key=SecretStr(SECRET),
        worker_pool_size=4,
    )
    made = create_container(settings, "worker")
    yield made
    await made.close()


@pytest.fixture
async def alone(wired_desk: Desk, owner: psycopg.AsyncConnection) -> Desk:
    """The only number that may be due; it has been connected for an hour."""
    await owner.execute("delete from heartbeat")
    await owner.execute(_OTHERS, (wired_desk.hotel.id,))
    async with wired_desk.works.hotel(wired_desk.hotel.id) as work:
        await work.session.exec(update(Channel).values(created_at=work.now - timedelta(hours=1)))
    return wired_desk


async def test_a_due_number_is_compared_and_filled_without_redis(
    container: Container, alone: Desk, sim: Simulator
) -> None:
    """Then it is left alone until its next time, eight to ten minutes later."""
    await _guest_wrote(alone, sim)
    for _ in range(2):
        await fill_inbox_gaps(container)
    async with alone.works.hotel(alone.hotel.id) as work:
        stored = (await work.session.exec(select(Inbox.from_journal))).all()
        (check,) = (await work.session.exec(select(JournalCheck))).all()
        (watch,) = (await work.session.exec(select(JournalWatch))).all()

    assert watch.due_at is not None
    assert check.checked_at is not None
    assert stored == [True]
    assert (check.expected, check.missing, check.filled) == (1, 1, 1)
    assert timedelta(minutes=7) < watch.due_at - check.checked_at <= timedelta(minutes=10)


@pytest.mark.parametrize("who", ["ticks", WEB])
async def test_after_an_absence_of_our_own_every_number_is_compared_at_once(
    container: Container, alone: Desk, who: str
) -> None:
    """Six minutes without a sign of life, of the timetable or of the webhooks' process."""
    await fill_inbox_gaps(container)
    async with container.work.platform() as work:
        row = Heartbeat(name=who, seen_at=work.now - timedelta(minutes=6))
        await work.session.merge(row)
    if who == WEB:
        async with container.work.platform() as work:
            await beat(work, WEB)
    for _ in range(3):
        await fill_inbox_gaps(container)

    assert await _checks(alone) == 2


async def test_a_short_silence_is_no_absence(container: Container, alone: Desk) -> None:
    """A deploy takes less than five minutes."""
    await fill_inbox_gaps(container)
    async with container.work.platform() as work:
        await work.session.merge(Heartbeat(name=WEB, seen_at=work.now - timedelta(minutes=4)))
    async with container.work.platform() as work:
        away = await beat(work, WEB)
    await fill_inbox_gaps(container)

    assert away is None
    assert await _checks(alone) == 1


async def test_who_cannot_be_asked_is_not_due(container: Container, alone: Desk) -> None:
    """A number that is signed out, one that was taken away, one of a suspended hotel."""
    hotel = alone.hotel
    states: list[bool] = []

    async def note() -> None:
        async with container.work.platform() as work:
            due = await list_due(work, most=500)
        states.append((hotel.id, hotel.channel.id) in due)

    await note()
    async with alone.works.hotel(hotel.id) as work:
        await work.session.exec(update(Channel).values(state=InstanceState.NOT_AUTHORIZED))
    await note()
    async with alone.works.hotel(hotel.id) as work:
        await work.session.exec(update(Channel).values(state=InstanceState.AUTHORIZED))
        await work.session.exec(update(Hotel).values(status=HotelStatus.SUSPENDED))
    await note()
    async with alone.works.hotel(hotel.id) as work:
        await work.session.exec(update(Hotel).values(status=HotelStatus.ACTIVE))
    async with container.work.platform() as platform:
        gone = text("delete from hook where id = :id").bindparams(id=hotel.hook_id)
        await platform.session.execute(gone)
    await note()

    assert states == [True, False, False, False]


async def test_a_number_that_does_not_answer_is_tried_again_and_holds_nobody_up(
    container: Container, alone: Desk, sim: Simulator
) -> None:
    """The journal fails once; when it is due again everything is found."""
    await _guest_wrote(alone, sim)
    sim.switch_on("journal_500", id_instance=alone.hotel.channel.id_instance)
    await fill_inbox_gaps(container)
    failed = await _checks(alone)
    async with alone.works.hotel(alone.hotel.id) as work:
        await work.session.exec(update(JournalWatch).values(due_at=work.now))
    await fill_inbox_gaps(container)

    assert failed == 0
    assert await _checks(alone) == 1


async def test_old_checks_are_forgotten(container: Container, alone: Desk) -> None:
    """The meter is about days, not years."""
    async with alone.works.hotel(alone.hotel.id) as work:
        for days in (31, 1):
            end = work.now - timedelta(days=days)
            work.session.add(
                JournalCheck(
                    hotel_id=alone.hotel.id,
                    channel_id=alone.hotel.channel.id,
                    window_start=end - timedelta(minutes=10),
                    window_end=end,
                    expected=days,
                    missing=0,
                    filled=0,
                )
            )
            await work.session.flush()
    await clean_up(container)
    async with alone.works.hotel(alone.hotel.id) as work:
        left = (await work.session.exec(select(JournalCheck.expected))).all()

    assert left == [1]


async def _guest_wrote(desk: Desk, sim: Simulator) -> None:
    """Twenty minutes ago; the number has no webhooks."""
    async with desk.works.hotel(desk.hotel.id) as work:
        written = int((work.now - timedelta(minutes=20)).timestamp())
    sim.control(
        "guest-message",
        {
            "id_instance": desk.hotel.channel.id_instance,
            "phone": "79001234567",
            "text": "Is anybody there?",
            "timestamp": written,
        },
    )


async def _checks(desk: Desk) -> int:
    async with desk.works.hotel(desk.hotel.id) as work:
        return len((await work.session.exec(select(JournalCheck.id))).all())
