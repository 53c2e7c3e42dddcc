"""The inbox as the staff read it and act on it."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import event
from sqlalchemy.ext.asyncio import AsyncEngine

from backend.domain.words import (
    AlertKind,
    AlertStatus,
    Author,
    ConversationStatus,
    Direction,
    MessageStatus,
    MoodLevel,
    Speaker,
    StayStatus,
)
from backend.errors import NotFound
from backend.features.conversations import service
from backend.features.saved_views.schemas import ViewFilter
from backend.kit.pagination import BadCursor
from backend.models import Alert, Assessment, Conversation, Guest, Message, Stay
from backend.ports.live import LiveKind
from backend.ports.wake import WorkKind
from backend.work import Actor, ActorKind, Work, WorkFactory
from tests.fixtures.work import HotelFixture, Recorder

MakeHotel = Callable[..., Awaitable[HotelFixture]]


@dataclass
class Chat:
    guest: Guest
    conversation: Conversation
    messages: list[Message]


async def chat(work: Work, hotel: HotelFixture, *texts: str, **columns: Any) -> Chat:
    """A guest with a stay and messages one minute apart, the last one now."""
    guest = Guest(hotel_id=hotel.id, name="Anna Petrova", phone="+4915112345678")
    work.session.add(guest)
    await work.session.flush()
    stay = Stay(
        hotel_id=hotel.id,
        guest_id=guest.id,
        external_id=str(guest.id),
        room="214",
        arrival=date(2026, 1, 1),
        departure=date(2099, 1, 1),
        status=StayStatus.IN_HOUSE,
    )
    work.session.add(stay)
    await work.session.flush()
    row = Conversation(
        hotel_id=hotel.id,
        channel_id=hotel.channel.id,
        chat_id=f"{guest.id}@c.us",
        guest_id=guest.id,
        stay_id=stay.id,
        last_message_at=work.now,
        **columns,
    )
    work.session.add(row)
    await work.session.flush()
    messages = [said(hotel, row.id, text, work.now, n) for n, text in enumerate(reversed(texts))]
    work.session.add_all(reversed(messages))
    await work.session.flush()
    row.last_message_id = messages[0].id if messages else None
    await work.session.flush()
    return Chat(guest, row, messages)


def said(
    hotel: HotelFixture, conversation_id: UUID, text: str, now: datetime, minutes: int
) -> Message:
    at = now - timedelta(minutes=minutes)
    return Message(
        hotel_id=hotel.id,
        conversation_id=conversation_id,
        channel_id=hotel.channel.id,
        direction=Direction.IN,
        author=Author.GUEST,
        text=text,
        sent_at=at,
        sort_at=at,
        status=MessageStatus.RECEIVED,
    )


async def test_a_row_of_the_list_answers_who_where_and_what(
    works: WorkFactory, hotel: HotelFixture
) -> None:
    """Guest, stay, last words, mood and open alerts come with the list."""
    async with works.hotel(hotel.id) as work:
        made = await chat(work, hotel, "Hello", "Where is\nmy towel?", unread=2)
        work.session.add(
            Alert(
                hotel_id=hotel.id,
                kind=AlertKind.COMPLAINT,
                conversation_id=made.conversation.id,
                dedupe_key="complaint:1",
                reason="The guest complains",
            )
        )
        made.conversation.mood_level, made.conversation.mood_score = MoodLevel.NEGATIVE, -0.5
    async with works.hotel(hotel.id) as work:
        [view] = (await service.list_conversations(work)).items

    assert view.guest.name == "Anna Petrova"
    assert view.stay is not None
    assert view.stay.room == "214"
    assert view.stay.night is not None
    assert view.last_message is not None
    assert view.last_message.text == "Where is my towel?"
    assert (view.unread, view.open_alerts) == (2, 1)
    assert view.sentiment is not None
    assert view.sentiment.level is MoodLevel.NEGATIVE


async def test_pages_of_the_list_hold_every_conversation_once(
    works: WorkFactory, hotel: HotelFixture
) -> None:
    """Equal times are no reason to skip or repeat a row."""
    async with works.hotel(hotel.id) as work:
        made = {(await chat(work, hotel, "x")).conversation.id for _ in range(7)}
    seen, cursor = [], None
    async with works.hotel(hotel.id) as work:
        while True:
            page = await service.list_conversations(work, cursor=cursor, limit=3)
            seen += [view.id for view in page.items]
            cursor = page.next_cursor
            if cursor is None:
                break

    assert len(seen) == 7
    assert set(seen) == made


async def test_counts_equal_what_the_tabs_show(works: WorkFactory, hotel: HotelFixture) -> None:
    """One definition serves the number and the rows behind it."""
    async with works.hotel(hotel.id) as work:
        await chat(work, hotel, "a", waiting_since=work.now)
        await chat(work, hotel, "b", status=ConversationStatus.WAITING_GUEST)
        done = await chat(work, hotel, "c", status=ConversationStatus.RESOLVED)
        for status in (AlertStatus.OPEN, AlertStatus.DISMISSED):
            work.session.add(
                Alert(
                    hotel_id=hotel.id,
                    kind=AlertKind.COMPLAINT,
                    conversation_id=done.conversation.id,
                    dedupe_key=status,
                    reason="r",
                    status=status,
                )
            )
    async with works.hotel(hotel.id) as work:
        counted, _ = await service.counts(work)
        shown = {
            name: len(
                (await service.list_conversations(work, chosen=ViewFilter(status=name))).items
            )
            for name in service.COUNTED
        }

    assert counted == shown
    expected = {"open": 2, "waiting": 1, "alerts": 1, "resolved": 1, "waiting_guest": 1}
    assert {name: n for name, n in counted.items() if n and name != "unassigned"} == expected


async def test_messages_come_newest_first_in_pages(works: WorkFactory, hotel: HotelFixture) -> None:
    """A thread is read backwards without a gap."""
    async with works.hotel(hotel.id) as work:
        made = await chat(work, hotel, "1", "2", "3", "4", "5")
        first = await service.list_messages(work, made.conversation.id, limit=3)
        second = await service.list_messages(
            work, made.conversation.id, cursor=first.next_cursor, limit=3
        )

    assert [view.text for view in (*first.items, *second.items)] == ["5", "4", "3", "2", "1"]
    assert second.next_cursor is None


async def test_a_cursor_of_another_list_is_refused(works: WorkFactory, hotel: HotelFixture) -> None:
    """A cursor is read strictly."""
    async with works.hotel(hotel.id) as work:
        with pytest.raises(BadCursor):
            await service.list_conversations(work, cursor="WzFd")


async def test_a_quote_shows_what_was_quoted(works: WorkFactory, hotel: HotelFixture) -> None:
    """The quoted message is found by its id in the same chat, with its mood and author."""
    async with works.hotel(hotel.id) as work:
        made = await chat(work, hotel, "The first", "The second")
        second, first = made.messages
        first.provider_id, second.quoted_provider_id = "AAA", "AAA"
        assert first.id
        work.session.add(
            Assessment(
                hotel_id=hotel.id,
                message_id=first.id,
                conversation_id=made.conversation.id,
                score=-1,
                level=MoodLevel.COMPLAINT,
                source="test",
            )
        )
        shown = (await service.list_messages(work, made.conversation.id)).items

    assert shown[0].quote is not None
    assert (shown[0].quote.text, shown[0].quote.author) == ("The first", Author.GUEST)
    assert shown[1].sentiment is not None
    assert shown[1].author_name == "Anna Petrova"


async def test_the_list_costs_the_same_queries_for_many_rows(
    works: WorkFactory, hotel: HotelFixture, engine: AsyncEngine
) -> None:
    """No query per row."""
    seen: list[str] = []

    def count(*args: object) -> None:
        seen.append(str(args[2]))

    async with works.hotel(hotel.id) as work:
        for _ in range(12):
            await chat(work, hotel, "x")
    event.listen(engine.sync_engine, "before_cursor_execute", count)
    try:
        async with works.hotel(hotel.id) as work:
            page = await service.list_conversations(work)
    finally:
        event.remove(engine.sync_engine, "before_cursor_execute", count)

    assert len(page.items) == 12
    assert len(seen) <= 10


async def test_taking_over_silences_the_ai_and_makes_its_answer_stale(
    works: WorkFactory, hotel: HotelFixture, recorder: Recorder
) -> None:
    """The lease names the colleague and its end; the turn moves on."""
    async with works.hotel(hotel.id) as work:
        made = await chat(work, hotel, "Hi", due_at=work.now)
    actor = Actor(ActorKind.STAFF, hotel.staff.id)
    async with works.hotel(hotel.id, actor=actor) as work:
        view = await service.take_over(work, made.conversation.id)
        until = work.now + timedelta(minutes=30)

    assert (view.speaker.holder, view.speaker.staff_name) == (Speaker.STAFF, "Mara Manager")
    assert view.speaker.until == until
    assert view.turn == 1
    assert [kind.kind for _, kind in recorder.events] == [LiveKind.ACTIVITY, LiveKind.CONVERSATION]
    async with works.hotel(hotel.id) as work:
        row = await service.find_conversation(work, made.conversation.id)
        assert row.due_at is None


async def test_returning_to_the_ai_answers_a_waiting_guest(
    works: WorkFactory, hotel: HotelFixture, recorder: Recorder
) -> None:
    """The open question becomes due at once."""
    async with works.hotel(hotel.id) as work:
        made = await chat(work, hotel, "Hi", waiting_since=work.now, speaker=Speaker.STAFF)
    async with works.hotel(hotel.id) as work:
        view = await service.return_to_ai(work, made.conversation.id)
        row = await service.find_conversation(work, made.conversation.id)
        assert row.due_at == work.now

    assert view.speaker.holder is Speaker.AI
    assert recorder.wakes == [WorkKind.TURNS]


async def test_another_hotels_conversation_is_not_found(
    works: WorkFactory, make_hotel: MakeHotel
) -> None:
    """A foreign id answers exactly as an invented one."""
    ours, theirs = await make_hotel(), await make_hotel()
    async with works.hotel(theirs.id) as work:
        made = await chat(work, theirs, "Secret")
    async with works.hotel(ours.id) as work:
        with pytest.raises(NotFound):
            await service.get_conversation(work, made.conversation.id)
