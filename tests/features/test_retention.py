"""The engine's own rows go when their time is over, and nothing that still matters goes."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import psycopg
import pytest
from sqlmodel import col, select

from backend.domain.retention import Store
from backend.domain.words import (
    InboxState,
    NumberEventKind,
    OutboxState,
    PmsEventState,
    PmsVendor,
    SendOutcome,
)
from backend.features.failures.service import Source, give_up, note_failure
from backend.features.hotels.schemas import HotelPatch
from backend.features.hotels.service import update_hotel
from backend.features.retention.service import BATCH, retire, retire_batch
from backend.models import (
    Inbox,
    JournalCheck,
    Message,
    NumberEvent,
    Outbox,
    PmsConnection,
    PmsEvent,
    SendAttempt,
    WorkFailure,
)
from backend.work import Work
from tests.fixtures.desk import Desk

PLENTY_S = 120.0


async def _retire(desk: Desk) -> int:
    return await retire(desk.works, [desk.hotel.id], budget_s=PLENTY_S)


async def _left(desk: Desk, column: Any) -> list[Any]:
    """In the order in which they came."""
    async with desk.works.hotel(desk.hotel.id) as work:
        table = column.class_
        return list(await work.session.exec(select(column).order_by(col(table.id))))


def _webhook(desk: Desk, key: str, state: InboxState, at: datetime) -> Inbox:
    return Inbox(
        hotel_id=desk.hotel.id,
        channel_id=desk.hotel.channel.id,
        dedupe_key=key,
        kind="incomingMessageReceived",
        raw_sealed=b"sealed",
        state=state,
        received_at=at,
        done_at=None if state is InboxState.NEW else at,
    )


async def test_webhooks_go_a_month_after_they_were_handled(desk: Desk) -> None:
    """What waits or stands in a dead letter stays, however old."""
    async with desk.works.hotel(desk.hotel.id) as work:
        old, young = work.now - timedelta(days=31), work.now - timedelta(days=29)
        for state in InboxState:
            work.session.add(_webhook(desk, f"old {state}", state, old))
        work.session.add(_webhook(desk, "young done", InboxState.DONE, young))
        await work.session.flush()
        for row in await work.session.exec(select(Inbox)):
            if row.state in (InboxState.DEAD, InboxState.UNPARSED):
                await give_up(work, Source.INBOX, row.id, reason="bug", attempts=5)
    await _retire(desk)

    assert set(await _left(desk, Inbox.dedupe_key)) == {
        *("old new", "old unparsed", "old dead", "young done")
    }


async def test_a_given_up_webhook_goes_a_month_after_its_letter_was_settled(
    desk: Desk, owner: psycopg.AsyncConnection
) -> None:
    """Somebody looked at it and discarded it: then its words need not stay either."""
    async with desk.works.hotel(desk.hotel.id) as work:
        row = _webhook(desk, "x", InboxState.DEAD, work.now - timedelta(days=90))
        work.session.add(row)
        await work.session.flush()
        await give_up(work, Source.INBOX, row.id, reason="bug", attempts=5)
    await _settle_letters(desk, owner, days=29)
    await _retire(desk)
    between = await _left(desk, Inbox.dedupe_key)
    await _settle_letters(desk, owner, days=31)
    await _retire(desk)

    assert between == ["x"]
    assert await _left(desk, Inbox.dedupe_key) == []


async def test_a_hotel_keeps_webhooks_as_long_as_it_says(desk: Desk) -> None:
    """The window is the hotel's own setting."""
    async with desk.works.hotel(desk.hotel.id) as work:
        await update_hotel(work, HotelPatch(keep_webhooks_days=90))
        for days in (80, 100):
            at = work.now - timedelta(days=days)
            work.session.add(_webhook(desk, f"{days} days", InboxState.DONE, at))
    await _retire(desk)

    assert await _left(desk, Inbox.dedupe_key) == ["80 days"]


async def test_how_a_message_was_sent_goes_after_a_year_and_the_message_stays(
    desk: Desk, owner: psycopg.AsyncConnection
) -> None:
    """With its attempts; never what waits, is uncertain or is asked."""
    chat = await desk.chat()
    states = list(OutboxState)
    for state in states:
        message = await desk.queue(chat, str(state))
        row = await desk.outbox(message.id)
        assert row.id is not None
        async with desk.works.hotel(desk.hotel.id) as work:
            tried = SendAttempt(
                hotel_id=desk.hotel.id, outbox_id=row.id, n=1, epoch=1, outcome=SendOutcome.ACCEPTED
            )
            work.session.add(tried)
        await owner.execute(
            "update outbox set state = %s, created_at = now() - interval '366 days',"
            " done_at = now() - interval '366 days' where hotel_id = %s and id = %s",
            (state.value, desk.hotel.id, row.id),
        )
    await _retire(desk)

    kept = {OutboxState.QUEUED, OutboxState.SENDING, OutboxState.UNCERTAIN, OutboxState.ASKED}
    assert set(await _left(desk, Outbox.state)) == kept
    assert len(await _left(desk, Message.text)) == len(states)
    async with desk.works.hotel(desk.hotel.id) as work:
        attempts = (await work.session.exec(select(SendAttempt))).all()
    assert len(attempts) == len(kept)


async def test_a_failed_send_stays_while_its_letter_waits(
    desk: Desk, owner: psycopg.AsyncConnection
) -> None:
    """It could still be replayed."""
    message = await desk.queue(await desk.chat())
    await owner.execute(
        "update outbox set state = 'failed', created_at = now() - interval '2 years',"
        " done_at = now() - interval '2 years' where hotel_id = %s",
        (desk.hotel.id,),
    )
    async with desk.works.hotel(desk.hotel.id) as work:
        await give_up(work, Source.OUTBOX, message.id, reason="refused", attempts=1)
    await _retire(desk)
    between = await _left(desk, Outbox.state)
    await _settle_letters(desk, owner, days=1)
    await _retire(desk)

    assert between == [OutboxState.FAILED]
    assert await _left(desk, Outbox.state) == []


async def test_events_of_a_pms_go_with_what_they_said_of_a_guest(desk: Desk) -> None:
    """What was followed up, or was about nothing of ours; not what waits or was given up."""
    async with desk.works.hotel(desk.hotel.id) as work:
        connection = PmsConnection(
            hotel_id=desk.hotel.id,
            vendor=PmsVendor.GENERIC,
            name="PMS",
            credentials_sealed=b"x",
            secret_sealed=b"x",
            hook_hash=b"x",
        )
        work.session.add(connection)
        await work.session.flush()
        old = work.now - timedelta(days=31)
        for state in PmsEventState:
            event = PmsEvent(
                hotel_id=desk.hotel.id,
                connection_id=connection.id,
                dedupe_key=state,
                kind="stay",
                raw_sealed=b"x",
                state=state,
                received_at=old,
                done_at=None if state is PmsEventState.NEW else old,
            )
            work.session.add(event)
            await work.session.flush()
            if state is PmsEventState.DEAD:
                await give_up(work, Source.PMS, event.id, reason="auth", attempts=8)
    await _retire(desk)

    assert set(await _left(desk, PmsEvent.state)) == {PmsEventState.NEW, PmsEventState.DEAD}


def _number_event(desk: Desk, work: Work, days: int) -> NumberEvent:
    return NumberEvent(
        hotel_id=desk.hotel.id,
        channel_id=desk.hotel.channel.id,
        kind=NumberEventKind.PAUSED,
        at=work.now - timedelta(days=days),
    )


def _check(desk: Desk, work: Work, days: int) -> JournalCheck:
    end = work.now - timedelta(days=days)
    return JournalCheck(
        hotel_id=desk.hotel.id,
        channel_id=desk.hotel.channel.id,
        window_start=end - timedelta(minutes=10),
        window_end=end,
        expected=0,
        missing=0,
        filled=0,
    )


@pytest.mark.parametrize(("make", "days"), [(_number_event, 60), (_check, 30)])
async def test_what_is_only_history_goes_by_its_age(
    desk: Desk, make: Callable[[Desk, Work, int], Any], days: int
) -> None:
    """What happened to a number, and comparisons with its journals."""
    async with desk.works.hotel(desk.hotel.id) as work:
        for age in (days + 1, days - 1):
            work.session.add(make(desk, work, age))
            await work.session.flush()
        table = type(make(desk, work, 0))
    await _retire(desk)

    assert len(await _left(desk, table.id)) == 1


async def test_attempts_that_broke_go_by_their_age(
    desk: Desk, owner: psycopg.AsyncConnection
) -> None:
    """A month is enough to understand what happened."""
    async with desk.works.hotel(desk.hotel.id) as work:
        for attempt in (1, 2):
            await note_failure(work, Source.TURN, "x", attempt=attempt, error="ValueError")
    await owner.execute(
        "update work_failure set at = now() - interval '31 days'"
        " where hotel_id = %s and attempt = 1",
        (desk.hotel.id,),
    )
    await _retire(desk)

    assert await _left(desk, WorkFailure.attempt) == [2]


async def test_a_backlog_goes_in_bounded_batches(
    desk: Desk, owner: psycopg.AsyncConnection
) -> None:
    """Each in its own transaction; what must stay among them is passed over, once."""
    await _many_webhooks(desk, owner, rows=2 * BATCH + 500)
    await owner.execute(
        "update inbox set state = 'new' where hotel_id = %s and id = (select min(id) from inbox"
        " where hotel_id = %s)",
        (desk.hotel.id, desk.hotel.id),
    )
    sizes, after = [], 0
    while True:
        async with desk.works.hotel(desk.hotel.id) as work:
            gone, following = await retire_batch(work, Store.INBOX, after=after)
        sizes.append(gone)
        if following is None:
            break
        after = following

    assert sizes == [BATCH - 1, BATCH, 500, 0]
    assert await _left(desk, Inbox.state) == [InboxState.NEW]


async def test_what_is_not_reached_in_time_is_left_to_the_next_run(
    desk: Desk, owner: psycopg.AsyncConnection
) -> None:
    """A run ends with its budget, and nothing is lost or half done."""
    await _many_webhooks(desk, owner, rows=10)
    none = await retire(desk.works, [desk.hotel.id], budget_s=0)
    all_of_them = await _retire(desk)

    assert (none, all_of_them) == (0, 10)


async def test_a_row_that_somebody_holds_is_left_alone(
    desk: Desk, owner: psycopg.AsyncConnection
) -> None:
    """Nobody waits for anybody: it goes with the next run."""
    await _many_webhooks(desk, owner, rows=3)
    async with owner.transaction():
        await owner.execute(
            "select 1 from inbox where hotel_id = %s order by id limit 1 for update",
            (desk.hotel.id,),
        )
        held = await _retire(desk)
    later = await _retire(desk)

    assert (held, later) == (2, 1)


async def _many_webhooks(desk: Desk, owner: psycopg.AsyncConnection, *, rows: int) -> None:
    await owner.execute(
        "insert into inbox (hotel_id, channel_id, dedupe_key, kind, raw_sealed, state,"
        " received_at, done_at) select %s, %s, n::text, 'x', 'x', 'done',"
        " now() - interval '40 days', now() - interval '40 days' from generate_series(1, %s) n",
        (desk.hotel.id, desk.hotel.channel.id, rows),
    )


async def _settle_letters(desk: Desk, owner: psycopg.AsyncConnection, *, days: int) -> None:
    await owner.execute(
        "update dead_letter set discarded_at = now() - %s where hotel_id = %s",
        (timedelta(days=days), desk.hotel.id),
    )
