"""Turns under way when their worker died again and again: only one of them is at fault."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from datetime import timedelta

import psycopg

from backend.features.turns.drain import drain_turns
from backend.features.turns.repository import SUSPECT_AFTER
from backend.features.turns.service import claim_turns
from backend.work import WorkFactory
from tests.fakes.ai import FakeAi
from tests.fixtures.chats import Chats
from tests.fixtures.work import HotelFixture
from tests.waiting import until


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


async def test_an_answer_that_was_not_written_when_the_worker_ends_is_given_back(
    works: WorkFactory,
    hotel: HotelFixture,
    chats: Chats,
    owner: psycopg.AsyncConnection,
    somebody_waits: Callable[[], Awaitable[bool]],
) -> None:
    """Its guest need not wait for the end of a lease, nor does it count as an attempt."""
    held, other = [await chats.open(hotel) for _ in range(2)]
    for chat in (held, other):
        await chat.write("Hello?")
    ai = FakeAi(may_answer=asyncio.Event())
    draining = asyncio.create_task(drain_turns(works, hotel.id, ai=ai, limit=5))
    await until(lambda: len(ai.requests) == 2)

    async with owner.transaction():
        await owner.execute(
            "select 1 from conversation where id = %s for update", [held.conversation_id]
        )
        assert ai.may_answer is not None
        ai.may_answer.set()
        await until(somebody_waits)
        draining.cancel()
        with suppress(asyncio.CancelledError):
            await draining
    row = await other.row()

    assert (row.lease_until, row.attempts) == (None, 0)
