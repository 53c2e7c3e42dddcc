"""The web process of the rig: the whole API with its webhook route, without the screens, which
need a built front end."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI

from backend.api.app import create_api
from backend.bootstrap import create_container
from backend.observability.logging import configure_logging
from backend.settings import get_settings


def create() -> FastAPI:
    settings = get_settings()
    configure_logging(settings.log_level, settings.log_format)
    container = create_container(settings, "web")

    @asynccontextmanager
    async def life(_: FastAPI) -> AsyncIterator[None]:
        await container.open()
        try:
            yield
        finally:
            await container.close()

    app = create_api(container)
    app.router.lifespan_context = life
    return app
