"""How each dependency is, asked at most every few seconds however many ask us."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from typing import Literal
from urllib.parse import urlsplit

import structlog
from pydantic import BaseModel
from redis.exceptions import RedisError

from backend.bootstrap import Container
from backend.features.connections.service import Silence
from backend.features.hotels.service import any_hotel
from backend.reliability.circuit import CircuitState
from backend.reliability.guarded import DEEPSEEK, GREEN_API

log = structlog.get_logger()
PATIENCE_S = 2.0
REDIS_PATIENCE_S = 0.7
FRESH_S = 2.0
RQ_WORKERS = "rq:workers"
"""The set in which RQ 3 keeps its living workers."""
State = Literal["up", "held", "down"]


class Dependency(BaseModel):
    state: State
    """held: it failed lately, so calls to it are kept back for a moment."""
    latency_ms: float
    needed: bool
    """Whether the product cannot be used without it."""


class Probes:
    def __init__(self, container: Container) -> None:
        self._container = container
        self._known: dict[str, Dependency] = {}
        self._known_at = -FRESH_S
        self._asking = asyncio.Lock()
        self._silent_since: float | None = None

    async def database(self) -> Dependency:
        return await _measure("database", self._ask_database, needed=True)

    async def every(self) -> dict[str, Dependency]:
        async with self._asking:
            if time.monotonic() - self._known_at >= FRESH_S:
                asked = {
                    "database": self.database(),
                    "redis": _measure("redis", self._ask_redis),
                    "workers": _measure("workers", self._ask_workers),
                    "deepseek": _measure("deepseek", self._ask_deepseek),
                    "green_api": _measure("green_api", self._ask_green_api),
                    "files": _measure("files", self._ask_files),
                }
                found = await asyncio.gather(*asked.values())
                self._known = dict(zip(asked, found, strict=True))
                self._known_at = time.monotonic()
            return self._known

    async def silence(self) -> Silence | None:
        """How long Redis has not answered this process; None: it does."""
        error = None
        try:
            async with asyncio.timeout(REDIS_PATIENCE_S):
                await self._ask_redis()
        except (RedisError, OSError) as trouble:
            error = type(trouble).__name__
        if error is None:
            self._silent_since = None
            return None
        now = time.monotonic()
        self._silent_since = now if self._silent_since is None else self._silent_since
        return Silence(now - self._silent_since, error)

    async def _ask_database(self) -> State:
        async with self._container.work.platform() as work:
            await any_hotel(work)
        return "up"

    async def _ask_redis(self) -> State:
        await self._container.redis.get("health")
        return "up"

    async def _ask_workers(self) -> State:
        living = await self._container.redis.scard(RQ_WORKERS)  # type: ignore[misc]
        return "up" if living else "down"

    async def _ask_files(self) -> State:
        await self._container.files.check()
        return "up"

    async def _ask_deepseek(self) -> State:
        await _connect(self._container.settings.deepseek_base_url)
        state = await self._container.breaker.state(DEEPSEEK)
        return "up" if state is CircuitState.CLOSED else "held"

    async def _ask_green_api(self) -> State:
        """Of new numbers, and the circuit of all; each number has an address of its own."""
        await _connect(self._container.settings.green_api_url)
        state = await self._container.breaker.state(GREEN_API)
        return "up" if state is CircuitState.CLOSED else "held"


async def _connect(url: str) -> None:
    """To the address and no further: no call is made, nothing is billed."""
    parts = urlsplit(url)
    port = parts.port or (443 if parts.scheme == "https" else 80)
    _, writer = await asyncio.open_connection(parts.hostname, port)
    writer.close()


async def _measure(
    name: str, ask: Callable[[], Awaitable[State]], *, needed: bool = False
) -> Dependency:
    started = time.perf_counter()
    state: State
    try:
        async with asyncio.timeout(PATIENCE_S):
            state = await ask()
    except Exception as error:  # whatever is wrong with it, it is down
        state = "down"
        log.warning("health.down", dependency=name, error=type(error).__name__)
    latency = round((time.perf_counter() - started) * 1000, 2)
    return Dependency(state=state, latency_ms=latency, needed=needed)
