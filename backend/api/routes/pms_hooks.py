"""POST /hooks/pms/{hook}: what a hotel's PMS tells us, committed before it is answered 200."""

import asyncio
from collections.abc import Mapping, Sequence
from typing import Protocol

import structlog
from sqlalchemy.exc import SQLAlchemyError
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from backend.domain.words import PmsVendor
from backend.features.pms.hearing import Arrived, Refused
from backend.features.pms.service import receive
from backend.observability.metrics import PMS_WEBHOOKS
from backend.ports.pms import PmsFailure, PmsGateway
from backend.work import WorkFactory

PATH = "/hooks/pms/{hook}"
MAX_BODY = 1024 * 1024
BODY_DEADLINE_S = 5.0
TIMESTAMP, SIGNATURE = "x-hotelbot-timestamp", "x-hotelbot-signature"
log = structlog.get_logger()


class PmsHookNeeds(Protocol):
    @property
    def work(self) -> WorkFactory: ...

    @property
    def pms(self) -> Mapping[PmsVendor, PmsGateway]: ...


def pms_hook_routes(needs: PmsHookNeeds) -> Sequence[Route]:
    async def hook(request: Request) -> JSONResponse:
        status, outcome, said = await _answer(needs, request)
        PMS_WEBHOOKS.labels(outcome).inc()
        if status == 200:
            return JSONResponse({"received": int(said)})
        return JSONResponse({"error": {"code": outcome, "message": said}}, status_code=status)

    return [Route(PATH, hook, methods=["POST"], include_in_schema=False)]


async def _answer(needs: PmsHookNeeds, request: Request) -> tuple[int, str, str]:
    """(status, outcome, words)"""
    try:
        async with asyncio.timeout(BODY_DEADLINE_S):
            body = await _body(request)
    except (TimeoutError, ClientDisconnect):
        return 408, "slow_body", "The body did not arrive in time."
    if body is None:
        return 413, "too_large", "The body is too large."
    arrived = Arrived(
        hook=request.path_params["hook"],
        body=body,
        timestamp=request.headers.get(TIMESTAMP, ""),
        signature=request.headers.get(SIGNATURE, ""),
    )
    try:
        fresh = await receive(needs.work, needs.pms, arrived)
    except Refused as error:
        log.warning("pms.webhook_refused", reason=error.reason)
        return 401, "unauthenticated", "The path or the signature is not right."
    except PmsFailure as error:
        # 422 and not 200: the sender learns that this says nothing we understand.
        log.warning("pms.webhook_unreadable", detail=error.detail)
        return 422, "unreadable", f"Not understood: {error.detail}"
    except (SQLAlchemyError, OSError) as error:
        log.error("pms.webhook_not_stored", error=type(error).__name__)
        return 503, "database_away", "Not stored. Send it again shortly."
    return 200, "stored" if fresh else "known", str(fresh)


async def _body(request: Request) -> bytes | None:
    """None when it grows past the limit: what is announced and what comes may differ."""
    parts = bytearray()
    async for chunk in request.stream():
        parts += chunk
        if len(parts) > MAX_BODY:
            return None
    return bytes(parts)
