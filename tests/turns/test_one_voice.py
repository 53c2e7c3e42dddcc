"""However guest, colleague, phone and model interleave: the AI never speaks over a person."""

import asyncio
import random
from collections.abc import Sequence
from datetime import timedelta

import pytest

from backend.domain.words import Author, Speaker
from backend.features.turns.drain import drain_turns
from backend.models import Message
from backend.work import WorkFactory
from tests.fakes.ai import FakeAi
from tests.fixtures.chats import Chat, Chats
from tests.fixtures.work import HotelFixture

STORIES = 40
STEPS = 6
TAKERS = {Author.STAFF: Speaker.STAFF, Author.PHONE: Speaker.PHONE}


async def take(chat: Chat, author: Author) -> None:
    """A person writes and holds the conversation, in one transaction as the product does it."""
    async with chat.works.hotel(chat.hotel.id) as work:
        row = await chat._lock(work)
        await chat._insert(work, row, f"{author} here", author=author)
        row.speaker, row.speaker_until = TAKERS[author], work.now + timedelta(hours=1)


async def live_through(works: WorkFactory, chat: Chat, dice: random.Random) -> None:
    """Random steps while drains are under way, the model answering at random moments."""
    ai = FakeAi(may_answer=asyncio.Event())
    assert ai.may_answer is not None
    drains: list[asyncio.Task[int]] = []
    for _ in range(STEPS):
        step = dice.choice(["guest", "guest", "drain", "drain", "answer", "staff", "phone"])
        if step == "guest":
            await chat.write("And one more question?")
        elif step == "drain":
            drains.append(asyncio.create_task(drain_turns(works, chat.hotel.id, ai=ai, limit=3)))
            # Into the call of the model, or while the turn is still being claimed and read.
            patience = 0.1 if dice.random() < 0.7 else 0.0
            await asyncio.wait([asyncio.create_task(ai.asked.wait())], timeout=patience)
        elif step == "answer":
            ai.may_answer.set()
            if dice.random() < 0.7:
                await asyncio.gather(*drains)
            ai.may_answer.clear()
            ai.asked.clear()
        else:
            await take(chat, Author(step))
    ai.may_answer.set()
    await asyncio.gather(*drains)


def spoken_over(sent: Sequence[Message]) -> list[Author]:
    """AI messages after the first one of a person, whose lease lasts to the end of the story."""
    authors = [one.author for one in sent]
    first = next((place for place, author in enumerate(authors) if author in TAKERS), None)
    return [] if first is None else [one for one in authors[first:] if one is Author.AI]


@pytest.mark.parametrize("seed", [1, 2, 3])
async def test_the_ai_is_silent_after_a_person_spoke(
    works: WorkFactory, hotel: HotelFixture, chats: Chats, seed: int
) -> None:
    """No story ends with a machine's message after a person's within the lease."""
    dice = random.Random(seed)
    stories = [await chats.open(hotel) for _ in range(STORIES // 3)]

    for chat in stories:
        await live_through(works, chat, dice)

    sent = [await chat.sent() for chat in stories]
    assert any(one.author is Author.AI for story in sent for one in story), "nothing was tried"
    assert any(one.author in TAKERS for story in sent for one in story), "nobody took over"
    assert [] == [over for story in sent for over in spoken_over(story)]


async def test_each_turn_is_answered_at_most_once(
    works: WorkFactory, hotel: HotelFixture, chats: Chats
) -> None:
    """Many drains over one conversation never leave two answers to one turn."""
    chat = await chats.open(hotel)
    ai = FakeAi()
    for _ in range(5):
        await chat.write("Question?")
        await asyncio.gather(*(drain_turns(works, hotel.id, ai=ai, limit=2) for _ in range(4)))

    turns = [one.turn for one in await chat.sent()]
    assert 5 == len(turns) == len(set(turns))
