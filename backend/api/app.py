"""The web API: one FastAPI app, to be served alone or beside the staff's screens."""

from fastapi import APIRouter, FastAPI, HTTPException, Request
from starlette.routing import Match, Router

from backend.api.capacity import Capacity
from backend.api.docs import docs_router
from backend.api.errors import ErrorEnvelope, add_error_handlers
from backend.api.middleware import Around
from backend.api.routes import (
    ai_cost,
    ai_drafts,
    alerts,
    api_keys,
    audit,
    auth,
    automation,
    bulk,
    calibration,
    candidates,
    canned_replies,
    channels,
    complaints,
    completeness,
    connections,
    contradictions,
    conversations,
    dead_letters,
    disclosures,
    drafts,
    duty,
    erasures,
    files,
    golden,
    guest_merges,
    guests,
    handling,
    health,
    helps,
    hotels,
    knowledge,
    knowledge_imports,
    labels,
    media,
    messages,
    notifications,
    pms,
    presence,
    promises,
    rehearsals,
    saved_views,
    scheduled,
    search,
    session,
    staff,
    stay_imports,
    stays,
    surveys,
    teams,
    templates,
    translations,
    triggers,
    uncertain,
    wrong_answers,
)
from backend.api.routes.hooks import hook_routes
from backend.api.routes.pms_hooks import pms_hook_routes
from backend.api.services import ApiServices
from backend.bootstrap import Container, get_container
from backend.errors import NotFound

VERSION = "1.0"
ROUTERS = (
    auth.router,
    session.router,
    hotels.router,
    bulk.router,
    conversations.router,
    search.router,
    handling.router,
    drafts.router,
    presence.router,
    notifications.router,
    scheduled.router,
    messages.router,
    translations.router,
    media.router,
    files.router,
    canned_replies.router,
    uncertain.router,
    ai_drafts.router,
    helps.router,
    disclosures.router,
    erasures.router,
    ai_cost.router,
    alerts.router,
    complaints.router,
    promises.router,
    calibration.router,
    duty.router,
    guests.router,
    guest_merges.router,
    stays.router,
    stay_imports.router,
    pms.router,
    knowledge.router,
    knowledge_imports.router,
    contradictions.router,
    golden.golden,
    golden.changes,
    candidates.router,
    wrong_answers.router,
    templates.router,
    surveys.router,
    rehearsals.router,
    triggers.router,
    automation.router,
    channels.router,
    completeness.router,
    staff.router,
    teams.router,
    labels.router,
    saved_views.router,
    api_keys.router,
    audit.router,
    dead_letters.router,
    connections.router,
)


def create_api(container: Container | None = None) -> FastAPI:
    """Opens nothing; whoever serves the app opens and closes the container."""
    container = container or get_container()
    app = FastAPI(
        title="Hotelbot",
        version=VERSION,
        openapi_url="/api/v1/openapi.json",
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
    )
    app.state.services = ApiServices.of(container)
    add_error_handlers(app)
    hooks = Router([*hook_routes(container), *pms_hook_routes(container)])
    settings = container.settings
    capacity = Capacity(people=settings.web_requests, webhooks=settings.web_webhooks)
    is_https = app.state.services.is_https
    app.add_middleware(Around, hooks=hooks, is_https=is_https, capacity=capacity)
    v1 = APIRouter(prefix="/api/v1", responses={"default": {"model": ErrorEnvelope}})
    for router in ROUTERS:
        v1.include_router(router)
    app.include_router(v1)
    app.include_router(health.router)
    app.include_router(docs_router)
    app.include_router(_unknown)
    return app


_unknown = APIRouter()


@_unknown.api_route(
    "/api/{path:path}",
    methods=["GET", "POST", "PUT", "PATCH", "DELETE"],
    include_in_schema=False,
)
async def unknown(path: str, request: Request) -> None:
    """Nothing below /api is ever answered by the screens."""
    if any(route.matches(request.scope)[0] is Match.PARTIAL for route in request.app.routes):
        raise HTTPException(405)
    raise NotFound("There is nothing at this address.")
