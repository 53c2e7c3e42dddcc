"""A door code on its way to a guest, and everywhere it must not go."""

from datetime import timedelta
from uuid import UUID

import pytest

from backend.domain.words import Author, FactClass, StayStatus, TriggerEvent
from backend.features.knowledge.schemas import KnowledgeDraft
from backend.features.knowledge.service import create_entry
from backend.features.stays.pushing import DOOR_CODE_PURPOSE
from backend.features.turns.drain import drain_turns
from backend.models import Decision, Stay
from backend.work import WorkFactory
from tests.fakes.ai import FakeAi, says
from tests.fixtures.chats import Chat, Chats
from tests.fixtures.work import HotelFixture
from tests.turns.stage import arm, rows_of

CODE = "4711#"
SPA = "sunny-42"


async def give_code(chat: Chat) -> None:
    async with chat.works.hotel(chat.hotel.id) as work:
        stay = await work.session.get_one(Stay, (chat.hotel.id, chat.stay_id))
        stay.door_code_sealed = work.vault.seal(
            CODE.encode(), hotel_id=chat.hotel.id, purpose=DOOR_CODE_PURPOSE
        )


async def second_room(chat: Chat) -> UUID:
    """Another stay in the house with the same number."""
    async with chat.works.hotel(chat.hotel.id) as work:
        today = work.now.date()
        stay = Stay(
            hotel_id=chat.hotel.id,
            external_id="BK-SECOND1",
            guest_id=chat.guest_id,
            room="777",
            arrival=today - timedelta(days=1),
            departure=today + timedelta(days=2),
            status=StayStatus.IN_HOUSE,
        )
        work.session.add(stay)
    return stay.id


async def keep_secret(works: WorkFactory, hotel: HotelFixture) -> None:
    draft = KnowledgeDraft(
        title="Spa door", text=f"The spa opens with {SPA}.", language="en",
        fact_class=FactClass.SECRET,
    )  # fmt: skip
    async with works.hotel(hotel.id) as work:
        await create_entry(work, draft)


def prompt(ai: FakeAi) -> str:
    return "\n".join(one.content for request in ai.requests for one in request.messages)


async def test_a_verified_guest_gets_the_code_and_the_model_does_not(
    works: WorkFactory, hotel: HotelFixture, chats: Chats
) -> None:
    """The prompt holds a placeholder; what leaves for the guest holds the code."""
    chat = await chats.open(hotel)
    await give_code(chat)
    ai = FakeAi(lambda _: says("Your door code is <CODE_1>."))
    await chat.write("What is my door code?")
    await drain_turns(works, hotel.id, ai=ai, limit=10)

    assert CODE not in prompt(ai)
    assert "<CODE_1>" in prompt(ai)
    assert [message.text for message in await chat.sent()] == [f"Your door code is {CODE}."]


@pytest.mark.parametrize("situation", ["two rooms", "left", "booked", "overdue", "hidden number"])
async def test_nobody_else_gets_it(
    works: WorkFactory, hotel: HotelFixture, chats: Chats, situation: str
) -> None:
    """Not even when it stands in an earlier message, and the model asks for the placeholder."""
    chat = await chats.open(hotel)
    await give_code(chat)
    await keep_secret(works, hotel)
    await chat.write("Hello")
    await chat.answer_as(Author.STAFF, f"Your code is {CODE}, the spa is {SPA}")
    async with works.hotel(hotel.id) as work:
        stay = await work.session.get_one(Stay, (hotel.id, chat.stay_id))
        if situation == "left":
            stay.status = StayStatus.DEPARTED
        elif situation == "booked":
            stay.status = StayStatus.BOOKED
        elif situation == "overdue":
            stay.departure = work.now.date() - timedelta(days=2)
            stay.arrival = stay.departure - timedelta(days=1)
    if situation == "two rooms":
        await second_room(chat)
    elif situation == "hidden number":
        await chat.change_guest(phone=None)
    before = len(await chat.sent())
    ai = FakeAi(lambda _: says(f"It is <CODE_1>, or {CODE}, and {SPA}."))
    await chat.write("What is my door code again?")
    await drain_turns(works, hotel.id, ai=ai, limit=10)
    said = [message.text for message in (await chat.sent())[before:]]

    assert CODE not in prompt(ai)
    assert SPA not in prompt(ai)
    assert all(secret not in text for text in said for secret in (CODE, SPA, "<CODE"))


async def test_two_stays_are_asked_about(
    works: WorkFactory, hotel: HotelFixture, chats: Chats
) -> None:
    """The model is told to ask for the reservation number, and of no stay anything."""
    chat = await chats.open(hotel)
    await second_room(chat)
    ai = FakeAi(lambda _: says("Which reservation number do you have?"))
    await chat.write("When do I have to leave?")
    await drain_turns(works, hotel.id, ai=ai, limit=10)

    assert "ask for its reservation number" in prompt(ai)
    assert "departure 20" not in prompt(ai)


async def test_a_secret_entry_is_for_guests_in_the_house(
    works: WorkFactory, hotel: HotelFixture, chats: Chats
) -> None:
    """It stands in the part of the prompt that is this guest's own, with a key to name."""
    chat = await chats.open(hotel)
    await keep_secret(works, hotel)
    ai = FakeAi(lambda _: says(f"The spa opens with {SPA}.", sources=("k1",)))
    await chat.write("How do I get into the spa?")
    await drain_turns(works, hotel.id, ai=ai, limit=10)

    assert SPA not in ai.requests[0].messages[0].content
    assert SPA in ai.requests[0].messages[1].content
    assert SPA in (await chat.sent())[-1].text


async def test_a_template_with_a_code_waits_for_certainty(
    works: WorkFactory, hotel: HotelFixture, chats: Chats
) -> None:
    """Sent to the one guest in the house; for two rooms it is skipped, and the ledger says why."""
    await arm(works, hotel, TriggerEvent.KEYWORD, "Code {{door_code}}", keywords=("door",))
    sure, unsure = await chats.open(hotel), await chats.open(hotel)
    for chat in (sure, unsure):
        await give_code(chat)
    await second_room(unsure)
    for chat in (sure, unsure):
        await chat.write("door")
    await drain_turns(works, hotel.id, ai=FakeAi(lambda _: says("One moment.")), limit=10)
    reasons = {
        row.conversation_id: row.reason
        for row in await rows_of(works, hotel, Decision)
        if row.trigger_id
    }

    assert f"Code {CODE}" in [message.text for message in await sure.sent()]
    assert all(CODE not in message.text for message in await unsure.sent())
    assert reasons[unsure.conversation_id] == "not_verified"
