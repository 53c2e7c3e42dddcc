"""The timetable keeps its time under full load: no tick waits behind the work of guests."""

import asyncio
from collections.abc import AsyncIterator, Iterator

import pytest
import redis
from pydantic import SecretStr
from rq import Queue
from rq.serializers import JSONSerializer

from backend.bootstrap import Container, create_container
from backend.ports.wake import WorkKind
from backend.realtime.channels import QUEUE, TICK_QUEUE
from backend.settings import Settings
from jobs.engine import Parts
from jobs.queues import SafeJob, queues_of_worker, work_queue
from jobs.registry import wake
from jobs.scheduler import enqueue_ticks
from jobs.timetable import TIMETABLE
from tests.fixtures.database import Database
from tests.fixtures.work import SECRET
from tests.jobs.test_pump import ONE_AT_A_TIME, World, place, pumping

PATIENCE_S = 20.0


@pytest.fixture
def connection(flushed_redis_url: str) -> Iterator[redis.Redis]:
    with redis.Redis.from_url(flushed_redis_url) as made:
        yield made


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


def test_a_worker_takes_a_tick_before_a_wake(connection: redis.Redis) -> None:
    """Also one that came later: under load there is always a wake waiting."""
    work_queue(connection).enqueue_call("jobs.runner.run", args=("wake", "turns"))
    enqueue_ticks(connection)
    taken = [_take(connection) for _ in range(len(TIMETABLE) + 1)]

    assert [kind for kind, _ in taken] == ["tick"] * len(TIMETABLE) + ["wake"]


def test_a_tick_that_an_older_release_planned_moves(connection: redis.Redis) -> None:
    """What Redis kept over an upgrade does not go on waiting behind wakes."""
    enqueue_ticks(connection)
    connection.hset("rq:job:tick-promises", "origin", QUEUE)
    enqueue_ticks(connection)

    moved = SafeJob.fetch("tick-promises", connection=connection)
    assert moved.origin == TICK_QUEUE
    assert connection.zcard("rq:scheduler:scheduled_jobs") == len(TIMETABLE)


async def test_a_busy_worker_is_there_for_ticks(container: Container) -> None:
    """A wake that does not end, because guests go on writing, lets go of RQ's worker."""
    slow = place(WorkKind.TURNS)
    world = World(due=[slow], gates={slow: asyncio.Event()})
    async with pumping(world, ONE_AT_A_TIME) as pump:
        await asyncio.wait_for(wake(Parts(container, pump), WorkKind.TURNS), PATIENCE_S)
        still_at_work = world.under_way[WorkKind.TURNS]
        world.gates[slow].set()

    assert still_at_work == 1


def _take(connection: redis.Redis) -> tuple[str, ...]:
    found = Queue.dequeue_any(
        queues_of_worker(connection),
        timeout=1,
        connection=connection,
        job_class=SafeJob,
        serializer=JSONSerializer,
    )
    assert found is not None
    return tuple(found[0].args)
