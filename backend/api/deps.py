"""What routes ask for. `access(permission)` is the only door to a hotel's data."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from typing import Annotated
from uuid import UUID

import structlog
from fastapi import Depends, Query, Request, Security
from fastapi.security import APIKeyCookie, APIKeyHeader, HTTPBearer
from redis.exceptions import RedisError

from backend.api.caller import Caller, identify_caller
from backend.api.services import COOKIE, ApiServices, services_of
from backend.domain.ids import HotelId
from backend.domain.language_letters import load_models
from backend.domain.permissions import Permission
from backend.errors import Forbidden, NotFound, RateLimited, Unauthenticated
from backend.features.accounts.schemas import SessionView
from backend.features.audit.service import record
from backend.features.hotels import service as hotels
from backend.kit.pagination import DEFAULT_LIMIT, MAX_LIMIT
from backend.observability.context import bind
from backend.realtime.redis_client import QUESTION_S
from backend.work import Actor, Work, WorkFactory

log = structlog.get_logger()
PER_CALLER = "6000/minute"
VISIT_NOTED_S = 3600

# Named in the OpenAPI document; caller.py reads the request itself.
_documented = [
    Security(HTTPBearer(auto_error=False, scheme_name="access token")),
    Security(APIKeyHeader(name="X-API-Key", auto_error=False, scheme_name="API key")),
    Security(APIKeyCookie(name=COOKIE, auto_error=False, scheme_name="browser session")),
]

Services = Annotated[ApiServices, Depends(services_of)]
Cursor = Annotated[str | None, Query(max_length=1000)]
Limit = Annotated[int, Query(ge=1, le=MAX_LIMIT)]
PAGE = DEFAULT_LIMIT


@dataclass(frozen=True, slots=True)
class HotelAccess:
    """A caller who may do this in this hotel."""

    hotel_id: HotelId
    actor: Actor
    services: ApiServices

    @property
    def works(self) -> WorkFactory:
        return self.services.container.work

    def work(self) -> AbstractAsyncContextManager[Work]:
        return self.works.hotel(self.hotel_id, actor=self.actor)


async def any_caller(
    request: Request,
    services: Services,
    bearer: Annotated[object, _documented[0]],
    key: Annotated[object, _documented[1]],
    cookie: Annotated[object, _documented[2]],
) -> Caller:
    caller = await identify_caller(request, services)
    if not await services.limiter.hit("api", str(caller.id), limit=PER_CALLER):
        raise RateLimited()
    return caller


AnyCaller = Annotated[Caller, Depends(any_caller)]


def access(permission: Permission) -> Callable[..., Awaitable[HotelAccess]]:
    async def check(hotel_id: UUID, caller: AnyCaller, services: Services) -> HotelAccess:
        allowed = caller.permissions_in(hotel_id)
        if allowed is None:
            log.warning("access.foreign_hotel", caller=str(caller.id), hotel_id=str(hotel_id))
            raise NotFound("There is no such hotel.")
        if permission not in allowed:
            log.warning("access.refused", caller=str(caller.id), permission=permission)
            raise Forbidden()
        bind(hotel_id=str(hotel_id))
        found = HotelAccess(HotelId(hotel_id), caller.actor_in(hotel_id), services)
        if caller.is_visiting_admin:
            await _note_visit(found)
        return found

    check.permission = permission  # type: ignore[attr-defined]
    return check


async def platform_admin(caller: AnyCaller) -> Caller:
    if caller.person is None or not caller.person.is_platform_admin:
        raise Forbidden("Only the operator of the platform may do this.")
    return caller


async def browser_session(caller: AnyCaller) -> SessionView:
    if caller.session is None:
        raise Unauthenticated("This needs a session of a browser.")
    return caller.session


Reader = Annotated[HotelAccess, Depends(access(Permission.INBOX_READ))]
Writer = Annotated[HotelAccess, Depends(access(Permission.INBOX_WRITE))]
StayWriter = Annotated[HotelAccess, Depends(access(Permission.STAYS_WRITE))]
ContentReader = Annotated[HotelAccess, Depends(access(Permission.CONTENT_READ))]
ContentWriter = Annotated[HotelAccess, Depends(access(Permission.CONTENT_WRITE))]
SettingsReader = Annotated[HotelAccess, Depends(access(Permission.SETTINGS_READ))]
SettingsWriter = Annotated[HotelAccess, Depends(access(Permission.SETTINGS_WRITE))]
AuditReader = Annotated[HotelAccess, Depends(access(Permission.AUDIT_READ))]
PrivacyReader = Annotated[HotelAccess, Depends(access(Permission.PRIVACY_READ))]
GuestEraser = Annotated[HotelAccess, Depends(access(Permission.GUEST_ERASE))]
Replayer = Annotated[HotelAccess, Depends(access(Permission.REPLAY))]
PlatformAdmin = Annotated[Caller, Depends(platform_admin)]
BrowserSession = Annotated[SessionView, Depends(browser_session)]


async def _note_visit(visit: HotelAccess) -> None:
    """The hotel sees in its audit log that the operator looked, once an hour."""
    container = visit.services.container
    async with container.work.platform() as work:
        if not await hotels.exists(work, visit.hotel_id):
            raise NotFound("There is no such hotel.")
    key = f"visit:{visit.hotel_id}:{visit.actor.id}"
    try:
        async with asyncio.timeout(QUESTION_S):
            first = await container.redis.set(key, b"1", nx=True, ex=VISIT_NOTED_S)
    except (RedisError, OSError):
        # In the counter of this process: noted once more rather than never, or each time.
        limit = f"1/{VISIT_NOTED_S} seconds"
        first = await visit.services.limiter.hit("visit", key, limit=limit)
    if first:
        async with visit.work() as work_here:
            await record(work_here, "admin.visit", subject=str(visit.hotel_id))


async def language_models() -> None:
    """Before a process of the web tells languages apart for the first time: while the models are
    read at once nothing else is answered, a webhook neither, and Green API comes again a minute
    later."""
    await asyncio.to_thread(load_models)
