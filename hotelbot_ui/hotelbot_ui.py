"""The staff's app as it is served: the real API, sessions from the database."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from backend.api.app import create_api
from backend.api.services import session_cookie
from backend.bootstrap import get_container
from backend.features.accounts import service as accounts
from backend.observability.logging import configure_logging
from hotelbot_ui.services import Identity, Services
from hotelbot_ui.wiring import build


async def find_session(token: str) -> Identity | None:
    async with get_container().work.platform() as work:
        return await accounts.find_session(work, token)


@asynccontextmanager
async def container_life() -> AsyncIterator[None]:
    """The connections of this web process."""
    container = get_container()
    await container.open()
    try:
        yield
    finally:
        await container.close()


settings = get_container().settings
configure_logging(settings.log_level, settings.log_format)
app = build(
    create_api(),
    Services(
        find_session=find_session,
        redis=lambda: get_container().redis,
        cookie_name=session_cookie(settings),
        origin=settings.public_url,
    ),
)
app.register_lifespan_task(container_life)
