"""The simulators as one ASGI application.

`uvicorn simulators.app:app` serves Green API below /green, DeepSeek below /deepseek, the
control API below /control and a phone to play guest on at /.
"""

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, nullcontext
from pathlib import Path

from fastapi import FastAPI
from fastapi.responses import FileResponse
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp

from simulators.control.mail import build_mail
from simulators.control.routes import build_control
from simulators.deepseek.routes import DeepSeekApi
from simulators.front import Front
from simulators.green_api.routes import GreenApi
from simulators.kept import kept_in
from simulators.knobs import Knobs
from simulators.mail import MailServer, receiving
from simulators.world import World

PAGE = Path(__file__).parent / "page"


def create_app(
    knobs: Knobs | None = None, *, kept: Path | None = None, mail_port: int | None = None
) -> Front:
    """`kept`: a file that carries numbers and conversations over a restart. `mail_port`: where
    mail is taken; None: nowhere."""
    world, mail = World(knobs), MailServer()

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        async with kept_in(kept, world) if kept else nullcontext(), receiving(mail, mail_port):
            yield

    app = FastAPI(title="Hotelbot simulators", docs_url=None, redoc_url=None, lifespan=lifespan)
    app.include_router(build_control(world))
    app.include_router(build_mail(mail))
    app.mount("/page", StaticFiles(directory=PAGE))

    @app.get("/", include_in_schema=False)
    async def page() -> FileResponse:
        return FileResponse(PAGE / "index.html")

    services: dict[str, ASGIApp] = {
        "/green": GreenApi(world.runtime, world.registry),
        "/deepseek": DeepSeekApi(world.deepseek),
    }
    return Front(services, world=world, others=app)


_FILE = os.environ.get("HOTELBOT_SIMULATOR_FILE", "")
_MAIL = os.environ.get("HOTELBOT_SIMULATOR_MAIL_PORT", "")
app = create_app(kept=Path(_FILE) if _FILE else None, mail_port=int(_MAIL) if _MAIL else None)
