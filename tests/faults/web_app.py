"""The web process of the rig: the whole API with its webhook route, without the screens, which
need a built front end."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import structlog
from fastapi import FastAPI

from backend.api.app import create_api
from backend.bootstrap import get_container
from backend.observability.logging import configure_logging

log = structlog.get_logger()


def create() -> FastAPI:
    container = get_container()
    settings = container.settings
    configure_logging(settings.log_level, settings.log_format)

    @asynccontextmanager
    async def life(_: FastAPI) -> AsyncIterator[None]:
        await container.open()
        log.info("web.started")
        try:
            yield
        finally:
            await container.close()
            log.info("web.left")

    app = create_api(container)
    app.router.lifespan_context = life
    return app
