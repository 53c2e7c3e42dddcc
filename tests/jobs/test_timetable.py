"""The timetable: each slot once, whoever comes, and a missed one made up."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import timedelta

import psycopg
import pytest
import redis
from pydantic import SecretStr
from sqlmodel import delete, select

from backend.bootstrap import Container, create_container
from backend.domain.words import ConversationStatus, MessageStatus
from backend.features.handling import service as handling
from backend.models import Alert, Channel, Conversation, Inbox, PeriodicRun, StatusNote
from backend.settings import Settings
from jobs.registry import WAKE_LASTS_S
from jobs.scheduler import LOOK_EVERY_S, enqueue_ticks
from jobs.timetable import TIMETABLE, run_tick
from tests.fixtures.database import Database
from tests.fixtures.desk import Desk
from tests.fixtures.work import SECRET
from tests.jobs.conftest import Processes, eventually
from tests.simulators.serving import Simulator


@pytest.fixture
async def container(database: Database, flushed_redis_url: str) -> AsyncIterator[Container]:
    settings = Settings(
        database_url=database.app_url,
        redis_url=flushed_redis_url,
        secret_key=SecretStr(SECRET),
        worker_pool_size=4,
    )
    made = create_container(settings, "worker")
    async with made.work.platform() as work:
        await work.session.execute(delete(PeriodicRun))
    yield made
    await made.close()


async def test_ten_workers_run_a_slot_once(container: Container) -> None:
    """Whoever inserts the slot owns it."""
    ran = await asyncio.gather(*(run_tick(container, "clean_up") for _ in range(10)))

    assert sum(ran) == 1


async def test_a_missed_slot_is_made_up_once(container: Container) -> None:
    """After an outage the next tick runs the slot that is open now, not all that were missed."""
    async with container.work.platform() as work:
        old = work.now - timedelta(hours=5)
        work.session.add(PeriodicRun(name="clean_up", slot=old))
    ran = [await run_tick(container, "clean_up") for _ in range(3)]

    assert ran == [True, False, False]


async def test_old_slots_are_forgotten(container: Container) -> None:
    """The table stays small."""
    async with container.work.platform() as work:
        old = work.now - timedelta(days=3)
        work.session.add(PeriodicRun(name="status_notes", slot=old))
    await run_tick(container, "clean_up")
    async with container.work.platform() as work:
        left = (await work.session.exec(select(PeriodicRun.name))).all()

    assert left == ["clean_up"]


async def test_a_status_that_crossed_our_answer_is_applied_later(
    container: Container, desk: Desk
) -> None:
    """Note and provider id were written in the same instant, neither saw the other."""
    message = await desk.queue(await desk.chat())
    async with desk.works.hotel(desk.hotel.id) as work:
        merged = await work.session.merge(message)
        merged.provider_id, merged.status = "X1", MessageStatus.ACCEPTED
        note = StatusNote(
            hotel_id=desk.hotel.id,
            channel_id=desk.hotel.channel.id,
            provider_id="X1",
            status=MessageStatus.READ,
        )
        work.session.add(note)
    await run_tick(container, "status_notes")

    assert await desk.status(message.id) is MessageStatus.READ


async def test_a_number_that_was_signed_out_shows_without_webhook_and_without_redis(
    database: Database, wired_desk: Desk, sim: Simulator
) -> None:
    """The tick asks, holds and alerts by the database alone."""
    settings = Settings(
        database_url=database.app_url,
        redis_url="redis://127.0.0.1:9/0",
        secret_key=SecretStr(SECRET),
        worker_pool_size=4,
    )
    alone = create_container(settings, "worker")
    async with alone.work.platform() as work:
        await work.session.execute(delete(PeriodicRun))
    instance = wired_desk.hotel.channel.id_instance
    sim.control("instance-state", {"id_instance": instance, "state": "notAuthorized"})
    await run_tick(alone, "channel_states")
    await alone.close()
    async with wired_desk.works.hotel(wired_desk.hotel.id) as work:
        channel = (await work.session.exec(select(Channel))).one()
        alerts = (await work.session.exec(select(Alert.kind))).all()

    assert (channel.state, channel.pause_reason) == ("notAuthorized", "state_notAuthorized")
    assert list(alerts) == ["channel_state"]


async def test_a_hotel_whose_rows_are_held_costs_the_others_nothing(
    container: Container,
    make_desk: Callable[..., Awaitable[Desk]],
    owner: psycopg.AsyncConnection,
) -> None:
    """Whatever fails in one hotel, a tick reaches every other one in the same run."""
    desks = [await make_desk() for _ in range(3)]
    for desk in desks:
        await _add_old_note(desk)
    async with owner.transaction():
        await owner.execute(
            "select 1 from status_note where hotel_id = %s for update", [desks[1].hotel.id]
        )
        await run_tick(container, "clean_up")

    assert [await _count_notes(desk) for desk in desks] == [0, 1, 0]


async def test_a_suspended_hotel_is_cleaned_up_too(
    container: Container, desk: Desk, owner: psycopg.AsyncConnection
) -> None:
    """What was kept of its guests goes in time, whether or not the hotel is served."""
    await _add_old_note(desk)
    await owner.execute(
        "insert into inbox (hotel_id, channel_id, dedupe_key, kind, raw_sealed, state,"
        " received_at, done_at) values (%s, %s, 'x', 'x', 'x', 'done',"
        " now() - interval '40 days', now() - interval '40 days')",
        (desk.hotel.id, desk.hotel.channel.id),
    )
    await owner.execute("update hotel set status = 'suspended' where id = %s", (desk.hotel.id,))
    await run_tick(container, "clean_up")
    async with desk.works.hotel(desk.hotel.id) as work:
        left = (await work.session.exec(select(Inbox))).all()

    assert (await _count_notes(desk), list(left)) == (0, [])


async def _add_old_note(desk: Desk) -> None:
    async with desk.works.hotel(desk.hotel.id) as work:
        note = StatusNote(
            hotel_id=desk.hotel.id,
            channel_id=desk.hotel.channel.id,
            provider_id="X1",
            status=MessageStatus.READ,
            at=work.now - timedelta(days=30),
        )
        work.session.add(note)


async def _count_notes(desk: Desk) -> int:
    async with desk.works.hotel(desk.hotel.id) as work:
        return len((await work.session.exec(select(StatusNote))).all())


async def test_a_number_whose_row_is_held_costs_the_others_nothing(
    container: Container, wired_desk: Desk, owner: psycopg.AsyncConnection
) -> None:
    """Sends and webhooks hold it now and then; the tick ends well all the same."""
    async with owner.transaction():
        await owner.execute(
            "select 1 from channel where id = %s for update", [wired_desk.hotel.channel.id]
        )
        ran = await run_tick(container, "channel_states")

    assert ran


def test_a_state_is_asked_for_often_enough() -> None:
    """With the scheduler's look in between a change is known within a minute."""
    assert TIMETABLE["channel_states"].every.total_seconds() + 2 * LOOK_EVERY_S <= 60


def test_a_flush_does_not_end_the_timetable(flushed_redis_url: str) -> None:
    """The next look puts every tick back and hands it out, as JSON for the one runner."""
    with redis.Redis.from_url(flushed_redis_url) as connection:
        enqueue_ticks(connection)
        connection.flushdb()
        enqueue_ticks(connection)
        waiting = connection.lrange("rq:queue:work", 0, -1)
        scheduled = connection.zcard("rq:scheduler:scheduled_jobs")

    assert len(waiting) == len(TIMETABLE) == scheduled


def test_ticks_overtake_the_wakes_that_wait(flushed_redis_url: str) -> None:
    """Under load there is always a wake in the queue, and a busy worker takes one at a time."""
    with redis.Redis.from_url(flushed_redis_url) as connection:
        connection.rpush("rq:queue:work", "a wake")
        enqueue_ticks(connection)
        waiting = connection.lrange("rq:queue:work", 0, -1)

    assert waiting[-1] == b"a wake"
    assert len(waiting) == len(TIMETABLE) + 1


def test_a_wake_keeps_no_tick_waiting_past_its_slot() -> None:
    """For so long both workers may be busy with a wake each."""
    assert min(tick.every for tick in TIMETABLE.values()).total_seconds() > 2 * WAKE_LASTS_S


@pytest.mark.slow
async def test_two_schedulers_ask_each_number_once_a_slot(
    container: Container,
    owner: psycopg.AsyncConnection,
    wired_desk: Desk,
    sim: Simulator,
    processes: Processes,
) -> None:
    """A second scheduler, started by mistake or during a deploy, does no harm."""
    processes.scheduler()
    processes.scheduler()
    processes.worker()

    def asked() -> int:
        ours = wired_desk.hotel.channel.id_instance
        calls = sim.look("ledger", kind="requests", id_instance=ours, limit=1000)["requests"]
        return sum(call["method"] == "getStateInstance" for call in calls)

    async def is_asked() -> bool:
        return asked() > 0

    # Numbers of other tests, which nobody answers for any more, are asked before it.
    await eventually(is_asked)
    # Counted before the slots: the next one may be claimed in between, and asks later.
    times = asked()
    slots = await owner.execute("select count(*) from periodic_run where name = 'channel_states'")

    found = await slots.fetchone()
    assert found is not None
    assert times <= found[0]


async def test_what_rested_comes_back_whatever_was_down_meanwhile(
    container: Container, desk: Desk
) -> None:
    """More than one batch, due long ago: one tick brings all of them back."""
    chats = [await desk.chat() for _ in range(3)]
    async with desk.works.hotel(desk.hotel.id) as work:
        for chat in chats:
            row = await work.session.merge(chat)
            row.status = ConversationStatus.SNOOZED
            row.snoozed_until = work.now - timedelta(days=40)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(handling, "WOKEN_AT_ONCE", 2)
        await run_tick(container, "by_clock")
    async with desk.works.hotel(desk.hotel.id) as work:
        states = (await work.session.exec(select(Conversation.status))).all()

    assert list(states) == [ConversationStatus.OPEN] * 3
