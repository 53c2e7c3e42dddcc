"""Publishing: at once when quiet, in groups when busy, numbered without a gap either way."""

import asyncio
from collections import defaultdict

import orjson
from redis.asyncio import Redis

from backend.domain.ids import HotelId
from backend.kit.ids import new_uuid
from backend.ports.live import LiveEvent, LiveKind
from backend.realtime.channels import LIVE
from backend.realtime.publish import GROUP_MOST, RedisPublisher
from backend.realtime.redis_client import create_redis
from tests.waiting import PATIENCE_S


def event(number: int) -> LiveEvent:
    return LiveEvent(LiveKind.MESSAGE, {"id": str(number)})


async def told(redis: Redis) -> int:
    return int((await redis.info("commandstats")).get("cmdstat_evalsha", {}).get("calls", 0))


async def test_what_is_told_together_goes_in_groups_in_order(flushed_redis_url: str) -> None:
    """Each hotel's numbers follow each other, and a storm is a few commands."""
    hotels = [HotelId(new_uuid()) for _ in range(3)]
    count = 2 * GROUP_MOST
    heard: dict[str, list[tuple[int, str]]] = defaultdict(list)
    async with create_redis(flushed_redis_url) as redis, redis.pubsub() as pubsub:
        await pubsub.subscribe(LIVE)
        publisher = RedisPublisher(redis)
        await publisher.publish(hotels[0], [event(0)])
        before = await told(redis)
        await asyncio.gather(
            *(publisher.publish(hotels[n % 3], [event(n)]) for n in range(1, count))
        )
        commands = await told(redis) - before
        async with asyncio.timeout(PATIENCE_S):
            while sum(map(len, heard.values())) < count:
                message = await pubsub.get_message(ignore_subscribe_messages=True, timeout=1)
                if message is not None:
                    body = orjson.loads(message["data"])
                    heard[body["hotel_id"]].append((body["seq"], body["events"][0]["data"]["id"]))

    assert commands == 2
    for place, hotel in enumerate(hotels):
        ids = [str(n) for n in range(count) if n % 3 == place]
        assert heard[str(hotel)] == list(enumerate(ids, start=1))


async def test_whoever_is_cancelled_takes_nobody_along(flushed_redis_url: str) -> None:
    """A request that ends early leaves the others of its group what they told."""
    hotel = HotelId(new_uuid())
    async with create_redis(flushed_redis_url) as redis:
        publisher = RedisPublisher(redis)
        leaving = asyncio.ensure_future(publisher.publish(hotel, [event(1)]))
        staying = asyncio.ensure_future(publisher.publish(hotel, [event(2)]))
        await asyncio.sleep(0)
        leaving.cancel()
        await staying

        assert await redis.get(f"live:seq:{hotel}") == b"1"
