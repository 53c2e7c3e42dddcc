"""Closes the sockets of sessions that ended, in every web process."""

from collections.abc import Iterable

import orjson
import structlog
from redis.asyncio import Redis
from redis.exceptions import RedisError

from backend.realtime.channels import KICK

log = structlog.get_logger()


async def kick(redis: Redis, sessions: Iterable[bytes]) -> None:
    """`sessions` are token hashes. Never raises: each event re-reads the session anyway."""
    try:
        for token_hash in sessions:
            await redis.publish(KICK, orjson.dumps({"session": token_hash.hex()}))
    except (RedisError, OSError) as error:
        log.warning("kick.publish_failed", error=type(error).__name__)
