"""Commits at an even pace, as the product does it; notes when each commit was done."""

import asyncio
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from uuid import uuid4

from sqlmodel import col, update

from backend.db.engine import create_engine
from backend.domain.ids import HotelId
from backend.kit.crypto import Vault
from backend.models import Guest
from backend.ports.live import LiveEvent, LiveKind
from backend.realtime.publish import RedisPublisher
from backend.realtime.redis_client import create_redis
from backend.realtime.wake import RqWaker
from backend.work import WorkFactory
from bench._staff import FullHotel


@dataclass(frozen=True, slots=True)
class Addresses:
    database: str
    redis: str


@dataclass(slots=True)
class Driver:
    works: WorkFactory
    committed: dict[int, float] = field(default_factory=dict)
    """Message number → time of its commit, by the clock all processes share."""

    async def drive(self, hotels: Sequence[FullHotel], *, rate: int, seconds: float) -> None:
        began = time.monotonic() + 0.1
        tasks = []
        for number in range(int(rate * seconds)):
            await asyncio.sleep(began + number / rate - time.monotonic())
            tasks.append(asyncio.create_task(self._change(hotels[number % len(hotels)], number)))
        await asyncio.gather(*tasks)

    async def _change(self, hotel: FullHotel, number: int) -> None:
        change = update(Guest).where(col(Guest.id) == hotel.guest_id).values(language="de")
        async with self.works.hotel(HotelId(hotel.id)) as work:
            await work.session.exec(change)
            work.tell(LiveKind.CONVERSATION, {"bench": number, **_conversation(hotel)})


class StampingPublisher(RedisPublisher):
    """Called right after the commit."""

    driver: Driver

    async def publish(self, hotel_id: HotelId, events: Sequence[LiveEvent]) -> None:
        self.driver.committed[events[0].data["bench"]] = time.monotonic()
        await super().publish(hotel_id, events)


async def drive(
    addresses: Addresses, hotels: Sequence[FullHotel], *, rate: int, seconds: float
) -> dict[int, float]:
    """When each message was committed."""
    redis = create_redis(addresses.redis)
    engine = create_engine(addresses.database, pool_size=4, statement_timeout_ms=5_000)
    publisher = StampingPublisher(redis)
    works = WorkFactory(
        engine, publisher=publisher, waker=RqWaker(redis), vault=Vault("key of the benchmarks")
    )
    publisher.driver = driver = Driver(works)
    try:
        await driver.drive(hotels, rate=rate, seconds=seconds)
    finally:
        await engine.dispose()
        await redis.aclose()
    return driver.committed


def _conversation(hotel: FullHotel) -> dict[str, object]:
    """A row of the list as the product tells it."""
    now = datetime.now(UTC).isoformat()
    return {
        "id": str(uuid4()),
        "channel_id": str(uuid4()),
        "guest": {
            "id": str(hotel.guest_id),
            "name": "Anna Weber",
            "phone": "+4915112345678",
            "language": "de",
            "vip": False,
            "opted_out": False,
        },
        "stay": None,
        "status": "open",
        "turn": 3,
        "speaker": {"holder": "ai", "staff_id": None, "staff_name": None, "reason": None},
        "assignee_id": None,
        "last_message": {
            "id": "4711",
            "direction": "in",
            "author": "guest",
            "kind": "text",
            "text": "Guten Abend, ist das Frühstück im Preis enthalten und ab wann gibt es es?",
            "status": "received",
            "sent_at": now,
        },
        "last_message_at": now,
        "waiting_since": now,
        "unread": 1,
        "sentiment": {"score": 0.1, "level": "neutral", "rationale": "", "language": "de"},
        "open_alerts": 0,
    }
