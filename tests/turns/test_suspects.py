"""Turns under way when their worker died again and again: only one of them is at fault."""

from datetime import timedelta

from backend.features.turns.repository import SUSPECT_AFTER
from backend.features.turns.service import claim_turns
from backend.work import WorkFactory
from tests.fixtures.chats import Chats
from tests.fixtures.work import HotelFixture


async def test_what_was_lost_twice_is_tried_alone(
    works: WorkFactory, hotel: HotelFixture, chats: Chats
) -> None:
    """Beside it only turns without a past; the next suspect waits until this one has ended."""
    suspects = [await chats.open(hotel) for _ in range(2)]
    fresh = [await chats.open(hotel) for _ in range(3)]
    for chat in (*suspects, *fresh):
        await chat.write("Hello?")
    for chat in suspects:
        await chat.change(attempts=SUSPECT_AFTER)

    async with works.hotel(hotel.id) as work:
        first, _ = await claim_turns(work, limit=10)
    async with works.hotel(hotel.id) as work:
        second, _ = await claim_turns(work, limit=10)
    tried = next(one for one in first if one.attempts > SUSPECT_AFTER)
    ended = next(one for one in suspects if one.conversation_id == tried.conversation_id)
    await ended.change(lease_until=None, attempts=0, due_at=None)
    async with works.hotel(hotel.id) as work:
        third, _ = await claim_turns(work, limit=10)

    assert {one.conversation_id for one in first} >= {chat.conversation_id for chat in fresh}
    assert len(first) == len(fresh) + 1
    assert second == []
    assert [one.attempts for one in third] == [SUSPECT_AFTER + 1]


async def test_a_suspect_is_held_longer(
    works: WorkFactory, hotel: HotelFixture, chats: Chats
) -> None:
    """By a random part, so that two of different hotels do not die together again and again."""
    chat = await chats.open(hotel)
    await chat.write("Hello?")
    await chat.change(attempts=SUSPECT_AFTER)
    lease = timedelta(seconds=30)

    async with works.hotel(hotel.id) as work:
        await claim_turns(work, limit=10, lease=lease)
        now = work.now

    until = (await chat.row()).lease_until
    assert until is not None
    assert now + lease <= until <= now + 2 * lease
