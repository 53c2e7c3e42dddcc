"""Real servers on free ports: the simulators, and a hotel that receives their webhooks."""

import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

import httpx
import orjson
import uvicorn
from starlette.types import ASGIApp, Receive, Scope, Send

from simulators.app import create_app
from simulators.exchange import read_body
from simulators.knobs import Knobs
from tests.waiting import PATIENCE_S

START_S = 60.0


@contextmanager
def served(app: ASGIApp, *, lifespan: Literal["on", "off"] = "off") -> Iterator[str]:
    """Serves in a thread; yields the address."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        port = listening.getsockname()[1]
        config = uvicorn.Config(
            app, log_level="critical", timeout_graceful_shutdown=1, lifespan=lifespan
        )
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, args=([listening],), daemon=True)
        thread.start()
        wait_until(lambda: server.started, START_S)
        yield f"http://127.0.0.1:{port}"
        server.should_exit = True
        thread.join(START_S)


def wait_until(is_so: Callable[[], Any], patience_s: float = PATIENCE_S) -> Any:
    """The first true value; fails when there is none in time."""
    deadline = time.monotonic() + patience_s
    while not (found := is_so()):
        assert time.monotonic() < deadline, "it did not happen in time"
        # A pause between looks at a condition, not a wait for an effect.
        threading.Event().wait(0.01)
    return found


@dataclass
class Hotel:
    """Answers webhooks with the statuses in `answers`, then with 200."""

    answers: list[int] = field(default_factory=list)
    received: list[dict[str, Any]] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    address: str = ""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        body = await read_body(receive, limit=1 << 20)
        self.received.append(orjson.loads(body))
        self.headers.append({key.decode(): value.decode() for key, value in scope["headers"]})
        status = self.answers.pop(0) if self.answers else 200
        body = b"" if status == 204 else b"{}"
        length = [] if status == 204 else [(b"content-length", b"2")]
        await send({"type": "http.response.start", "status": status, "headers": length})
        await send({"type": "http.response.body", "body": body})

    def of_type(self, type_webhook: str) -> list[dict[str, Any]]:
        return [one for one in self.received if one["typeWebhook"] == type_webhook]

    def statuses(self, id_message: str) -> list[str]:
        found = self.of_type("outgoingMessageStatus")
        return [one["status"] for one in found if one["idMessage"] == id_message]


class Simulator:
    """The simulators as a script sees them."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.green = f"{address}/green"
        self.deepseek = f"{address}/deepseek"
        self._client = httpx.Client(base_url=address, timeout=PATIENCE_S)

    def control(self, path: str, body: Any = None) -> Any:
        answer = self._client.post(f"/control/{path}", json={} if body is None else body)
        answer.raise_for_status()
        return answer.json()

    def look(self, path: str, **query: Any) -> Any:
        answer = self._client.get(f"/control/{path}", params=query)
        answer.raise_for_status()
        return answer.json()

    def ledger(self, kind: str) -> list[dict[str, Any]]:
        entries: list[dict[str, Any]] = self.look("ledger", kind=kind)[kind]
        return entries

    def green_call(
        self, method: str, body: Any = None, *, verb: str = "POST", number: "Number"
    ) -> httpx.Response:
        path = f"/green/waInstance{number.id}/{method}/{number.token}"
        return self._client.request(verb, path, json=body)

    def forgive(self) -> None:
        """No fault any more."""
        self._client.delete("/control/faults").raise_for_status()

    def switch_on(self, kind: str, **fields: Any) -> None:
        self.control("faults", {"kind": kind, "count": 1, **fields})


@dataclass(frozen=True)
class Number:
    id: int
    token: str


@contextmanager
def simulator(*, kept: Path | None = None, **knobs: Any) -> Iterator[Simulator]:
    fast = {"status_delay_ms": 5, "send_delay_ms": 1, "ai_latency_s": 0.0, "reboot_s": 0.05}
    with served(create_app(Knobs(**{**fast, **knobs}), kept=kept), lifespan="on") as address:
        yield Simulator(address)
