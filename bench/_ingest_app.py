"""One web process with two routes over one database: ours, and the least a webhook route can do."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import uvicorn
from psycopg_pool import AsyncConnectionPool
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from backend.api.routes.hooks import hook_routes
from backend.db.engine import create_engine
from backend.db.raw_pool import create_raw_pool
from backend.integrations.green_api.parse import GreenApiReader
from backend.kit.crypto import Vault
from backend.ports.incoming import WebhookReader
from backend.ports.wake import Waker
from backend.realtime.publish import RedisPublisher
from backend.realtime.redis_client import create_redis
from backend.realtime.wake import RqWaker
from backend.work import WorkFactory

CONNECTIONS = 8


@dataclass
class Needs:
    vault: Vault
    work: WorkFactory
    waker: Waker
    hook_pool: AsyncConnectionPool
    webhook_reader: WebhookReader = field(default_factory=GreenApiReader)


def serve(database_url: str, redis_url: str, *, port: int, secret: str) -> None:
    """Runs until it is told to stop; for a process of its own."""
    uvicorn.run(
        _app(database_url, redis_url, secret=secret),
        host="127.0.0.1",
        port=port,
        log_level="critical",
        access_log=False,
    )


def _app(database_url: str, redis_url: str, *, secret: str) -> Starlette:
    vault, redis = Vault(secret), create_redis(redis_url)
    engine = create_engine(database_url, pool_size=2, statement_timeout_ms=2000)
    waker = RqWaker(redis)
    pool = create_raw_pool(database_url, max_size=CONNECTIONS)
    bare_pool = create_raw_pool(database_url, max_size=CONNECTIONS)

    async def bare(request: Request) -> JSONResponse:
        body = await request.body()
        async with bare_pool.connection() as connection:
            await connection.execute("insert into bench_bare (body) values (%s)", (body,))
        return JSONResponse({})

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        async with pool, bare_pool:
            yield

    work = WorkFactory(engine, publisher=RedisPublisher(redis), waker=waker, vault=vault)
    hooks = hook_routes(Needs(vault, work, waker, pool))
    return Starlette(routes=[*hooks, Route("/bare", bare, methods=["POST"])], lifespan=lifespan)
