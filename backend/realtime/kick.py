"""Closes the sockets of sessions that ended, in every web process."""

import asyncio
from collections.abc import Iterable

import orjson
import structlog
from redis.asyncio import Redis
from redis.exceptions import RedisError

from backend.realtime.channels import KICK
from backend.realtime.redis_client import QUESTION_S

log = structlog.get_logger()


async def kick(redis: Redis, sessions: Iterable[bytes]) -> None:
    """`sessions` are token hashes. Never raises: each event re-reads the session anyway."""
    try:
        async with asyncio.timeout(QUESTION_S):
            for token_hash in sessions:
                await redis.publish(KICK, orjson.dumps({"session": token_hash.hex()}))
    except (RedisError, OSError) as error:
        log.warning("kick.publish_failed", error=type(error).__name__)
