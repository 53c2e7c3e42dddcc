"""The API and its media host as one ASGI application."""

import re
import time
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl

import orjson
from starlette.types import Receive, Scope, Send

from simulators.exchange import Answer, TooLarge, base_url, read_body, respond
from simulators.green_api import errors, wire_faults
from simulators.green_api.call import Call
from simulators.green_api.errors import OverQuota, Refused
from simulators.green_api.limits import per_second
from simulators.green_api.media import LARGEST_FILE
from simulators.green_api.methods import METHODS, WITHDRAWN, Method
from simulators.green_api.registry import Registry, UnknownInstance, WrongToken
from simulators.runtime import Runtime

LARGEST_JSON = 100 * 1024
API_PATH = re.compile(r"/waInstance(\d{1,19})/(\w+)/([^/]+)/?(.*)$")
MEDIA_PATH = re.compile(r"/media/([\w.-]+)$")
NOTHING = Answer(200, b"{}")


@dataclass(slots=True)
class _Request:
    scope: Scope
    id_instance: int
    method: str
    token: str
    rest: str
    raw: bytes
    entry: dict[str, Any]


class GreenApi:
    def __init__(self, runtime: Runtime, registry: Registry) -> None:
        self._runtime = runtime
        self._registry = registry

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        found = API_PATH.search(scope["path"])
        if found is not None:
            await self._api(found, scope, receive, send)
        else:
            await respond(send, self._file(scope["path"]))

    async def _api(self, found: re.Match[str], scope: Scope, receive: Receive, send: Send) -> None:
        id_instance, name, token, rest = int(found[1]), found[2].lower(), found[3], found[4]
        entry = self._open_entry(id_instance, name)
        fault = self._runtime.faults.draw("http", id_instance=id_instance, method=name)
        if fault is not None:
            entry["fault"] = fault.kind
        if fault is not None and fault.kind == "delay" and not fault.params["accepted"]:
            await wire_faults.wait(fault)
            fault = None
        try:
            raw = await read_body(receive, limit=_largest_body(name))
        except TooLarge:
            entry["http_status"] = 500
            await respond(send, errors.too_large())
            return
        answer = NOTHING
        if fault is None or not wire_faults.happens_before(fault):
            request = _Request(scope, id_instance, name, token, rest, raw, entry)
            answer = await self._answer(request)
        entry["http_status"] = answer.status
        if fault is None:
            await respond(send, answer)
        else:
            entry["http_status"] = await wire_faults.show(
                fault, answer, method=name, path=scope["path"], receive=receive, send=send
            )

    async def _answer(self, request: _Request) -> Answer:
        verb, path = request.scope["method"], request.scope["path"]
        if verb == "OPTIONS":
            return Answer(204)
        if request.method in WITHDRAWN:
            return errors.forbidden()
        method = METHODS.get(request.method)
        if method is None or method.verb != verb:
            return errors.unknown_method(path)
        try:
            return await self._carry_out(method, request)
        except UnknownInstance:
            return errors.forbidden()
        except WrongToken:
            return errors.unauthorized()
        except OverQuota as over:
            return errors.over_quota(over.body)
        except Refused as refused:
            return errors.bad_request(path, str(refused))

    async def _carry_out(self, method: Method, request: _Request) -> Answer:
        instance = self._registry.access(request.id_instance, request.token)
        limited = self._runtime.knobs.rate_limits
        if limited and not instance.limiter.admits(request.method, time.monotonic()):
            return errors.too_many(per_second(request.method))
        payload = {} if method.raw else _json(request.raw)
        call = Call(
            instance=instance,
            runtime=self._runtime,
            media=self._registry.media,
            payload=payload,
            query=dict(parse_qsl(request.scope["query_string"].decode("latin-1"))),
            rest=request.rest,
            raw=request.raw,
            headers={
                key.decode("latin-1"): value.decode("latin-1")
                for key, value in request.scope["headers"]
            },
            base_url=self._media_base(request.scope),
        )
        chat_id = payload.get("chatId")
        request.entry["chat_id"] = chat_id
        request.entry["text"] = payload.get("message")
        instance.quotas.spend(request.method, chat_id if isinstance(chat_id, str) else None)
        answer = await method.handler(call)
        request.entry["id_message"] = call.id_message
        return answer

    def _open_entry(self, id_instance: int, name: str) -> dict[str, Any]:
        method = METHODS.get(name)
        return self._runtime.ledger.add(
            "requests",
            id_instance=id_instance,
            method=method.name if method else name,
            chat_id=None,
            text=None,
            id_message=None,
            http_status=None,
            fault=None,
        )

    def _file(self, path: str) -> Answer:
        found = MEDIA_PATH.search(path)
        stored = self._registry.media.find(found[1]) if found else None
        if stored is None:
            return errors.unknown_method(path)
        return Answer(200, stored.content, stored.mime)

    def _media_base(self, scope: Scope) -> str:
        root_path: str = scope.get("root_path", "")
        return (self._runtime.knobs.public_url or base_url(scope)) + root_path


def _largest_body(name: str) -> int:
    method = METHODS.get(name)
    return LARGEST_FILE if method is not None and method.raw else LARGEST_JSON


def _json(raw: bytes) -> dict[str, Any]:
    if not raw:
        return {}
    try:
        body = orjson.loads(raw)
    except orjson.JSONDecodeError as error:
        raise Refused(f"Unexpected token in JSON at position {error.pos}") from error
    # The vendor's own client sends bare numbers and null with GET and DELETE.
    return body if isinstance(body, dict) else {}
