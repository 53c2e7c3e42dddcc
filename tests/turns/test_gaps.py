"""What guests asked and no fact sheet held is collected for whoever writes the fact sheets."""

from typing import Any

import pytest

from backend.domain.knowledge_words import GapEnd
from backend.domain.words import Author
from backend.errors import NotFound
from backend.features.knowledge.service import list_gaps, settle_gap
from backend.features.turns.drain import drain_turns
from backend.kit.pagination import BadCursor
from backend.ports.ai import AiRequest
from backend.work import WorkFactory
from tests.fakes.ai import FakeAi, says
from tests.fixtures.chats import Chats
from tests.fixtures.work import HotelFixture
from tests.turns.stage import BREAKFAST, teach


async def test_unanswered_questions_are_listed_newest_first(
    works: WorkFactory, hotel: HotelFixture, chats: Chats
) -> None:
    """What was not known, and what did not hold; an answered question and a request are none."""
    await teach(works, hotel, ("Breakfast", BREAKFAST))
    for text in ("Is there a helicopter?", "Golf course?", "Towels please", "When is breakfast?"):
        chat = await chats.open(hotel, name="Anna Schmidt")
        await chat.write(text)
        await drain_turns(works, hotel.id, ai=FakeAi(_answer), limit=5)

    async with works.hotel(hotel.id) as work:
        first = await list_gaps(work, limit=1)
        second = await list_gaps(work, limit=1, cursor=first.next_cursor)

    shown = [(one.question, one.reason, one.guest_name) for one in (*first.items, *second.items)]
    assert [
        ("Golf course?", "weak_evidence", "Anna Schmidt"),
        ("Is there a helicopter?", "not_in_knowledge", "Anna Schmidt"),
    ] == shown
    assert second.next_cursor is None


async def test_a_cursor_of_another_list_is_refused(works: WorkFactory, hotel: HotelFixture) -> None:
    """By name, not with an error of ours."""
    async with works.hotel(hotel.id) as work:
        with pytest.raises(BadCursor):
            await list_gaps(work, cursor="eA")


def _answer(request: AiRequest) -> dict[str, Any]:
    asked = request.messages[-1].content
    if "helicopter" in asked:
        return says("I have told the team.", action="hand_over", reason="not_in_knowledge")
    if "Golf" in asked:
        return says("The golf course opens at 8:15.", sources=("k1",))
    if "Towels" in asked:
        return says("I have told the team.", action="hand_over", reason="request_for_staff")
    return says("Breakfast is from 7:00 to 10:30.", sources=("k1",))


async def test_a_colleagues_answer_is_suggested_without_personal_data(
    works: WorkFactory, hotel: HotelFixture, chats: Chats
) -> None:
    """As an entry with the question as its title; what an entry says otherwise is named."""
    await teach(works, hotel, ("Breakfast", BREAKFAST))
    chat = await chats.open(hotel, name="Anna Schmidt")
    await chat.write("Is there a helicopter?")
    await drain_turns(works, hotel.id, ai=FakeAi(_answer), limit=5)
    said = "Anna Schmidt, no. Call me on +49 151 23456789. Breakfast is until 11:00."
    await chat.answer_as(Author.STAFF, said)

    async with works.hotel(hotel.id) as work:
        (gap,) = (await list_gaps(work)).items

    assert gap.suggested is not None
    assert gap.suggested.title == "Is there a helicopter?"
    assert "Breakfast is until 11:00." in gap.suggested.text
    assert "Schmidt" not in gap.suggested.text
    assert "23456789" not in gap.suggested.text
    assert (gap.suggested.language, gap.suggested.contradicts) == ("en", "Breakfast")


async def test_a_settled_question_is_listed_no_more(
    works: WorkFactory, hotel: HotelFixture, chats: Chats
) -> None:
    """Once; the same question of another guest stands in the list a single time."""
    for name in ("Anna Schmidt", "Boris Braun"):
        chat = await chats.open(hotel, name=name)
        await chat.write("Is there a helicopter?")
        await drain_turns(works, hotel.id, ai=FakeAi(_answer), limit=5)
    async with works.hotel(hotel.id) as work:
        (newest,) = (await list_gaps(work)).items
        await settle_gap(work, int(newest.id), GapEnd.DISMISSED)
        (other,) = (await list_gaps(work)).items
        await settle_gap(work, int(other.id), GapEnd.TAKEN)
        with pytest.raises(NotFound):
            await settle_gap(work, int(other.id), GapEnd.DISMISSED)
        left = (await list_gaps(work)).items

    assert (newest.guest_name, other.guest_name) == ("Boris Braun", "Anna Schmidt")
    assert left == []
