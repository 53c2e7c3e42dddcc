"""Resolved conversations suggest entries; a person words, takes or puts aside each of them."""

import asyncio
from uuid import UUID

import pytest

from backend.domain.knowledge_words import CandidateState
from backend.domain.words import AiMode, Author
from backend.errors import Conflict, NotFound
from backend.features.candidates import service
from backend.features.candidates.schemas import CandidateView, WordedView
from backend.features.handling.service import resolve
from backend.features.turns.drain import drain_turns
from backend.models import AiCall, Hotel
from backend.ports.ai import AiFailure
from backend.work import Actor, ActorKind, WorkFactory
from tests.fakes.ai import FakeAi, Responder, says
from tests.fixtures.chats import Chat, Chats
from tests.fixtures.work import HotelFixture
from tests.turns.stage import BREAKFAST, rows_of, teach

IRON, IN_ROOM = "Do you have an iron?", "Yes, an iron is in the wardrobe of every room."
WORDED = {"title": "Iron", "text": "An iron is in the wardrobe of every room."}


async def talked(
    chats: Chats, hotel: HotelFixture, question: str, answer: str, *, name: str = "Anna Schmidt"
) -> Chat:
    """A guest asked, a colleague answered, and the conversation was resolved."""
    chat = await chats.open(hotel, name=name)
    await chat.write(question)
    await chat.answer_as(Author.STAFF, answer)
    await close(chat)
    return chat


async def close(chat: Chat) -> None:
    async with chat.works.hotel(chat.hotel.id) as work:
        await resolve(work, chat.conversation_id)


async def learned(works: WorkFactory, hotel: HotelFixture) -> list[CandidateView]:
    async with works.hotel(hotel.id) as work:
        await service.learn(work)
    return await listed(works, hotel)


async def listed(
    works: WorkFactory, hotel: HotelFixture, state: CandidateState = CandidateState.OPEN
) -> list[CandidateView]:
    async with works.hotel(hotel.id) as work:
        return list((await service.list_candidates(work, state=state)).items)


async def worded(
    works: WorkFactory, hotel: HotelFixture, candidate_id: UUID, ai: FakeAi | Responder
) -> WordedView:
    gateway = ai if isinstance(ai, FakeAi) else FakeAi(ai)
    actor = Actor(ActorKind.STAFF, hotel.staff.id, "Mara Manager")
    return await service.word(works, hotel.id, gateway, candidate_id, actor=actor)


async def test_what_a_colleague_answered_is_found_when_it_is_resolved(
    works: WorkFactory, hotel: HotelFixture, chats: Chats
) -> None:
    """Without the guest's name, and once: an open conversation teaches nothing yet."""
    chat = await talked(chats, hotel, IRON, f"Anna Schmidt, {IN_ROOM[0].lower()}{IN_ROOM[1:]}")
    still_open = await chats.open(hotel)
    await still_open.write("Is there a safe?")
    await still_open.answer_as(Author.STAFF, "Yes, a safe is in the wardrobe of every room.")

    first, again = await learned(works, hotel), await learned(works, hotel)
    (one,) = first
    assert (one.question, one.conversation_id) == (IRON, chat.conversation_id)
    assert "Schmidt" not in one.answer
    assert "in the wardrobe of every room" in one.answer
    assert one.language == "en"
    assert first == again


async def test_duplicates_and_what_an_entry_holds_are_left_out(
    works: WorkFactory, hotel: HotelFixture, chats: Chats
) -> None:
    """Also of what a person has put aside before."""
    await teach(works, hotel, ("Breakfast", BREAKFAST))
    await talked(chats, hotel, "When is breakfast?", "Breakfast is from 7:00 to 10:30 in the hall.")
    await talked(chats, hotel, IRON, IN_ROOM)
    (one,) = await learned(works, hotel)
    async with works.hotel(hotel.id) as work:
        await service.settle(work, one.id, state=CandidateState.DISMISSED)
    await talked(chats, hotel, "do you have an iron?", "An iron is at the desk of the lobby.")
    assert await learned(works, hotel) == []


async def test_a_conflict_with_an_entry_is_named(
    works: WorkFactory, hotel: HotelFixture, chats: Chats
) -> None:
    """So that a person mends the entry or corrects the colleague."""
    await teach(works, hotel, ("Breakfast", BREAKFAST))
    await talked(chats, hotel, "Until when is breakfast?", "Breakfast is served until 11:00 today.")
    (one,) = await learned(works, hotel)
    assert one.contradicts == "Breakfast"


async def test_what_was_handed_over_is_in_the_other_list(
    works: WorkFactory, hotel: HotelFixture, chats: Chats
) -> None:
    """One question stands in one place."""
    chat = await chats.open(hotel)
    await chat.write(IRON)
    told = says("I asked a colleague.", action="hand_over", reason="not_in_knowledge")
    await drain_turns(works, hotel.id, ai=FakeAi(lambda _: told), limit=5)
    await chat.answer_as(Author.STAFF, IN_ROOM)
    await close(chat)
    assert await learned(works, hotel) == []


async def test_many_conversations_are_looked_through_in_bounded_steps(
    works: WorkFactory, hotel: HotelFixture, chats: Chats, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each once, whatever the size of a step."""
    monkeypatch.setattr(service, "AT_ONCE", 2)
    for number, thing in enumerate(("an iron", "a safe", "a kettle", "slippers", "umbrellas")):
        await talked(
            chats, hotel, f"Are there {thing} for guests?", f"Yes, {thing}: ask the desk for them.",
            name=f"Guest {number}",
        )  # fmt: skip
    steps = []
    for _ in range(4):
        async with works.hotel(hotel.id) as work:
            steps.append(await service.learn(work))
    assert steps == [True, True, False, False]
    assert len(await listed(works, hotel)) == 5


async def test_a_person_decides_once(works: WorkFactory, hotel: HotelFixture, chats: Chats) -> None:
    """The same again is once, the opposite is refused, and a name stands beside it."""
    await talked(chats, hotel, IRON, IN_ROOM)
    (one,) = await learned(works, hotel)
    actor = Actor(ActorKind.STAFF, hotel.staff.id, "Mara Manager")
    for _ in range(2):
        async with works.hotel(hotel.id, actor=actor) as work:
            await service.settle(work, one.id, state=CandidateState.DISMISSED)
    with pytest.raises(Conflict):
        async with works.hotel(hotel.id, actor=actor) as work:
            await service.settle(work, one.id, state=CandidateState.TAKEN)
    with pytest.raises(NotFound):
        async with works.hotel(hotel.id, actor=actor) as work:
            await service.settle(work, UUID(int=1), state=CandidateState.TAKEN)
    (put_aside,) = await listed(works, hotel, CandidateState.DISMISSED)
    assert put_aside.settled_by == "Mara Manager"


async def test_the_model_words_it_and_may_change_no_fact(
    works: WorkFactory, hotel: HotelFixture, chats: Chats
) -> None:
    """Nothing is saved by it; the call is recorded; a failure has a name."""
    await talked(chats, hotel, IRON, IN_ROOM)
    (one,) = await learned(works, hotel)
    good = await worded(works, hotel, one.id, lambda _: WORDED)
    changed = {"title": "Iron", "text": "An iron is in the wardrobe of every room, for 5 EUR."}
    bad = await worded(works, hotel, one.id, lambda _: changed)
    away = await worded(works, hotel, one.id, lambda _: AiFailure.TIMEOUT)
    odd = await worded(works, hotel, one.id, lambda _: {"entry": 7})

    calls = await rows_of(works, hotel, AiCall)
    assert (good.outcome, good.title, good.text) == ("ok", WORDED["title"], WORDED["text"])
    assert (bad.outcome, bad.text) == ("facts_changed", "")
    assert "5 eur" in bad.detail.lower()
    assert (away.outcome, odd.outcome) == ("timeout", "unreadable")
    assert {call.task for call in calls} == {"entry"}
    assert [call.outcome for call in calls] == ["ok", "ok", "timeout", "unreadable"]


async def test_wording_is_asked_for_once_and_not_where_the_ai_is_off(
    works: WorkFactory, hotel: HotelFixture, chats: Chats
) -> None:
    """A second press is refused while the first is under way."""
    await talked(chats, hotel, IRON, IN_ROOM)
    (one,) = await learned(works, hotel)
    ai = FakeAi(lambda _: WORDED, may_answer=asyncio.Event())
    first = asyncio.create_task(worded(works, hotel, one.id, ai))
    await ai.asked.wait()
    with pytest.raises(Conflict):
        await worded(works, hotel, one.id, ai)
    assert ai.may_answer is not None
    ai.may_answer.set()
    assert (await first).outcome == "ok"
    async with works.hotel(hotel.id) as work:
        (await work.session.get_one(Hotel, hotel.id)).ai_mode = AiMode.OFF
    with pytest.raises(Conflict):
        await worded(works, hotel, one.id, ai)
    assert len(ai.requests) == 1
