"""The timetable keeps its time under full load: a busy worker is there for a tick that waits."""

import asyncio
from collections.abc import AsyncIterator

import pytest
from pydantic import SecretStr

from backend.bootstrap import Container, create_container
from backend.ports.wake import WorkKind
from backend.settings import Settings
from jobs.engine import Parts
from jobs.registry import wake
from tests.fixtures.database import Database
from tests.fixtures.work import SECRET
from tests.jobs.test_pump import ONE_AT_A_TIME, World, place, pumping
from tests.waiting import PATIENCE_S


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


async def test_a_busy_worker_is_there_for_ticks(container: Container) -> None:
    """A wake that does not end, because guests go on writing, lets go of RQ's worker."""
    slow = place(WorkKind.TURNS)
    world = World(due=[slow], gates={slow: asyncio.Event()})
    async with pumping(world, ONE_AT_A_TIME) as pump:
        await asyncio.wait_for(wake(Parts(container, pump), WorkKind.TURNS), PATIENCE_S)
        still_at_work = world.under_way[WorkKind.TURNS]
        world.gates[slow].set()

    assert still_at_work == 1
