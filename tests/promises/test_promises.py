"""From a sentence in a chat to a row that the clock watches and a person or the guest closes."""

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

import psycopg
import pytest
from sqlmodel import col, select

from backend.domain.fixed_texts import HOLDING
from backend.domain.promises import Closing, PromiseState
from backend.domain.words import AlertKind, AlertStatus, Author, MessageStatus
from backend.errors import Conflict, NotFound
from backend.features.promises.schemas import PromiseView
from backend.features.promises.service import (
    cancel,
    follow,
    keep,
    list_closed,
    list_of_conversation,
    list_open,
    reopen,
)
from backend.models import Alert, AlertStep, Message, Promise, PromiseReading
from backend.ports.live import LiveKind
from backend.work import Actor, ActorKind, WorkFactory
from tests.fixtures.chats import Chat, Chats
from tests.fixtures.work import HotelFixture, Recorder

MakeHotel = Callable[..., Awaitable[HotelFixture]]
TOWELS = "Towels in ten minutes."
CALL = "We'll call you in an hour."


@pytest.fixture
async def hotel(make_hotel: MakeHotel) -> HotelFixture:
    return await make_hotel(timezone="Europe/Berlin")


async def look(works: WorkFactory, hotel: HotelFixture) -> None:
    async with works.hotel(hotel.id) as work:
        await follow(work)


async def shown(works: WorkFactory, hotel: HotelFixture) -> list[PromiseView]:
    async with works.hotel(hotel.id) as work:
        return list((await list_open(work)).items)


async def promised(works: WorkFactory, chat: Chat, text: str = TOWELS) -> PromiseView:
    await chat.answer_as(Author.STAFF, text)
    await look(works, chat.hotel)
    found = [one for one in await shown(works, chat.hotel) if one.quote == text]
    return found[-1]


async def pass_time(owner: psycopg.AsyncConnection, hotel: HotelFixture, by: timedelta) -> None:
    """As if so long had passed for the hotel's promises."""
    moved = ", ".join(
        f"{name} = {name} - %(by)s"
        for name in ("said_at", "due_at", "next_at", "warned_at", "missed_at")
    )
    query = f"update promise set {moved} where hotel_id = %(hotel)s"
    await owner.execute(query, {"by": by, "hotel": hotel.id})


async def alerts(works: WorkFactory, hotel: HotelFixture) -> list[tuple[AlertKind, AlertStatus]]:
    async with works.hotel(hotel.id) as work:
        query = select(Alert).where(Alert.hotel_id == hotel.id).order_by(col(Alert.created_at))
        return [(one.kind, one.status) for one in await work.session.exec(query)]


async def row_of(works: WorkFactory, hotel: HotelFixture, view: PromiseView) -> Promise:
    async with works.hotel(hotel.id) as work:
        return await work.session.get_one(Promise, (hotel.id, int(view.id)))


@pytest.mark.parametrize("author", [Author.STAFF, Author.AI, Author.PHONE])
async def test_what_the_hotel_says_is_found(
    works: WorkFactory, hotel: HotelFixture, chats: Chats, recorder: Recorder, author: Author
) -> None:
    """By colleagues, by the AI, and what was typed on the hotel's phone; told to open screens."""
    chat = await chats.open(hotel)
    await chat.answer_as(author, f"Of course. {TOWELS}")
    await look(works, hotel)

    (one,) = await shown(works, hotel)
    assert (author, TOWELS, "412") == (one.author, one.quote, one.room)
    assert timedelta(minutes=10) == one.due_at - one.said_at
    assert LiveKind.PROMISE in [event.kind for _, event in recorder.events]
    async with works.hotel(hotel.id) as work:
        assert [one] == await list_of_conversation(work, chat.conversation_id)


async def test_what_guests_and_triggers_say_is_no_promise(
    works: WorkFactory, hotel: HotelFixture, chats: Chats
) -> None:
    """A guest who comes at six promises nothing of the hotel's."""
    chat = await chats.open(hotel)
    await chat.write("We'll be there in ten minutes.")
    await look(works, hotel)

    assert await shown(works, hotel) == []


async def test_looking_again_finds_nothing_twice(
    works: WorkFactory, hotel: HotelFixture, chats: Chats
) -> None:
    """The last minute is read again each time, for messages that were written in between."""
    chat = await chats.open(hotel)
    await chat.answer_as(Author.STAFF, f"{TOWELS} {CALL}")
    await look(works, hotel)
    await look(works, hotel)

    assert 2 == len(await shown(works, hotel))


async def test_the_fixed_texts_are_passed_over(
    works: WorkFactory, hotel: HotelFixture, chats: Chats
) -> None:
    """That a colleague answers "as soon as possible" is the waiting guest's own line."""
    chat = await chats.open(hotel)
    for text in HOLDING.values():
        await chat.answer_as(Author.AI, text)
    await look(works, hotel)

    assert await shown(works, hotel) == []


WRITTEN_EARLIER = (
    "update message set received_at = received_at - interval '61 s' where hotel_id = %s"
)
SEEN_EARLIER = "update promise_reading set seen_at = seen_at - interval '61 s' where hotel_id = %s"


async def is_due(owner: psycopg.AsyncConnection, hotel: HotelFixture) -> bool:
    found = await owner.execute("select 1 from due_promises() where hotel_id = %s", (hotel.id,))
    return await found.fetchone() is not None


async def test_a_message_written_late_is_not_passed_over(
    works: WorkFactory, hotel: HotelFixture, chats: Chats, owner: psycopg.AsyncConnection
) -> None:
    """A number is given before its row is written: the row of a smaller one may come later."""
    chat = await chats.open(hotel)
    await chat.answer_as(Author.STAFF, "Good morning.")
    await chat.answer_as(Author.STAFF, "How are you?")
    for _ in range(3):
        # However often it is looked meanwhile.
        await look(works, hotel)
    await owner.execute(
        "update message set text = %s where hotel_id = %s and text = 'Good morning.'",
        (TOWELS, hotel.id),
    )
    await look(works, hotel)

    assert [TOWELS] == [one.quote for one in await shown(works, hotel)]


async def test_a_message_written_a_minute_late_is_found_where_it_is_settled(
    works: WorkFactory, hotel: HotelFixture, chats: Chats, owner: psycopg.AsyncConnection
) -> None:
    """What a look passed over is read once more, and the hotel is due for it without news."""
    chat = await chats.open(hotel)
    await chat.answer_as(Author.STAFF, "Good morning.")
    await chat.answer_as(Author.STAFF, "How are you?")
    await owner.execute(WRITTEN_EARLIER, (hotel.id,))
    await look(works, hotel)
    await owner.execute(
        "update message set text = %s where hotel_id = %s and text = 'Good morning.'",
        (TOWELS, hotel.id),
    )
    await look(works, hotel)
    passed_over = await shown(works, hotel)
    quiet = await is_due(owner, hotel)
    await owner.execute(SEEN_EARLIER, (hotel.id,))
    settling = await is_due(owner, hotel)
    await look(works, hotel)

    assert (passed_over, quiet, settling) == ([], False, True)
    assert [TOWELS] == [one.quote for one in await shown(works, hotel)]


async def test_what_is_settled_is_not_read_again(
    works: WorkFactory, hotel: HotelFixture, chats: Chats, owner: psycopg.AsyncConnection
) -> None:
    """After a minute without news nothing is due for a look."""
    chat = await chats.open(hotel)
    await promised(works, chat)
    before = await is_due(owner, hotel)
    for statement in (WRITTEN_EARLIER, SEEN_EARLIER):
        await owner.execute(statement, (hotel.id,))
    await look(works, hotel)

    assert before
    assert not await is_due(owner, hotel)
    async with works.hotel(hotel.id) as work:
        reading = await work.session.get_one(PromiseReading, hotel.id)
    (last,) = [one.id for one in await chat.sent()]
    assert last == reading.read_to == reading.seen_to


async def test_an_alert_comes_before_it_is_due_and_another_when_it_is_missed(
    works: WorkFactory,
    hotel: HotelFixture,
    chats: Chats,
    owner: psycopg.AsyncConnection,
) -> None:
    """A third of the time before; both climb like a waiting guest's, and each comes once."""
    chat = await chats.open(hotel)
    one = await promised(works, chat)
    assert await alerts(works, hotel) == []

    await pass_time(owner, hotel, timedelta(minutes=7))
    await look(works, hotel)
    await look(works, hotel)
    assert [(AlertKind.PROMISE_DUE, AlertStatus.OPEN)] == await alerts(works, hotel)
    row = await row_of(works, hotel, one)
    assert row.warned_at is not None
    assert row.warned_at < row.due_at

    await pass_time(owner, hotel, timedelta(minutes=4))
    await look(works, hotel)
    await look(works, hotel)
    assert [
        (AlertKind.PROMISE_DUE, AlertStatus.RESOLVED),
        (AlertKind.PROMISE_MISSED, AlertStatus.OPEN),
    ] == await alerts(works, hotel)
    (missed,) = await shown(works, hotel)
    assert missed.missed_at is not None
    async with works.hotel(hotel.id) as work:
        query = select(Alert).where(Alert.hotel_id == hotel.id, Alert.status == AlertStatus.OPEN)
        (alert,) = (await work.session.exec(query)).all()
    assert alert.climb_at is not None
    assert "owel" not in alert.reason


async def test_done_closes_it_and_what_was_raised_for_it(
    works: WorkFactory,
    hotel: HotelFixture,
    chats: Chats,
    owner: psycopg.AsyncConnection,
) -> None:
    """By a colleague, once; nobody is told any more."""
    chat = await chats.open(hotel)
    one = await promised(works, chat)
    await pass_time(owner, hotel, timedelta(minutes=8))
    await look(works, hotel)
    actor = Actor(ActorKind.STAFF, hotel.staff.id, hotel.staff.name)
    async with works.hotel(hotel.id, actor=actor) as work:
        done = await keep(work, int(one.id))

    assert (PromiseState.KEPT, Closing.STAFF) == (done.state, done.closing)
    assert hotel.staff.name == done.closed_by
    assert await shown(works, hotel) == []
    assert [(AlertKind.PROMISE_DUE, AlertStatus.RESOLVED)] == await alerts(works, hotel)
    with pytest.raises(Conflict):
        async with works.hotel(hotel.id, actor=actor) as work:
            await cancel(work, int(one.id))
    async with works.hotel(hotel.id) as work:
        assert [done] == list((await list_closed(work)).items)


async def test_a_promise_in_time_raises_nothing(
    works: WorkFactory,
    hotel: HotelFixture,
    chats: Chats,
    owner: psycopg.AsyncConnection,
) -> None:
    """Kept before anybody had to be reminded."""
    chat = await chats.open(hotel)
    one = await promised(works, chat)
    async with works.hotel(hotel.id) as work:
        await keep(work, int(one.id))
    await pass_time(owner, hotel, timedelta(hours=2))
    await look(works, hotel)

    assert await alerts(works, hotel) == []


async def test_the_guest_confirms(works: WorkFactory, hotel: HotelFixture, chats: Chats) -> None:
    """What they name is kept, the other stays; a mere thank you closes nothing."""
    chat = await chats.open(hotel)
    towels = await promised(works, chat)
    await promised(works, chat, CALL)
    await chat.write("Thanks!")
    await look(works, hotel)
    assert 2 == len(await shown(works, hotel))

    await chat.write("Got the towels, thank you")
    await look(works, hotel)

    (left,) = await shown(works, hotel)
    row = await row_of(works, hotel, towels)
    assert CALL == left.quote
    assert (PromiseState.KEPT, Closing.GUEST, None) == (row.state, row.closing, row.closed_by)


async def test_what_was_closed_by_mistake_is_open_again(
    works: WorkFactory, hotel: HotelFixture, chats: Chats
) -> None:
    """And the words that closed it do not close it again."""
    chat = await chats.open(hotel)
    one = await promised(works, chat)
    await chat.write("Got the towels, thank you")
    await look(works, hotel)
    async with works.hotel(hotel.id) as work:
        again = await reopen(work, int(one.id))
    await look(works, hotel)

    assert PromiseState.OPEN is again.state
    assert [one.id] == [left.id for left in await shown(works, hotel)]
    with pytest.raises(Conflict):
        async with works.hotel(hotel.id) as work:
            await reopen(work, int(one.id))


async def test_what_never_left_was_not_said(
    works: WorkFactory, hotel: HotelFixture, chats: Chats, owner: psycopg.AsyncConnection
) -> None:
    """A message that failed promises nothing, and nobody is called for it."""
    chat = await chats.open(hotel)
    one = await promised(works, chat)
    async with works.hotel(hotel.id) as work:
        query = select(Message).where(Message.hotel_id == hotel.id, Message.text == TOWELS)
        (message,) = (await work.session.exec(query)).all()
        message.status = MessageStatus.FAILED
    await pass_time(owner, hotel, timedelta(minutes=11))
    await look(works, hotel)

    row = await row_of(works, hotel, one)
    assert PromiseState.UNSAID is row.state
    assert await alerts(works, hotel) == [] == await shown(works, hotel)


async def test_a_missed_one_ends_after_a_day(
    works: WorkFactory, hotel: HotelFixture, chats: Chats, owner: psycopg.AsyncConnection
) -> None:
    """It stands as missed, and its alert is over."""
    chat = await chats.open(hotel)
    one = await promised(works, chat)
    await pass_time(owner, hotel, timedelta(minutes=11))
    await look(works, hotel)
    await pass_time(owner, hotel, timedelta(hours=24))
    await look(works, hotel)

    row = await row_of(works, hotel, one)
    assert (PromiseState.MISSED, Closing.CLOCK) == (row.state, row.closing)
    assert [(AlertKind.PROMISE_MISSED, AlertStatus.RESOLVED)] == await alerts(works, hotel)
    async with works.hotel(hotel.id) as work:
        steps = (await work.session.exec(select(AlertStep))).all()
    assert steps == []


async def test_another_hotel_knows_nothing_of_it(
    works: WorkFactory, hotel: HotelFixture, chats: Chats, make_hotel: MakeHotel
) -> None:
    """Neither in its list nor by its number."""
    one = await promised(works, await chats.open(hotel))
    other = await make_hotel()

    assert await shown(works, other) == []
    with pytest.raises(NotFound):
        async with works.hotel(other.id) as work:
            await keep(work, int(one.id))


async def test_pages_of_the_list_follow_each_other(
    works: WorkFactory, hotel: HotelFixture, chats: Chats
) -> None:
    """What is due first comes first."""
    chat = await chats.open(hotel)
    for text in (CALL, TOWELS):
        await promised(works, chat, text)
    async with works.hotel(hotel.id) as work:
        first = await list_open(work, limit=1)
        second = await list_open(work, cursor=first.next_cursor, limit=1)

    assert [TOWELS, CALL] == [one.quote for one in (*first.items, *second.items)]
    assert second.next_cursor is None
    assert all(isinstance(one.due_at, datetime) for one in first.items)
