"""Valkey forgets, dies, is full or slow: hints are lost, and with them nothing but moments."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from time import monotonic

import pytest
import redis

from tests.faults.guests import Guests
from tests.faults.invariants import check
from tests.faults.ledgers import read
from tests.faults.matrix import covers
from tests.faults.provider import reached, send_calls
from tests.faults.proxy import fault_proxy
from tests.faults.rig import Rig
from tests.waiting import until

AWAY_S = 30.0
SLOW_S = 20.0


@pytest.mark.short
@covers("F13")
async def test_a_valkey_that_forgets_costs_only_moments(rig: Rig, seed: int) -> None:
    """Emptied again and again while guests write: every message is answered once."""
    hotels = await rig.open_hotels(2)
    await rig.whole()
    guests = Guests(rig, seed)
    with redis.Redis.from_url(rig.servers.cache.url) as client:
        for _ in range(10):
            await guests.write(3)
            client.flushdb()
    await rig.settled()

    assert sum(len(reached(rig, hotel)) for hotel in hotels) > 0
    assert check(read(rig)) == []


@covers("F14")
async def test_messages_flow_while_valkey_is_dead_for_long_and_after(rig: Rig, seed: int) -> None:
    """Killed and away for half a minute: webhooks are taken, answers go out by polling, and when
    it is back the workers take wakes again. (What the pages say: tests/browser/test_live.py.)"""
    hotels = await rig.open_hotels(2)
    await rig.whole()
    guests = Guests(rig, seed)
    await guests.write(4)
    await rig.settled()
    rig.servers.redis.kill()
    before = sum(len(reached(rig, hotel)) for hotel in hotels)
    await guests.keep_writing(rate=1.0, seconds=AWAY_S)
    await until(lambda: not rig.unsettled(), seconds=60)

    assert not rig.servers.redis.is_alive
    assert sum(len(reached(rig, hotel)) for hotel in hotels) > before
    assert statuses(rig) == {200}
    worker = rig.named("worker")[0]
    assert worker.is_alive
    await rig.servers.redis.start()
    await guests.write(6)
    await rig.settled()
    await until(lambda: wakes_are_taken(rig), seconds=60)
    assert worker.is_alive
    assert check(read(rig)) == []


@covers("F15")
async def test_a_full_valkey_is_survived(rig: Rig, seed: int) -> None:
    """Every write to it is refused: wakes fail and are counted, webhooks and answers go on."""
    hotels = await rig.open_hotels(2)
    async with full_valkey(rig):
        await rig.whole()
        guests = Guests(rig, seed)
        await guests.write(15)
        await rig.settled()

        assert sum(len(reached(rig, hotel)) for hotel in hotels) > 0
        assert statuses(rig) == {200}
        assert "OutOfMemoryError" in rig.named("web")[0].said
        assert all(child.is_alive for child in rig.children)
    assert check(read(rig)) == []


@covers("F16")
async def test_a_slow_valkey_does_not_slow_the_webhooks(rig: Rig, seed: int) -> None:
    """Each of its answers takes twenty seconds: it is given up after half a second, left alone for
    a while, and no webhook waits for it longer; guests are answered."""
    hotels = await rig.open_hotels(2)
    with fault_proxy(*rig.target("redis")) as proxy:
        rig.route("redis", proxy)
        await rig.whole()
        guests = Guests(rig, seed)
        await guests.write(2)
        await rig.settled()
        proxy.delay(SLOW_S)
        slowest = 0.0
        for _ in range(8):
            before, taken = monotonic(), stored(rig)
            await guests.write(1)
            await until(lambda n=taken: stored(rig) > n, seconds=30)  # type: ignore[misc]
            slowest = max(slowest, monotonic() - before)
            await asyncio.sleep(0.2)  # guests do not write in one breath
        await rig.settled()

    assert slowest < SLOW_S
    assert sum(len(reached(rig, hotel)) for hotel in hotels) > 0
    assert sum(len(send_calls(rig, hotel)) for hotel in hotels) > 0
    assert check(read(rig)) == []


@asynccontextmanager
async def full_valkey(rig: Rig) -> AsyncIterator[None]:
    """Allowed less memory than it has already."""
    child = rig.servers.redis
    usual = child.service
    await child.stop()
    child.service = replace(usual, argv=(*usual.argv, "--maxmemory", "100kb"))
    await child.start()
    try:
        yield
    finally:
        await child.stop()
        child.service = usual
        await child.start()


def statuses(rig: Rig) -> set[int | None]:
    """What our address answered to the provider's webhooks."""
    return {entry["http_status"] for entry in rig.sim.ledger("webhooks")}


def stored(rig: Rig) -> int:
    """Webhooks of guests' messages that were answered 200."""
    return sum(
        entry["type_webhook"] == "incomingMessageReceived" and entry["http_status"] == 200
        for entry in rig.sim.ledger("webhooks")
    )


def wakes_are_taken(rig: Rig) -> bool:
    """A worker that waited through the absence goes on where it was: it is not listed anew."""
    with redis.Redis.from_url(rig.servers.cache.url) as client:
        return client.llen("rq:queue:work") == 0 and not list(client.scan_iter("wake:*"))
