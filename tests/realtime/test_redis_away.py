"""Every use of Redis without one: it is not there, or it hangs. Each ends by itself."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable

import pytest
from redis.exceptions import RedisError

from backend.domain.ids import HotelId
from backend.kit.ids import new_uuid
from backend.ports.live import LiveEvent, LiveKind
from backend.ports.wake import WorkKind
from backend.realtime.kick import kick
from backend.realtime.publish import RedisPublisher
from backend.realtime.redis_client import create_redis
from backend.realtime.wake import RqWaker
from backend.reliability.breaker import Breaker
from backend.reliability.rate_limit import RateLimiter
from jobs.queues import connect
from jobs.scheduler import ANSWER_WITHIN_S, enqueue_ticks
from tests.fixtures.silence import silence

NOBODY = "redis://127.0.0.1:9/0"
PATIENCE_S = 30.0
"""Far above every bound: what is tested is that there is one."""
Use = Callable[[str], Awaitable[object]]


@pytest.fixture(params=["nobody is there", "it hangs"])
async def away(request: pytest.FixtureRequest) -> AsyncIterator[str]:
    if request.param == "it hangs":
        async with silence() as url:
            yield url
    else:
        yield NOBODY


async def publish(url: str) -> None:
    redis = create_redis(url)
    event = LiveEvent(LiveKind.MESSAGE, {"id": "1"})
    await RedisPublisher(redis).publish(HotelId(new_uuid()), [event])
    await redis.aclose()


async def wake(url: str) -> None:
    redis = create_redis(url)
    await RqWaker(redis).wake(list(WorkKind))
    await redis.aclose()


async def kick_out(url: str) -> None:
    redis = create_redis(url)
    await kick(redis, [b"1", b"2", b"3"])
    await redis.aclose()


async def limit(url: str) -> None:
    limiter = RateLimiter(url)
    hits = [await limiter.hit("try", "anna", limit="2/minute") for _ in range(3)]
    assert hits == [True, True, False]


async def guard(url: str) -> None:
    redis = create_redis(url)
    breaker = Breaker(redis)
    assert await breaker.permits("x")
    for _ in range(5):
        await breaker.record("x", ok=False)
    assert not await breaker.permits("x")
    await redis.aclose()


@pytest.mark.parametrize("use", [publish, wake, kick_out, limit, guard])
async def test_whoever_uses_it_goes_on(away: str, use: Use) -> None:
    """Live events, wakes, closing of sockets, rate limits, circuits: none raises, none waits."""
    async with asyncio.timeout(PATIENCE_S):
        await use(away)


async def test_the_scheduler_notices_and_keeps_time_by_itself(away: str) -> None:
    """The timetable is asked of a Redis that hangs: it is told so, and does the ticks itself."""
    connection = connect(away, answer_within_s=ANSWER_WITHIN_S)
    async with asyncio.timeout(PATIENCE_S):
        with pytest.raises((RedisError, OSError)):
            await asyncio.to_thread(enqueue_ticks, connection)
    connection.close()
