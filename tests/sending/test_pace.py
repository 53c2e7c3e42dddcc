"""How fast a number sends, who goes first, and what a crowd on the database may not change."""

import asyncio
from collections.abc import MutableMapping
from typing import Any

from sqlalchemy.ext.asyncio import AsyncEngine
from sqlalchemy.pool import PoolProxiedConnection, QueuePool
from sqlmodel import update
from structlog.testing import capture_logs

from backend.domain.ids import ChannelId
from backend.domain.words import Author, MessageStatus
from backend.features.sending.drain import drain_sends
from backend.models import Channel
from backend.ports.messaging import ChannelAccess, SendResult
from tests.fakes.provider import FakeProvider
from tests.fixtures.desk import Desk
from tests.sending.conftest import Drain
from tests.waiting import until


async def test_the_pace_of_a_number_is_kept(
    desk: Desk, provider: FakeProvider, drain: Drain
) -> None:
    """Four messages at 100 ms take at least 300 ms, also in one drain."""
    async with desk.works.hotel(desk.hotel.id) as work:
        await work.session.exec(update(Channel).values(send_interval_ms=100))
    for _ in range(4):
        await desk.queue(await desk.chat())
    started = asyncio.get_running_loop().time()
    await drain()
    took = asyncio.get_running_loop().time() - started

    assert len(provider.ledger) == 4
    assert took >= 0.3


async def test_staff_go_first(desk: Desk, provider: FakeProvider, drain: Drain) -> None:
    """On one number a colleague's words leave before automatic ones."""
    async with desk.works.hotel(desk.hotel.id) as work:
        await work.session.exec(update(Channel).values(send_interval_ms=10))
    await desk.queue(await desk.chat(), "from the AI")
    await desk.queue(await desk.chat(), "from Mara", author=Author.STAFF)
    await drain()

    assert [text for _, text in provider.ledger] == ["from Mara", "from the AI"]


async def test_an_outcome_is_kept_while_no_connection_is_free(
    desk: Desk, engine: AsyncEngine
) -> None:
    """A pool that is used up is no reason to doubt what the provider answered."""
    pool = engine.sync_engine.pool
    assert isinstance(pool, QueuePool)
    pool._timeout = 0.05
    every_one = pool.size()
    message = await desk.queue(await desk.chat())
    taken: list[PoolProxiedConnection] = []

    class Crowded(FakeProvider):
        async def send_text(
            self, access: ChannelAccess, *, chat_id: str, text: str, quoted_id: str | None = None
        ) -> SendResult:
            taken.extend([await engine.raw_connection() for _ in range(every_one)])
            return await super().send_text(access, chat_id=chat_id, text=text, quoted_id=quoted_id)

    with capture_logs() as logs:
        draining = asyncio.create_task(
            drain_sends(
                desk.works, desk.hotel.id, ChannelId(desk.hotel.channel.id), gateway=Crowded()
            )
        )
        await until(lambda: draining.done() or any(_was_put_off(line) for line in logs))
        for connection in taken:
            connection.close()
        await draining

    assert await desk.status(message.id) is MessageStatus.ACCEPTED


def _was_put_off(line: MutableMapping[str, Any]) -> bool:
    return bool(line["event"] == "sends.settle_again")
