"""What waits for a person: webhooks that could not be read, work that was given up."""

import argparse
from collections.abc import AsyncIterator
from uuid import UUID

from backend.bootstrap import Container
from backend.domain.ids import HotelId
from backend.errors import Invalid
from backend.features.dead_letters import service
from backend.features.dead_letters.schemas import MOST_AT_ONCE, ReplayRequest
from backend.features.failures.service import Source
from backend.features.hotels.service import list_hotels


async def replay_inbox(container: Container, arguments: argparse.Namespace) -> int:
    async for hotel_id, name in _hotels(container, arguments.hotel):
        revived = await _replay_webhooks(container, hotel_id)
        if revived:
            print(f"{name}: {revived} webhooks are read again")
    return 0


async def _replay_webhooks(container: Container, hotel_id: HotelId) -> int:
    """By their letters, which are answered with it; a few hundred in each transaction."""
    wanted = ReplayRequest(source=Source.INBOX, most=MOST_AT_ONCE)
    revived = 0
    while True:
        async with container.work.hotel(hotel_id) as work:
            done = await service.replay_many(work, wanted)
        revived += done.replayed
        if not done.remaining or not done.replayed + done.closed:
            return revived


async def list_dead_letters(container: Container, arguments: argparse.Namespace) -> int:
    async for hotel_id, name in _hotels(container, arguments.hotel):
        cursor = None
        while True:
            async with container.work.hotel(hotel_id) as work:
                page = await service.list_dead_letters(work, cursor=cursor)
            for letter in page.items:
                at = letter.last_at.isoformat(timespec="seconds")
                print(f"{at}  {name}  {letter.source} {letter.source_id}  {letter.reason}")
            cursor = page.next_cursor
            if cursor is None:
                break
    return 0


async def _hotels(container: Container, only: str | None) -> AsyncIterator[tuple[HotelId, str]]:
    try:
        wanted = UUID(only) if only else None
    except ValueError:
        raise Invalid("--hotel takes the id of a hotel.") from None
    cursor = None
    while True:
        async with container.work.platform() as work:
            page = await list_hotels(work, cursor=cursor)
        for hotel in page.items:
            if wanted in (None, hotel.id):
                yield HotelId(hotel.id), hotel.name
        cursor = page.next_cursor
        if cursor is None:
            return
