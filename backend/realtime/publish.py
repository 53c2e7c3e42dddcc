"""Tells open screens what was committed, over Redis pub/sub.

One group of messages is on its way at a time, and groups keep a distance: a quiet process publishes
at once, a busy one pays for one command per group instead of one per commit.
"""

import asyncio
from collections.abc import Sequence
from dataclasses import InitVar, dataclass, field

import orjson
import structlog
from redis.asyncio import Redis
from redis.commands.core import AsyncScript
from redis.exceptions import RedisError

from backend.domain.ids import HotelId
from backend.observability.metrics import LIVE_PUBLISH_FAILURES
from backend.ports.live import LiveEvent
from backend.realtime.channels import LIVE, live_sequence
from backend.realtime.redis_client import QUESTION_S

DISTANCE_S = 0.05
"""Between the beginnings of two groups."""
GROUP_MOST = 50
# Numbering and publishing are one step: else two messages could overtake each other between the
# two, and a screen would take the later one for a gap.
NUMBER_AND_PUBLISH = """
local seq = 0
for place, key in ipairs(KEYS) do
  seq = redis.call('incr', key)
  redis.call('publish', ARGV[1], '{"seq":' .. seq .. ',' .. ARGV[place + 1])
end
return seq
"""
log = structlog.get_logger()


@dataclass(slots=True)
class _Waiting:
    hotel_id: HotelId
    body: bytes
    published: asyncio.Future[None]


@dataclass(slots=True)
class RedisPublisher:
    """One per process; used from its event loop only."""

    redis: InitVar[Redis]
    _number_and_publish: AsyncScript = field(init=False)
    _gathering: list[_Waiting] = field(default_factory=list)
    _writer: asyncio.Task[None] | None = None
    _began_at: float = 0.0

    def __post_init__(self, redis: Redis) -> None:
        self._number_and_publish = redis.register_script(NUMBER_AND_PUBLISH)

    async def publish(self, hotel_id: HotelId, events: Sequence[LiveEvent]) -> None:
        """Ends within 0.7 s whatever Redis does."""
        body = orjson.dumps(
            {
                "hotel_id": str(hotel_id),
                "events": [{"kind": event.kind, "data": event.data} for event in events],
            }
        )
        waiting = _Waiting(hotel_id, body, asyncio.get_running_loop().create_future())
        self._gathering.append(waiting)
        if self._writer is None:
            self._writer = asyncio.create_task(self._write())
        try:
            async with asyncio.timeout(QUESTION_S):
                await waiting.published
        except (RedisError, OSError) as error:
            LIVE_PUBLISH_FAILURES.inc()
            log.warning("live.publish_failed", hotel_id=str(hotel_id), error=type(error).__name__)

    async def _write(self) -> None:
        loop = asyncio.get_running_loop()
        try:
            while self._gathering:
                await asyncio.sleep(max(self._began_at + DISTANCE_S - loop.time(), 0.0))
                self._began_at = loop.time()
                group, self._gathering = (
                    self._gathering[:GROUP_MOST],
                    self._gathering[GROUP_MOST:],
                )
                # What was given up meanwhile would come too late to be of use.
                await self._write_group([one for one in group if not one.published.done()])
        finally:
            self._writer = None

    async def _write_group(self, group: Sequence[_Waiting]) -> None:
        if not group:
            return
        try:
            async with asyncio.timeout(QUESTION_S):
                await self._number_and_publish(
                    keys=[live_sequence(waiting.hotel_id) for waiting in group],
                    args=[LIVE, *(waiting.body[1:] for waiting in group)],
                )
        except (RedisError, OSError) as error:
            for waiting in group:
                _end(waiting, error)
        else:
            for waiting in group:
                _end(waiting)


def _end(waiting: _Waiting, error: Exception | None = None) -> None:
    """Whoever was cancelled or waited too long is not there any more."""
    if waiting.published.done():
        return
    if error is None:
        waiting.published.set_result(None)
    else:
        waiting.published.set_exception(error)
