"""The staff's app as it is served: the real API, sessions from the database."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from backend.api.app import create_api
from backend.bootstrap import get_container
from backend.features.accounts import service as accounts
from backend.features.completeness.service import WEB, beat_while_alive
from backend.observability.logging import configure_logging
from hotelbot_ui.services import Identity, Services
from hotelbot_ui.wiring import build

container = get_container()
configure_logging(container.settings.log_level, container.settings.log_format)
api = create_api(container)


async def find_session(token: str) -> Identity | None:
    async with container.work.platform() as work:
        return await accounts.find_session(work, token)


@asynccontextmanager
async def container_life() -> AsyncIterator[None]:
    """The connections of this web process."""
    await container.open()
    alive = asyncio.create_task(beat_while_alive(container.work, WEB))
    try:
        yield
    finally:
        alive.cancel()
        with suppress(asyncio.CancelledError):
            await alive
        await container.close()


app = build(
    api,
    Services(
        find_session=find_session,
        redis=lambda: container.redis,
        cookie_name=api.state.services.cookie,
        origin=container.settings.public_url,
    ),
)
app.register_lifespan_task(container_life)
