"""Redis as a hint carrier: fail fast, never retry, never hold up the caller."""

from time import monotonic
from typing import Any

from redis.asyncio import Connection, ConnectionPool, Redis
from redis.asyncio.connection import parse_url
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff
from redis.exceptions import ConnectionError as NotConnected
from redis.exceptions import RedisError

CONNECT_TIMEOUT_S = 0.2
COMMAND_TIMEOUT_S = 0.5
REST_S = 1.0
QUESTION_S = 0.7
"""For one question with all its commands, connecting included; `asyncio.timeout` bounds it where
one caller sends several."""


def create_redis(url: str) -> Redis:
    """A client whose every command ends within about 0.7 s, whatever Redis does."""
    return Redis.from_pool(create_pool(url))


def create_pool(url: str) -> ConnectionPool:
    """After a connect that failed, further ones fail at once for REST_S seconds.

    Each request would wait for a Redis that hangs, otherwise: half a second, again and again.
    """
    options: dict[str, Any] = dict(parse_url(url))
    return ConnectionPool(
        connection_class=_resting(options.pop("connection_class", Connection)),
        socket_connect_timeout=CONNECT_TIMEOUT_S,
        socket_timeout=COMMAND_TIMEOUT_S,
        retry=Retry(NoBackoff(), 0),
        decode_responses=False,
        **options,
    )


def _resting(kind: type[Connection]) -> type[Connection]:
    rests_until = 0.0

    class Resting(kind):  # type: ignore[misc, valid-type]
        async def connect(self) -> None:
            nonlocal rests_until
            if monotonic() < rests_until:
                raise NotConnected("Redis did not answer a moment ago")
            try:
                await super().connect()
            except (RedisError, OSError):
                rests_until = monotonic() + REST_S
                raise

    return Resting
