"""A turn that our own code falls over: tried ever later, shown, given up, never in the way."""

from datetime import timedelta

from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from backend.domain.retrying import MOST_ATTEMPTS
from backend.domain.words import AlertKind
from backend.features.turns.drain import drain_turns
from backend.models import Alert, DeadLetter, WorkFailure
from backend.work import WorkFactory
from tests.fakes.ai import FakeAi, says
from tests.fixtures.chats import Chat, Chats
from tests.fixtures.work import HotelFixture
from tests.turns.stage import rows_of


def falls_over(request: object) -> dict[str, object]:
    if "poison" in request.messages[-1].content:  # type: ignore[attr-defined]
        raise ZeroDivisionError
    return says()


async def attempt(works: WorkFactory, chat: Chat) -> None:
    """One more, without the wait before it."""
    async with works.hotel(chat.hotel.id) as work:
        now = work.now
    await chat.change(due_at=now - timedelta(seconds=1))
    await drain_turns(works, chat.hotel.id, ai=FakeAi(falls_over), limit=5)


async def test_it_ends_as_a_dead_letter_with_its_history(
    works: WorkFactory, hotel: HotelFixture, chats: Chats
) -> None:
    """Five attempts, each noted with the name of its failure; then the turn is a person's."""
    chat = await chats.open(hotel)
    await chat.write("poison")
    for _ in range(MOST_ATTEMPTS):
        await attempt(works, chat)

    row = await chat.row()
    (letter,) = await rows_of(works, hotel, DeadLetter)
    failures = await rows_of(works, hotel, WorkFailure)
    alerts = [alert.dedupe_key.partition(":")[0] for alert in await rows_of(works, hotel, Alert)]
    assert (letter.source, letter.reason, letter.attempts) == ("turn", "ZeroDivisionError", 5)
    assert [one.attempt for one in failures] == [1, 2, 3, 4, 5]
    assert (row.due_at, row.lease_until, row.attempts) == (None, None, 0)
    assert alerts == ["turn_failing", "turn_given_up"]


async def test_staff_hear_of_it_long_before_it_is_given_up(
    works: WorkFactory, hotel: HotelFixture, chats: Chats
) -> None:
    """The first failure is tried again within the guest's patience; the second one is shown."""
    chat = await chats.open(hotel)
    await chat.write("poison")
    await attempt(works, chat)
    quiet = await rows_of(works, hotel, Alert)
    await attempt(works, chat)
    (alert,) = await rows_of(works, hotel, Alert)

    assert quiet == []
    assert (alert.kind, alert.conversation_id) == (AlertKind.AI_FAILED, chat.conversation_id)


async def test_the_next_message_of_the_guest_is_not_held_back(
    works: WorkFactory, hotel: HotelFixture, chats: Chats
) -> None:
    """Half an hour's wait belongs to the poison alone: the same chat is answered at once."""
    chat = await chats.open(hotel)
    await chat.write("poison")
    await attempt(works, chat)
    await attempt(works, chat)
    parked = (await chat.row()).due_at
    await chat.write("When is breakfast?")
    await drain_turns(works, hotel.id, ai=FakeAi(lambda _: says()), limit=5)

    row = await chat.row()
    assert parked is not None
    assert len(await chat.sent()) == 1
    assert (row.due_at, row.attempts) == (None, 0)


async def test_an_absent_database_is_not_held_against_the_turn(
    works: WorkFactory, hotel: HotelFixture, chats: Chats
) -> None:
    """However often it is away: no attempt is counted, nothing is given up."""
    chat = await chats.open(hotel)
    await chat.write("When is breakfast?")

    def away(request: object) -> dict[str, object]:
        raise OperationalError("select", {}, Exception())

    for _ in range(MOST_ATTEMPTS + 2):
        async with works.hotel(hotel.id) as work:
            now = work.now
        await chat.change(due_at=now)
        await drain_turns(works, hotel.id, ai=FakeAi(away), limit=5)

    row = await chat.row()
    assert (row.attempts, await rows_of(works, hotel, DeadLetter)) == (0, [])
    assert row.due_at is not None


async def test_a_turn_that_cannot_be_read_leaves_the_others_alone(
    works: WorkFactory, hotel: HotelFixture, chats: Chats
) -> None:
    """Facts are read for many turns at once; one that breaks the reading is found and put off."""
    broken, sound = await chats.open(hotel), await chats.open(hotel)
    await broken.write("Hello?")
    await sound.write("When is breakfast?")
    # A word the code does not know, as a row of a newer release might hold.
    async with works.hotel(hotel.id) as work:
        strange = text("update conversation set mood_level = 'unheard' where id = :id")
        await work.session.execute(strange, {"id": broken.conversation_id})
    await drain_turns(works, hotel.id, ai=FakeAi(lambda _: says()), limit=5)

    async with works.hotel(hotel.id) as work:
        mended = text("update conversation set mood_level = null where id = :id")
        await work.session.execute(mended, {"id": broken.conversation_id})
    row = await broken.row()
    (failure,) = await rows_of(works, hotel, WorkFailure)
    assert len(await sound.sent()) == 1
    assert failure.source_id == str(broken.conversation_id)
    assert (row.attempts, row.lease_until) == (1, None)
