"""What is called for every message goes past FastAPI, whose layers cost more than the answers."""

from collections.abc import Mapping

import orjson
from pydantic import ValidationError
from starlette.types import ASGIApp, Receive, Scope, Send

from simulators.control.requests import Written
from simulators.control.writing import NothingWritten, guest_writes
from simulators.exchange import Answer, TooLarge, base_url, read_body, respond
from simulators.green_api.registry import UnknownInstance
from simulators.world import World

GUEST_WRITES = "/control/guest-message"
LARGEST_WORDS = 1024 * 1024


class Front:
    """`services`: by the first part of their paths; `others` answers everything else."""

    def __init__(self, services: Mapping[str, ASGIApp], *, world: World, others: ASGIApp) -> None:
        self._services = services
        self._world = world
        self._others = others

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._others(scope, receive, send)
            return
        path: str = scope["path"]
        mount = path[: path.find("/", 1)]
        service = self._services.get(mount)
        if service is not None:
            below = {**scope, "root_path": scope.get("root_path", "") + mount}
            await service(below, receive, send)
        elif path == GUEST_WRITES and scope["method"] == "POST":
            await respond(send, await self._guest_writes(scope, receive))
        else:
            await self._others(scope, receive, send)

    async def _guest_writes(self, scope: Scope, receive: Receive) -> Answer:
        try:
            written = Written.model_validate_json(await read_body(receive, limit=LARGEST_WORDS))
            message = guest_writes(self._world, written, base_url=base_url(scope))
        except TooLarge:
            return _refused(413, "the body is too large")
        except ValidationError as error:
            return _refused(422, error.errors(include_url=False, include_context=False))
        except UnknownInstance:
            return _refused(404, "no such instance")
        except NothingWritten as error:
            return _refused(400, str(error))
        return Answer(200, orjson.dumps({"id_message": message.id}))


def _refused(status: int, detail: object) -> Answer:
    return Answer(status, orjson.dumps({"detail": detail}))
