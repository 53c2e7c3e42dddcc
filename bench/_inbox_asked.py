"""What screens ask of the inbox, through the real services: as the application's role, behind
row-level security, one after another."""

import asyncio
import gc
import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from random import Random
from uuid import UUID

import psycopg

from backend.db.engine import create_engine
from backend.domain.ids import HotelId
from backend.features.conversations import service
from backend.features.saved_views.schemas import InboxTab, ViewFilter
from backend.features.search.service import search
from backend.kit.crypto import Vault
from backend.work import Actor, ActorKind, Work, WorkFactory
from bench._inbox_words import Talk
from tests.fixtures.database import Database
from tests.fixtures.work import Recorder

WARM_UP = 60
COMMON = (
    "breakfast",
    "towels",
    "frühstück",
    "gracias",
    "зав",
    "parking",
    "thank you",
    "room",
    "be",
)
_MADE = Talk(0).rare
RARE = (*_MADE[:20], *_MADE[500:540], *_MADE[5_000:5_040], "taxi " + _MADE[3], "nowhere", "завтрак")
TABS: Sequence[InboxTab] = ("open", "open", "open", "mine", "waiting", "unassigned", "all")


@dataclass(frozen=True, slots=True)
class Place:
    """One hotel, and what is in it."""

    hotel_id: HotelId
    staff_id: UUID
    size: int
    """Conversations; the more, the more often it asks."""
    conversations: Sequence[UUID]
    names: Sequence[str]
    phones: Sequence[str]
    rooms: Sequence[str]


Ask = Callable[[Work, Place, Random], Awaitable[object]]
"""One question, as a screen puts it."""


async def ask_list(work: Work, place: Place, random: Random) -> object:
    """The first page of a view, or the second."""
    chosen = ViewFilter(status=random.choice(TABS))
    page = await service.list_conversations(work, chosen=chosen, limit=40)
    if page.next_cursor and random.random() < 0.3:
        return await service.list_conversations(
            work, chosen=chosen, cursor=page.next_cursor, limit=40
        )
    return page


async def ask_thread(work: Work, place: Place, random: Random) -> object:
    return await service.list_messages(work, random.choice(place.conversations), limit=50)


async def ask_counts(work: Work, place: Place, random: Random) -> object:
    return await service.counts(work)


async def ask_search(work: Work, place: Place, random: Random) -> object:
    """A name, mistyped at times; a phone as people write it; a room; words common and rare."""
    return await search(work, _typed(place, random), limit=20)


def _typed(place: Place, random: Random) -> str:
    kind = random.random()
    if kind < 0.25:
        name = random.choice(place.names)
        at = random.randrange(1, len(name))
        return name if random.random() < 0.6 else name[:at] + name[at + 1 :]
    if kind < 0.35:
        digits = random.choice(place.phones)[-8:]
        return f"0{digits[:3]} {digits[3:]}"
    if kind < 0.45:
        return random.choice(place.rooms)
    if kind < 0.7:
        return random.choice(COMMON)
    return random.choice(RARE)


async def measure(urls: Database, ask: Ask, *, times: int) -> list[float]:
    """Seconds of each, in order of size; where ten times as much is, ten times as often."""
    places = _places(urls.owner_url)
    engine = create_engine(urls.app_url, pool_size=1, statement_timeout_ms=20_000)
    recorder = Recorder()
    works = WorkFactory(engine, publisher=recorder, waker=recorder, vault=Vault("bench"))
    random = Random(11)
    weights = [place.size for place in places]
    took = []
    gc.disable()
    try:
        for number in range(WARM_UP + times):
            place = random.choices(places, weights)[0]
            actor = Actor(ActorKind.STAFF, place.staff_id)
            began = time.perf_counter()
            async with works.hotel(place.hotel_id, actor=actor) as work:
                await ask(work, place, random)
            if number >= WARM_UP:
                took.append(time.perf_counter() - began)
    finally:
        gc.enable()
        await engine.dispose()
    return sorted(took)


def run_asked(urls: Database, asks: Mapping[str, Ask], *, times: int) -> dict[str, list[float]]:
    return {name: asyncio.run(measure(urls, ask, times=times)) for name, ask in asks.items()}


def _places(owner_url: str) -> list[Place]:
    with psycopg.connect(owner_url) as owner:
        rows = owner.execute(
            "select h.id, (select id from staff s where s.hotel_id = h.id limit 1),"
            " (select count(*) from conversation c where c.hotel_id = h.id),"
            " array(select id from conversation c where c.hotel_id = h.id"
            "   order by last_message_at desc limit 3000),"
            " array(select name from guest g where g.hotel_id = h.id limit 500),"
            " array(select phone from guest g where g.hotel_id = h.id limit 500),"
            " array(select distinct room from stay s where s.hotel_id = h.id) from hotel h"
        ).fetchall()
    return [Place(HotelId(row[0]), *row[1:]) for row in rows if row[2]]
