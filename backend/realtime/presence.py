"""Signs of presence in Redis, and in this process while Redis is away."""

import asyncio
from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

import orjson
import structlog
from redis.asyncio import Redis
from redis.exceptions import RedisError

from backend.domain.ids import HotelId
from backend.domain.presence import PresenceState
from backend.observability.metrics import PRESENCE_FAILURES
from backend.ports.presence import Sign
from backend.realtime.channels import presence_of
from backend.realtime.redis_client import QUESTION_S

KEPT_S = 120
"""The whole hotel's signs go when nobody has given one for so long."""

log = structlog.get_logger()


class RedisPresence:
    def __init__(self, redis: Redis) -> None:
        self._redis = redis
        self._here: dict[HotelId, dict[str, bytes]] = {}
        """What this process heard; all that is known while Redis is away."""

    async def note(self, hotel_id: HotelId, sign: Sign) -> None:
        field, said = f"{sign.staff_id}:{sign.conversation_id}", _packed(sign)
        here = self._here.setdefault(hotel_id, {})
        left = sign.state is PresenceState.LEFT
        if left:
            here.pop(field, None)
        else:
            here[field] = said
        key = presence_of(hotel_id)
        try:
            async with asyncio.timeout(QUESTION_S), self._redis.pipeline(transaction=False) as pipe:
                if left:
                    pipe.hdel(key, field)
                else:
                    pipe.hset(key, mapping={field: said})
                    pipe.expire(key, KEPT_S)
                await pipe.execute()
        except (RedisError, OSError) as error:
            _away(hotel_id, error)

    async def signs(self, hotel_id: HotelId, *, now: datetime) -> Sequence[Sign]:
        key = presence_of(hotel_id)
        try:
            async with asyncio.timeout(QUESTION_S):
                found = await self._read(key, now)
        except (RedisError, OSError) as error:
            _away(hotel_id, error)
            found = dict(self._here.get(hotel_id, {}))
        here = self._here.get(hotel_id, {})
        for field in _over(here, now):
            del here[field]
        signs = (_unpacked(said) for said in found.values())
        return [sign for sign in signs if sign.until > now]

    async def _read(self, key: str, now: datetime) -> dict[str, bytes]:
        async with self._redis.pipeline(transaction=False) as pipe:
            pipe.hgetall(key)
            (held,) = await pipe.execute()
            found = {field.decode(): said for field, said in held.items()}
            if old := _over(found, now):
                pipe.hdel(key, *old)
                await pipe.execute()
        return found


def _over(held: dict[str, bytes], now: datetime) -> list[str]:
    return [field for field, said in held.items() if _unpacked(said).until <= now]


def _away(hotel_id: HotelId, error: Exception) -> None:
    PRESENCE_FAILURES.inc()
    log.warning("presence.redis_away", hotel_id=str(hotel_id), error=type(error).__name__)


def _packed(sign: Sign) -> bytes:
    return orjson.dumps(
        [
            str(sign.conversation_id),
            str(sign.staff_id),
            sign.name,
            sign.state.value,
            sign.until.isoformat(),
        ]
    )


def _unpacked(said: bytes) -> Sign:
    parts: list[Any] = orjson.loads(said)
    conversation_id, staff_id, name, state, until = parts
    return Sign(
        conversation_id=UUID(conversation_id),
        staff_id=UUID(staff_id),
        name=name,
        state=PresenceState(state),
        until=datetime.fromisoformat(until),
    )
