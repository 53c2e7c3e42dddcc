"""Whether this process lives, whether it can serve, and how each dependency is."""

import asyncio
import ipaddress
import time
from collections.abc import Awaitable, Callable
from typing import Literal

import structlog
from fastapi import APIRouter, Request, Response
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from pydantic import BaseModel
from sqlmodel import select

from backend.api.caller import address_of, identify_caller
from backend.api.deps import Services
from backend.api.services import ApiServices
from backend.errors import AppError, NotFound
from backend.models import Hotel

router = APIRouter(tags=["health"])
log = structlog.get_logger()
PATIENCE_S = 2.0


class Dependency(BaseModel):
    state: Literal["up", "down"]
    latency_ms: float
    needed: bool
    """Whether the product cannot be used without it."""


class Health(BaseModel):
    status: Literal["ok", "degraded", "down"]
    dependencies: dict[str, Dependency]


class Live(BaseModel):
    status: str = "ok"


@router.get("/health/live")
async def live() -> Live:
    return Live()


@router.get("/health/ready", responses={503: {"model": Health}})
async def ready(services: Services, response: Response) -> Health:
    """503 only without the database: everything else may be away for a while."""
    return _answer({"database": await _database(services)}, response)


@router.get("/health", responses={503: {"model": Health}})
async def health(services: Services, response: Response) -> Health:
    database, redis = await asyncio.gather(_database(services), _redis(services))
    return _answer({"database": database, "redis": redis}, response)


@router.get("/metrics", include_in_schema=False)
async def metrics(request: Request, services: Services) -> Response:
    """In production for the loopback address and for the operator only."""
    if not await _may_read_metrics(request, services):
        raise NotFound()
    return Response(generate_latest(), media_type=CONTENT_TYPE_LATEST)


async def _may_read_metrics(request: Request, services: ApiServices) -> bool:
    settings = services.container.settings
    is_open = settings.metrics_open
    if is_open if is_open is not None else settings.env == "development":
        return True
    if _is_loopback(address_of(request)) and "x-forwarded-for" not in request.headers:
        return True
    try:
        caller = await identify_caller(request, services)
    except AppError:
        return False
    return caller.is_visiting_admin


def _is_loopback(address: str) -> bool:
    try:
        return ipaddress.ip_address(address).is_loopback
    except ValueError:
        return False


def _answer(dependencies: dict[str, Dependency], response: Response) -> Health:
    down = [one for one in dependencies.values() if one.state == "down"]
    status: Literal["ok", "degraded", "down"] = "degraded" if down else "ok"
    if any(one.needed for one in down):
        status = "down"
        response.status_code = 503
    return Health(status=status, dependencies=dependencies)


async def _database(services: ApiServices) -> Dependency:
    async def ask() -> None:
        async with services.container.work.platform() as work:
            await work.session.exec(select(Hotel.id).limit(1))

    return await _measure("database", ask, needed=True)


async def _redis(services: ApiServices) -> Dependency:
    async def ask() -> None:
        await services.container.redis.get("health")

    return await _measure("redis", ask, needed=False)


async def _measure(name: str, ask: Callable[[], Awaitable[None]], *, needed: bool) -> Dependency:
    started = time.perf_counter()
    state: Literal["up", "down"] = "up"
    try:
        async with asyncio.timeout(PATIENCE_S):
            await ask()
    except Exception as error:
        state = "down"
        log.warning("health.down", dependency=name, error=type(error).__name__)
    latency = round((time.perf_counter() - started) * 1000, 2)
    return Dependency(state=state, latency_ms=latency, needed=needed)
