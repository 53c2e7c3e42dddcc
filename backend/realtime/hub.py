"""Hears what other processes publish, and knows when it can hear nothing.

A Redis that hangs closes no connection, so every silence is asked for a sign of life.
"""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import Any

import structlog
from redis.asyncio import Redis
from redis.asyncio.client import PubSub
from redis.exceptions import RedisError

BEAT_S = 1.0
"""A loss is noticed within two of these."""
RETRY_S = 0.5

log = structlog.get_logger()


class Hub:
    def __init__(
        self,
        redis: Redis,
        channels: Sequence[str],
        *,
        handle: Callable[[str, bytes], Awaitable[None]],
        changed: Callable[[bool], Awaitable[None]],
    ) -> None:
        """`redis` as create_redis makes it: connecting and asking must end by themselves."""
        self._redis = redis
        self._channels = channels
        self._handle = handle
        self._changed = changed
        self.hears = False
        """Whether what is published now arrives here; `changed` is told of every change."""

    async def run(self) -> None:
        """Until cancelled, through every loss of Redis."""
        while True:
            try:
                async with self._redis.pubsub() as pubsub:
                    await pubsub.subscribe(*self._channels)
                    await self._relay(pubsub)
            except (RedisError, OSError) as trouble:
                await self._note(False, error=type(trouble).__name__)
                await asyncio.sleep(RETRY_S)

    async def _relay(self, pubsub: PubSub) -> None:
        asked = False
        while True:
            message = await pubsub.get_message(timeout=BEAT_S)
            if message is not None:
                asked = False
                await self._take(message)
            elif asked:
                raise TimeoutError("no sign of life")
            else:
                asked = True
                await pubsub.ping()

    async def _take(self, message: dict[str, Any]) -> None:
        if message["type"] == "message":
            await self._handle(message["channel"].decode(), message["data"])
        elif message["type"] == "subscribe" and message["data"] == len(self._channels):
            await self._note(True)

    async def _note(self, hears: bool, **facts: str) -> None:
        if hears != self.hears:
            log.warning("live.hub_back" if hears else "live.hub_lost", **facts)
            self.hears = hears
            await self._changed(hears)
