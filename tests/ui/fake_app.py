"""The staff's app over the fake API: same pages, same gate, same live hub."""

import os
from types import SimpleNamespace
from uuid import UUID

from redis.asyncio import Redis

from backend.domain.permissions import permissions_of
from backend.domain.words import Role
from backend.realtime.redis_client import create_redis
from hotelbot_ui.services import Identity, Services
from hotelbot_ui.wiring import build
from tests.ui.fake_api import COOKIE, Fake, create_fake_api

REDIS_URL = os.environ.get("HOTELBOT_REDIS_URL", "redis://127.0.0.1:6379/0")
redis: Redis = create_redis(REDIS_URL)
fake = Fake(redis)


async def find_session(token: str) -> Identity | None:
    account = fake.sessions.get(token)
    if account is None:
        return None
    hotel = account["hotel_id"]
    return SimpleNamespace(
        account_id=UUID(int=len(account["email"])),
        hotel_id=hotel and UUID(hotel),
        is_platform_admin=account["is_platform_admin"],
        permissions=permissions_of(
            account["role"] and Role(account["role"]),
            is_platform_admin=account["is_platform_admin"],
        ),
    )


app = build(
    create_fake_api(fake),
    Services(
        find_session=find_session,
        redis=lambda: redis,
        cookie_name=COOKIE,
        origin=os.environ.get("HOTELBOT_PUBLIC_URL", "http://localhost:8000"),
    ),
)
