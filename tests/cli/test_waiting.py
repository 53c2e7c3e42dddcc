"""What waits for a person, from the command line."""

import argparse
from collections.abc import AsyncIterator

import pytest
from pydantic import SecretStr
from sqlmodel import select

from backend.bootstrap import Container, create_container
from backend.cli.waiting import replay_inbox
from backend.domain.words import InboxState
from backend.features.failures.service import Source, give_up
from backend.models import DeadLetter, Inbox
from backend.settings import Settings
from tests.fixtures.database import Database
from tests.fixtures.work import SECRET, HotelFixture


@pytest.fixture
async def container(database: Database, flushed_redis_url: str) -> AsyncIterator[Container]:
    settings = Settings(
        database_url=database.app_url,
        redis_url=flushed_redis_url,
        secret_key=SecretStr(SECRET),
        worker_pool_size=2,
    )
    made = create_container(settings, "worker")
    yield made
    await made.close()


async def test_webhooks_that_are_read_again_leave_no_letter_behind(
    container: Container, hotel: HotelFixture
) -> None:
    """Nobody is asked any longer to look at what was put back into its queue."""
    async with container.work.hotel(hotel.id) as work:
        row = Inbox(
            hotel_id=hotel.id,
            channel_id=hotel.channel.id,
            dedupe_key="k1",
            kind="unknown",
            raw_sealed=b"sealed",
            state=InboxState.UNPARSED,
        )
        work.session.add(row)
        await work.flush()
        await give_up(work, Source.INBOX, row.id, reason="seal_broken", attempts=1)
    await replay_inbox(container, argparse.Namespace(hotel=str(hotel.id)))
    async with container.work.hotel(hotel.id) as work:
        state = (await work.session.exec(select(Inbox.state))).one()
        (letter,) = (await work.session.exec(select(DeadLetter))).all()

    assert state is InboxState.NEW
    assert letter.replayed_at is not None
