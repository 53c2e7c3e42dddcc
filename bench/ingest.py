"""How fast webhooks are taken in, beside a bare route that only inserts the same body, and how
fast one worker works through them.

Everything runs on the same durable database (fsync on), one after the other.
"""

import asyncio
import multiprocessing
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import TypeVar

import httpx
import orjson
import psycopg

from backend.db.engine import create_engine
from backend.db.provision import provision
from backend.domain.ids import ChannelId, HotelId
from backend.features.intake.service import drain_intake
from backend.integrations.green_api.parse import GreenApiReader
from backend.kit.crypto import Vault, token_hash
from backend.models import Channel, Hook, Hotel
from backend.realtime.publish import RedisPublisher
from backend.realtime.redis_client import create_redis
from backend.realtime.wake import RqWaker
from backend.work import WorkFactory
from bench._http import Answers, offer, saturate
from bench._ingest_app import serve
from bench.row import Row
from launcher import postgres, valkey
from launcher.kept import free_port
from tests.fixtures.database import Database, migrate, urls_of
from tests.fixtures.servers import cluster_cache

Result = TypeVar("Result")

SECRET = "secret-key-of-the-benchmarks"
TOKEN = "webhook-token-of-the-benchmarks"
ID_INSTANCE = 1101000001
CONNECTIONS = 32
SECONDS = 4.0
STEADY_SECONDS = 5.0
P99_GOALS_MS = {100: 30.0, 1_000: 100.0}
"""By webhooks a second."""
DRAIN_SECONDS, DRAIN_GOAL = 5.0, 250.0
CHATS = 200


def run() -> list[Row]:
    with ExitStack() as stack:
        server = stack.enter_context(postgres.temporary(cache=cluster_cache(), fast=False))
        cache = stack.enter_context(valkey.temporary())
        urls = _database(server.owner_url)
        asyncio.run(_with_works(urls.app_url, cache.url, _make_hotel))
        with _served(urls.app_url, cache.url) as port:
            bare, ours, steady = asyncio.run(_measure(port))
        drained = asyncio.run(_with_works(urls.app_url, cache.url, _drain))
    refused = sum(answers.refused for answers in (bare, ours, *steady.values()))
    return [
        Row(
            what=f"webhooks stored, {CONNECTIONS} at once",
            value=ours.rate,
            unit="/s",
            reference="bare Starlette insert",
            reference_value=bare.rate,
            better="higher",
        ),
        *(
            Row(
                what=f"time to answer, p99 at {rate}/s",
                value=answers.percentile(0.99) * 1000,
                unit="ms",
                reference="goal",
                reference_value=P99_GOALS_MS[rate],
                better="lower",
            )
            for rate, answers in steady.items()
        ),
        Row(
            what="messages worked through by one worker",
            value=drained,
            unit="/s",
            reference="goal",
            reference_value=DRAIN_GOAL,
            better="higher",
        ),
        Row(
            what="not answered 200",
            value=refused,
            unit="webhooks",
            reference="goal",
            reference_value=0,
            better="lower",
        ),
    ]


async def _measure(port: int) -> tuple[Answers, Answers, dict[int, Answers]]:
    bare, hook = _requests("/bare", "b"), _requests(f"/hooks/green/{'0' * 32}", "a")
    for warm in (bare, hook):
        await saturate(port, warm, many=CONNECTIONS, seconds=0.5)
    return (
        await saturate(port, bare, many=CONNECTIONS, seconds=SECONDS),
        await saturate(port, hook, many=CONNECTIONS, seconds=SECONDS),
        {rate: await offer(port, hook, rate=rate, seconds=STEADY_SECONDS) for rate in P99_GOALS_MS},
    )


def _requests(path: str, series: str) -> Iterator[bytes]:
    """The same text again and again, each with its own id, from guest after guest."""
    sender = {"chatId": "CHAT-ID", "sender": "CHAT-ID", "senderName": "Anna"}
    body = {
        "typeWebhook": "incomingMessageReceived",
        "instanceData": {"idInstance": ID_INSTANCE, "wid": "7999@c.us", "typeInstance": "whatsapp"},
        "timestamp": int(time.time()),
        "idMessage": "MESSAGE-ID",
        "senderData": sender,
        "messageData": {
            "typeMessage": "textMessage",
            "textMessageData": {"textMessage": "Good evening, is breakfast included in our rate?"},
        },
    }
    template = orjson.dumps(body)
    length = len(_filled(template, series, 0))
    head = (
        f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer {TOKEN}\r\n"
        f"Content-Type: application/json\r\nContent-Length: {length}\r\n\r\n"
    ).encode()
    number = 0
    while True:
        number += 1
        yield head + _filled(template, series, number)


def _filled(template: bytes, series: str, number: int) -> bytes:
    chat = f"7900{number % CHATS:07d}@c.us".encode()
    return template.replace(b"MESSAGE-ID", f"{series}{number:09d}".encode()).replace(
        b"CHAT-ID", chat
    )


def _database(owner_url: str) -> Database:
    urls = urls_of(owner_url, "hotelbot_bench")
    provision(owner_url, app_url=urls.app_url, migration_url=urls.migration_url)
    migrate(urls, "upgrade", "head")
    with psycopg.connect(urls.owner_url, autocommit=True) as owner:
        owner.execute(
            "create table bench_bare (id bigint generated always as identity primary key,"
            " body bytea not null, at timestamptz not null default clock_timestamp())"
        )
        owner.execute("grant insert on bench_bare to hotelbot_app")
    return urls


async def _with_works(
    app_url: str, redis_url: str, task: Callable[[WorkFactory], Awaitable[Result]]
) -> Result:
    redis = create_redis(redis_url)
    engine = create_engine(app_url, pool_size=2, statement_timeout_ms=30_000)
    publisher, waker = RedisPublisher(redis), RqWaker(redis)
    works = WorkFactory(engine, publisher=publisher, waker=waker, vault=Vault(SECRET))
    try:
        return await task(works)
    finally:
        await engine.dispose()
        await redis.aclose()


async def _make_hotel(works: WorkFactory) -> None:
    hotel = Hotel(name="Bench", timezone="Europe/Berlin")
    async with works.platform() as platform:
        platform.session.add(hotel)
    channel = Channel(
        hotel_id=hotel.id,
        id_instance=ID_INSTANCE,
        api_token_sealed=b"-",
        api_url="http://127.0.0.1:9",
        media_url="http://127.0.0.1:9",
    )
    async with works.hotel(HotelId(hotel.id)) as work:
        work.session.add(channel)
    hook = Hook(
        id="0" * 32,
        hotel_id=hotel.id,
        channel_id=channel.id,
        id_instance=ID_INSTANCE,
        token_hash=token_hash(TOKEN),
    )
    async with works.platform() as platform:
        platform.session.add(hook)


async def _drain(works: WorkFactory) -> float:
    """Messages a second, while there are enough."""
    async with works.platform() as platform:
        hook = await platform.session.get_one(Hook, "0" * 32)
    hotel_id, channel_id = HotelId(hook.hotel_id), ChannelId(hook.channel_id)
    finished, began = 0, time.perf_counter()
    while (took := time.perf_counter() - began) < DRAIN_SECONDS:
        done = await drain_intake(works, hotel_id, channel_id, reader=GreenApiReader())
        if not done:
            break
        finished += done
    return finished / took


@contextmanager
def _served(database_url: str, redis_url: str) -> Iterator[int]:
    port = free_port()
    process = multiprocessing.get_context("spawn").Process(
        target=serve, args=(database_url, redis_url), kwargs={"port": port, "secret": SECRET}
    )
    process.start()
    try:
        _wait_for(port)
        yield port
    finally:
        process.terminate()
        process.join(10)


def _wait_for(port: int) -> None:
    until = time.monotonic() + 20
    while True:
        try:
            httpx.get(f"http://127.0.0.1:{port}/bare", trust_env=False)
            return
        except httpx.TransportError:
            if time.monotonic() > until:
                raise
            time.sleep(0.05)
