"""The simulators as one ASGI application.

`uvicorn simulators.app:app` serves Green API below /green, DeepSeek below /deepseek, the
control API below /control and a phone to play guest on at /.
"""

from pathlib import Path

from fastapi import FastAPI
from fastapi.responses import FileResponse
from starlette.staticfiles import StaticFiles

from simulators.control.routes import build_control
from simulators.deepseek.routes import DeepSeekApi
from simulators.green_api.routes import GreenApi
from simulators.knobs import Knobs
from simulators.world import World

PAGE = Path(__file__).parent / "page"


def create_app(knobs: Knobs | None = None) -> FastAPI:
    world = World(knobs)
    app = FastAPI(title="Hotelbot simulators", docs_url=None, redoc_url=None)
    app.state.world = world
    app.include_router(build_control(world))
    app.mount("/green", GreenApi(world.runtime, world.registry))
    app.mount("/deepseek", DeepSeekApi(world.deepseek))
    app.mount("/page", StaticFiles(directory=PAGE))

    @app.get("/", include_in_schema=False)
    async def page() -> FileResponse:
        return FileResponse(PAGE / "index.html")

    return app


app = create_app()
