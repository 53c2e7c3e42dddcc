"""Whether this process lives, whether it can serve, and how each dependency is."""

import ipaddress
from typing import Literal

from fastapi import APIRouter, Request, Response
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from pydantic import BaseModel

from backend.api.caller import address_of, identify_caller
from backend.api.deps import Services
from backend.api.probes import Dependency
from backend.api.services import ApiServices
from backend.errors import AppError, NotFound

router = APIRouter(tags=["health"])


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
    """503 without the database, and while this process is on its way out; everything else may be
    away for a while."""
    found = {"database": await services.probes.database()}
    if services.container.leaving.has_begun:
        found["process"] = Dependency(state="down", latency_ms=0.0, needed=True)
    return _answer(found, response)


@router.get("/health", responses={503: {"model": Health}})
async def health(services: Services, response: Response) -> Health:
    return _answer(await services.probes.every(), response)


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
    bad = [one for one in dependencies.values() if one.state != "up"]
    status: Literal["ok", "degraded", "down"] = "degraded" if bad else "ok"
    if any(one.needed for one in bad):
        status = "down"
        response.status_code = 503
    return Health(status=status, dependencies=dependencies)
