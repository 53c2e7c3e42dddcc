"""How often something may be done. Counted in Redis for every process; in memory without it."""

import asyncio

import structlog
from limits import RateLimitItem, parse
from limits.aio.storage import MemoryStorage, RedisStorage
from limits.aio.strategies import SlidingWindowCounterRateLimiter
from redis.exceptions import RedisError

from backend.realtime.redis_client import QUESTION_S, create_pool

log = structlog.get_logger()


class RateLimiter:
    """Without Redis each process counts for itself: looser, never open."""

    def __init__(self, redis_url: str) -> None:
        self._shared = SlidingWindowCounterRateLimiter(
            RedisStorage(
                f"async+{redis_url}",
                implementation="redispy",
                connection_pool=create_pool(redis_url),  # type: ignore[arg-type]
            )
        )
        self._own = SlidingWindowCounterRateLimiter(MemoryStorage())

    async def hit(self, name: str, key: str, *, limit: str) -> bool:
        """Counts one; False when it was one too many. `limit` reads "5/minute"."""
        item = parse(limit)
        try:
            async with asyncio.timeout(QUESTION_S):
                return await self._shared.hit(item, name, key)
        except (RedisError, OSError) as error:
            _note(error)
            return await self._own.hit(item, name, key)

    async def allows(self, name: str, key: str, *, limit: str) -> bool:
        """Whether a hit would be allowed now; counts nothing."""
        item: RateLimitItem = parse(limit)
        try:
            async with asyncio.timeout(QUESTION_S):
                return await self._shared.test(item, name, key)
        except (RedisError, OSError) as error:
            _note(error)
            return await self._own.test(item, name, key)


def _note(error: Exception) -> None:
    log.warning("rate_limit.counting_alone", error=type(error).__name__)
