"""Tells open screens what was committed, over Redis pub/sub."""

import asyncio
from collections.abc import Sequence

import orjson
import structlog
from redis.asyncio import Redis
from redis.exceptions import RedisError

from backend.domain.ids import HotelId
from backend.observability.metrics import LIVE_PUBLISH_FAILURES
from backend.ports.live import LiveEvent
from backend.realtime.channels import LIVE, live_sequence
from backend.realtime.redis_client import QUESTION_S

# Numbering and publishing are one step: else two messages could overtake each other between the
# two, and a screen would take the later one for a gap.
NUMBER_AND_PUBLISH = """
local seq = redis.call('incr', KEYS[1])
redis.call('publish', ARGV[1], '{"seq":' .. seq .. ',' .. ARGV[2])
return seq
"""
log = structlog.get_logger()


class RedisPublisher:
    def __init__(self, redis: Redis) -> None:
        self._number_and_publish = redis.register_script(NUMBER_AND_PUBLISH)

    async def publish(self, hotel_id: HotelId, events: Sequence[LiveEvent]) -> None:
        try:
            body = orjson.dumps(
                {
                    "hotel_id": str(hotel_id),
                    "events": [{"kind": event.kind, "data": event.data} for event in events],
                }
            )
            async with asyncio.timeout(QUESTION_S):
                await self._number_and_publish(
                    keys=[live_sequence(hotel_id)], args=[LIVE, body[1:]]
                )
        except (RedisError, OSError) as error:
            LIVE_PUBLISH_FAILURES.inc()
            log.warning("live.publish_failed", hotel_id=str(hotel_id), error=type(error).__name__)
