"""Messages for later: planned, changed, cancelled, and queued exactly once."""

import asyncio
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from sqlmodel import select

from backend.domain.inbox_words import ActivityKind, ScheduledState, SnoozeChoice
from backend.domain.words import Author, HotelStatus
from backend.errors import Conflict, Invalid, NotFound
from backend.features.activities.service import list_activities
from backend.features.scheduled import service
from backend.features.scheduled.schemas import ScheduledInput, ScheduledPatch, ScheduledView
from backend.models import Conversation, Hotel, Message, Outbox, ScheduledMessage
from backend.work import Actor, ActorKind
from tests.fixtures.desk import Desk

HOUR = SnoozeChoice.HOUR


async def planned(
    desk: Desk, conversation_id: UUID, text: str = "Your table is at eight.", **more: bool
) -> ScheduledView:
    actor = Actor(ActorKind.STAFF, desk.hotel.staff.id, "Mara Manager")
    async with desk.works.hotel(desk.hotel.id, actor=actor) as work:
        data = ScheduledInput(text=text, choice=HOUR, **more)
        return await service.plan(work, conversation_id, data)


async def make_due(desk: Desk, view: ScheduledView, *, ago: timedelta = timedelta(days=3)) -> None:
    async with desk.works.hotel(desk.hotel.id) as work:
        row = await work.session.get_one(ScheduledMessage, (desk.hotel.id, view.id))
        row.due_at = work.now - ago


async def queue_all(desk: Desk) -> int:
    async with desk.works.hotel(desk.hotel.id) as work:
        due = await service.list_due(work)
    queued = 0
    for one in due:
        async with desk.works.hotel(desk.hotel.id) as work:
            queued += await service.queue(work, one)
    return queued


async def test_a_message_for_later_waits_for_its_time(desk: Desk) -> None:
    """Nothing is in the outbox before; the thread says that it is planned, without its words."""
    chat = await desk.chat()
    view = await planned(desk, chat.id)
    async with desk.works.hotel(desk.hotel.id) as work:
        listed = await service.list_planned(work, chat.id)
        lines = await list_activities(work, chat.id)

    assert await queue_all(desk) == 0
    assert await desk.states(chat.id) == []
    assert listed == [view]
    assert view.staff_name == "Mara Manager"
    assert [line.kind for line in lines.items] == [ActivityKind.SEND_PLANNED]
    assert "table" not in lines.items[0].model_dump_json()


async def test_what_is_due_is_queued_once_whoever_tries(desk: Desk) -> None:
    """Also after days of downtime, by many workers at once, as the colleague's own message."""
    chat = await desk.chat()
    await make_due(desk, await planned(desk, chat.id))
    ended = await asyncio.gather(*(queue_all(desk) for _ in range(8)))
    async with desk.works.hotel(desk.hotel.id) as work:
        (message,) = (await work.session.exec(select(Message))).all()
        outbox = (await work.session.exec(select(Outbox))).all()
        (row,) = (await work.session.exec(select(ScheduledMessage))).all()

    assert sum(ended) == 1
    assert len(outbox) == 1
    assert (message.text, message.author) == ("Your table is at eight.", Author.STAFF)
    assert message.staff_id == desk.hotel.staff.id
    assert (row.state, row.message_id) == (ScheduledState.QUEUED, message.id)


async def test_a_question_asked_meanwhile_still_waits(desk: Desk) -> None:
    """A message written before the guest's question is no answer to it."""
    chat = await desk.chat()
    await make_due(desk, await planned(desk, chat.id))
    async with desk.works.hotel(desk.hotel.id) as work:
        since = work.now
        (await work.session.get_one(Conversation, (desk.hotel.id, chat.id))).waiting_since = since
    await queue_all(desk)
    async with desk.works.hotel(desk.hotel.id) as work:
        row = await work.session.get_one(Conversation, (desk.hotel.id, chat.id))

    assert row.waiting_since == since


async def test_a_reply_cancels_what_was_meant_for_silence(desk: Desk) -> None:
    """Only what was planned so; the thread says why."""
    chat = await desk.chat()
    silent = await planned(desk, chat.id, "Are you still coming?", unless_reply=True)
    anyway = await planned(desk, chat.id, "See you tomorrow.")
    async with desk.works.hotel(desk.hotel.id) as work:
        await service.cancel_on_reply(work, {chat.id})
    for view in (silent, anyway):
        await make_due(desk, view)
    await queue_all(desk)
    async with desk.works.hotel(desk.hotel.id) as work:
        sent = (await work.session.exec(select(Message.text))).all()
        row = await work.session.get_one(ScheduledMessage, (desk.hotel.id, silent.id))
        told = [line.detail.get("reason") for line in (await list_activities(work, chat.id)).items]

    assert list(sent) == ["See you tomorrow."]
    assert (row.state, row.reason) == (ScheduledState.CANCELLED, "guest_replied")
    assert told[0] == "guest_replied"


async def test_a_planned_message_is_changed_and_cancelled(desk: Desk) -> None:
    """Until it was sent; afterwards the refusal says what became of it."""
    chat = await desk.chat()
    view = await planned(desk, chat.id)
    async with desk.works.hotel(desk.hotel.id) as work:
        at = datetime.now(UTC) + timedelta(days=2)
        patch = ScheduledPatch(text="At nine.", on_clock=at.replace(tzinfo=None, microsecond=0))
        changed = await service.change(work, chat.id, view.id, patch)
        cancelled = await service.cancel(work, chat.id, view.id)
        with pytest.raises(Conflict, match="cancelled"):
            await service.cancel(work, chat.id, view.id)
    sent = await planned(desk, chat.id)
    await make_due(desk, sent)
    await queue_all(desk)
    async with desk.works.hotel(desk.hotel.id) as work:
        with pytest.raises(Conflict, match="sent meanwhile"):
            await service.change(work, chat.id, sent.id, ScheduledPatch(text="Too late"))

    assert (changed.text, changed.due_at > view.due_at) == ("At nine.", True)
    assert cancelled.state is ScheduledState.CANCELLED


async def test_a_message_for_later_needs_a_moment_ahead(desk: Desk) -> None:
    """Neither the past, nor the guest's next message, nor an invented conversation."""
    chat = await desk.chat()
    async with desk.works.hotel(desk.hotel.id) as work:
        past = ScheduledInput(text="x", on_clock=datetime.fromisoformat("2026-01-01T09:00"))
        for data in (past, ScheduledInput(text="x", choice=SnoozeChoice.NEXT_REPLY)):
            with pytest.raises(Invalid):
                await service.plan(work, chat.id, data)
        with pytest.raises(NotFound):
            await service.change(work, chat.id, chat.id, ScheduledPatch(text="x"))


async def test_the_clock_is_the_hotels_over_a_change_of_it(desk: Desk) -> None:
    """What is typed as 02:30 in the night without it goes at 03:00, and is shown so."""
    chat = await desk.chat()
    async with desk.works.hotel(desk.hotel.id) as work:
        given = ScheduledInput(text="x", on_clock=datetime.fromisoformat("2027-03-28T02:30"))
        view = await service.plan(work, chat.id, given)

    assert view.due_at == datetime(2027, 3, 28, 1, 0, tzinfo=UTC)
    assert view.on_clock == "2027-03-28T03:00"


async def test_a_suspended_hotel_sends_nothing_later(desk: Desk) -> None:
    """It waits until the hotel may send again."""
    chat = await desk.chat()
    await make_due(desk, await planned(desk, chat.id))
    async with desk.works.hotel(desk.hotel.id) as work:
        (await work.session.get_one(Hotel, desk.hotel.id)).status = HotelStatus.SUSPENDED
    waiting = await queue_all(desk)
    async with desk.works.hotel(desk.hotel.id) as work:
        (await work.session.get_one(Hotel, desk.hotel.id)).status = HotelStatus.ACTIVE

    assert (waiting, await queue_all(desk)) == (0, 1)
