"""Tells open screens what was committed, over Redis pub/sub."""

from collections.abc import Sequence

import orjson
import structlog
from redis.asyncio import Redis
from redis.exceptions import RedisError

from backend.domain.ids import HotelId
from backend.observability.metrics import LIVE_PUBLISH_FAILURES
from backend.ports.live import LiveEvent
from backend.realtime.channels import LIVE, live_sequence

log = structlog.get_logger()


class RedisPublisher:
    def __init__(self, redis: Redis) -> None:
        self._redis = redis

    async def publish(self, hotel_id: HotelId, events: Sequence[LiveEvent]) -> None:
        try:
            seq = await self._redis.incr(live_sequence(hotel_id))
            message = {
                "hotel_id": str(hotel_id),
                "seq": seq,
                "events": [{"kind": event.kind, "data": event.data} for event in events],
            }
            await self._redis.publish(LIVE, orjson.dumps(message))
        except (RedisError, OSError) as error:
            LIVE_PUBLISH_FAILURES.inc()
            log.warning("live.publish_failed", hotel_id=str(hotel_id), error=type(error).__name__)
