"""The least a live server can be: python-socketio, a room for each hotel, Redis in between."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any
from urllib.parse import parse_qs

import orjson
import socketio
import uvicorn
from redis.asyncio import Redis
from starlette.applications import Starlette
from starlette.routing import Mount

from backend.realtime.channels import LIVE

_socketio: Any = socketio


def serve(redis_url: str, *, port: int) -> None:
    """Runs until it is told to stop; for a process of its own."""
    uvicorn.run(
        _app(redis_url), host="127.0.0.1", port=port, log_level="critical", access_log=False
    )


def _app(redis_url: str) -> Starlette:
    # The library has no annotations.
    server: Any = _socketio.AsyncServer(async_mode="asgi", cors_allowed_origins="*")

    async def connect(sid: str, environ: dict[str, Any]) -> None:
        hotel = parse_qs(environ["QUERY_STRING"])["hotel"][0]
        await server.enter_room(sid, hotel)
        await server.emit("event", {"kind": "joined"}, to=sid)

    server.on("connect", connect)

    async def relay() -> None:
        async with Redis.from_url(redis_url, socket_timeout=None) as redis, redis.pubsub() as heard:
            await heard.subscribe(LIVE)
            async for message in heard.listen():
                if message["type"] == "message":
                    told = orjson.loads(message["data"])
                    await server.emit("event", told, room=told["hotel_id"])

    @asynccontextmanager
    async def life(_: Starlette) -> AsyncIterator[None]:
        task = asyncio.create_task(relay())
        yield
        task.cancel()

    mounted = _socketio.ASGIApp(server, socketio_path="")
    return Starlette(routes=[Mount("/socket.io", app=mounted)], lifespan=life)
