"""The API as an ASGI application; the optional /v1 of the path is ignored."""

import asyncio
import time
from collections import Counter
from typing import Any

import orjson
from starlette.types import Receive, Scope, Send

from simulators import exchange
from simulators.deepseek import errors
from simulators.deepseek.completion import Completion
from simulators.deepseek.request import (
    CONCURRENCY,
    MODELS,
    ChatRequest,
    Refused,
    invalid,
    parse_request,
)
from simulators.deepseek.service import DeepSeek
from simulators.exchange import Answer, respond
from simulators.faults import Fault

LARGEST_REQUEST = 8 * 1024 * 1024
PLAIN_JSON = "application/json"
STATUS_FAULTS = {
    "ai_402": 402,
    "ai_422": 422,
    "ai_429": 429,
    "ai_500": 500,
    "ai_503": 503,
}
KEEP_ALIVE_EVERY_S = 5.0


class DeepSeekApi:
    def __init__(self, deepseek: DeepSeek) -> None:
        self._deepseek = deepseek
        self._runtime = deepseek.runtime
        self._running: Counter[str] = Counter()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        path = scope["path"].removeprefix(scope.get("root_path", "")).removeprefix("/v1")
        key = _key(scope)
        wanted = self._runtime.knobs.ai_key
        if not key or (wanted and key != wanted):
            await respond(send, errors.bad_key(key))
        elif path == "/models":
            await respond(send, _models())
        elif path == "/user/balance":
            await respond(send, _balance())
        elif path == "/chat/completions" and scope["method"] == "POST":
            await self._chat(key, receive, send)
        else:
            await respond(send, errors.not_found())

    async def _chat(self, key: str, receive: Receive, send: Send) -> None:
        raw = await exchange.read_body(receive, limit=LARGEST_REQUEST)
        entry = self._runtime.ledger.add("ai", request=None, response=None, fault=None)
        fault = self._runtime.faults.draw("ai")
        if fault is not None:
            entry["fault"] = fault.kind
            if await self._fail_early(fault, key, receive, send):
                return
        try:
            entry["request"] = body = _json(raw)
            request = parse_request(body)
        except Refused as error:
            entry["response"] = error.error
            await respond(send, errors.refused(error))
            return
        if self._running[request.served_model] >= CONCURRENCY[request.served_model]:
            await respond(send, errors.by_status(429))
            return
        self._running[request.served_model] += 1
        try:
            completion = self._deepseek.complete(request, fault)
            entry["response"] = completion.body()
            await self._tell(request, completion, fault, receive, send)
        finally:
            self._running[request.served_model] -= 1

    async def _fail_early(self, fault: Fault, key: str, receive: Receive, send: Send) -> bool:
        """Faults that need no answer of the model. True when the exchange is over."""
        if fault.kind in STATUS_FAULTS:
            await respond(send, errors.by_status(STATUS_FAULTS[fault.kind]))
        elif fault.kind == "ai_401":
            plain = bool(fault.params["plain_text"])
            await respond(send, errors.bad_key_in_plain_text() if plain else errors.bad_key(key))
        elif fault.kind == "ai_hang":
            await exchange.hang(receive, float(fault.params["seconds"]))
        elif fault.kind == "ai_reset":
            await exchange.reset(receive)
        else:
            return False
        return True

    async def _tell(
        self,
        request: ChatRequest,
        completion: Completion,
        fault: Fault | None,
        receive: Receive,
        send: Send,
    ) -> None:
        """Status 200 leaves first, as the service does; then the waiting shows as blank lines."""
        line = b": keep-alive\n\n" if request.stream else b"\n"
        gone = asyncio.ensure_future(exchange.wait_until_gone(receive))
        kind = b"text/event-stream" if request.stream else PLAIN_JSON.encode()
        headers = [(b"content-type", kind)]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        seconds, every = self._patience(fault)
        deadline = time.monotonic() + seconds
        while (left := deadline - time.monotonic()) > 0 and not gone.done():
            await asyncio.wait({gone}, timeout=min(every, left))
            if time.monotonic() < deadline:
                await send({"type": "http.response.body", "body": line, "more_body": True})
        if not gone.done():
            await _send_completion(request, completion, send)
        gone.cancel()

    def _patience(self, fault: Fault | None) -> tuple[float, float]:
        """Seconds until the answer, and between two signs of life."""
        if fault is not None and fault.kind == "ai_keep_alive":
            return float(fault.params["for_s"]), float(fault.params["every_s"])
        if fault is not None and fault.kind == "ai_latency":
            return float(fault.params["seconds"]), KEEP_ALIVE_EVERY_S
        return self._runtime.knobs.ai_latency_s, KEEP_ALIVE_EVERY_S


async def _send_completion(request: ChatRequest, completion: Completion, send: Send) -> None:
    if not request.stream:
        await send({"type": "http.response.body", "body": orjson.dumps(completion.body())})
        return
    for event in completion.events(include_usage=request.include_usage):
        await send({"type": "http.response.body", "body": event, "more_body": True})
    await send({"type": "http.response.body", "body": b""})


def _key(scope: Scope) -> str:
    header = next((value for name, value in scope["headers"] if name == b"authorization"), b"")
    scheme, _, key = header.decode("latin-1").partition(" ")
    return key.strip() if scheme.lower() == "bearer" else ""


def _json(raw: bytes) -> Any:
    try:
        return orjson.loads(raw)
    except orjson.JSONDecodeError as error:
        raise invalid("Failed to parse the request body as JSON") from error


def _models() -> Answer:
    models = [{"id": name, "object": "model", "owned_by": "deepseek"} for name in MODELS]
    return Answer(200, orjson.dumps({"object": "list", "data": models}), PLAIN_JSON)


def _balance() -> Answer:
    balance = {
        "currency": "USD",
        "total_balance": "100.00",
        "granted_balance": "0.00",
        "topped_up_balance": "100.00",
    }
    return Answer(200, orjson.dumps({"is_available": True, "balance_infos": [balance]}), PLAIN_JSON)
