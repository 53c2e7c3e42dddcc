"""What guests asked and no fact sheet held is collected for whoever writes the fact sheets."""

from typing import Any

import pytest

from backend.features.knowledge.service import list_gaps
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
