"""The hub outlives its Redis and says at any time whether it hears."""

import asyncio
import signal
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

import pytest

from backend.realtime.hub import BEAT_S, Hub
from backend.realtime.redis_client import create_redis
from launcher.service import running
from launcher.valkey import Valkey
from tests.waiting import until

SLOW_BEAT_S = 4.0


class Heard:
    def __init__(self) -> None:
        self.words: list[bytes] = []
        self.changes: list[bool] = []

    async def handle(self, channel: str, data: bytes) -> None:
        assert channel == "news"
        self.words.append(data)

    async def changed(self, hears: bool) -> None:
        self.changes.append(hears)


@asynccontextmanager
async def listening(url: str) -> AsyncIterator[tuple[Hub, Heard]]:
    redis, heard = create_redis(url), Heard()
    hub = Hub(redis, ("news", "other"), handle=heard.handle, changed=heard.changed)
    task = asyncio.create_task(hub.run())
    yield hub, heard
    task.cancel()
    with suppress(asyncio.CancelledError):
        await task
    await redis.aclose()


async def publish(server: Valkey, word: str) -> None:
    async with create_redis(server.url) as redis:
        await redis.publish("news", word)


async def test_it_hears_again_after_redis_was_killed(own_valkey: Valkey) -> None:
    """A restart costs the events in between and nothing else."""
    with running(own_valkey.service()) as process:
        async with listening(own_valkey.url) as (hub, heard):
            await until(lambda: hub.hears)
            await publish(own_valkey, "before")
            await until(lambda: heard.words == [b"before"])
            process.kill()
            await until(lambda: not hub.hears)
            with running(own_valkey.service()):
                await until(lambda: hub.hears)
                await publish(own_valkey, "after")
                await until(lambda: heard.words == [b"before", b"after"])
            assert heard.changes[:3] == [True, False, True]


async def test_a_redis_that_hangs_is_noticed_and_found_again(
    own_valkey: Valkey, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its connection stays open and silent: within three heartbeats that is known."""
    # Long enough that a full machine does not delay it by a whole one.
    monkeypatch.setattr("backend.realtime.hub.BEAT_S", SLOW_BEAT_S)
    with running(own_valkey.service()) as process:
        async with listening(own_valkey.url) as (hub, heard):
            await until(lambda: hub.hears)
            process.send_signal(signal.SIGSTOP)
            try:
                await until(lambda: not hub.hears, seconds=3 * SLOW_BEAT_S)
            finally:
                process.send_signal(signal.SIGCONT)
            await until(lambda: hub.hears)
            await publish(own_valkey, "after")
            await until(lambda: heard.words == [b"after"])


async def test_silence_is_no_loss(own_valkey: Valkey) -> None:
    """An idle Redis answers each heartbeat: the hub neither spins nor gives up."""
    with running(own_valkey.service()):
        async with listening(own_valkey.url) as (hub, heard):
            await until(lambda: hub.hears)
            began, asked = time.monotonic(), await pings(own_valkey)
            await until(lambda: has_pinged(own_valkey, asked + 3))
            told = await pings(own_valkey) - asked
            assert told <= (time.monotonic() - began) / BEAT_S + 1
            assert heard.changes == [True]


async def has_pinged(server: Valkey, times: int) -> bool:
    return await pings(server) >= times


async def pings(server: Valkey) -> int:
    async with create_redis(server.url) as redis:
        told = await redis.info("commandstats")
    return int(told.get("cmdstat_ping", {}).get("calls", 0))
