"""A body that does not come holds no place for ever."""

import asyncio
from collections.abc import MutableMapping
from typing import Any

import pytest
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.types import Receive, Scope, Send

from backend.api.body_limit import BodyLimit
from tests.waiting import until

Message = MutableMapping[str, Any]


async def echo(scope: Scope, receive: Receive, send: Send) -> None:
    body = await Request(scope, receive).body()
    await PlainTextResponse(body)(scope, receive, send)


async def leaves_late(scope: Scope, receive: Receive, send: Send) -> None:
    """As a long answer does: it watches for a caller who goes away."""
    await Request(scope, receive).body()
    assert (await receive())["type"] == "http.disconnect"
    await PlainTextResponse("done")(scope, receive, send)


def scope_of(path: str) -> dict[str, Any]:
    return {"type": "http", "method": "POST", "path": path, "headers": []}


class Caller:
    def __init__(self, *messages: Message) -> None:
        self.coming: asyncio.Queue[Message] = asyncio.Queue()
        self.told: list[Message] = []
        for message in messages:
            self.coming.put_nowait(message)

    async def hear(self, message: Message) -> None:
        self.told.append(message)


FIRST = {"type": "http.request", "body": b"a", "more_body": True}
LAST = {"type": "http.request", "body": b"b", "more_body": False}


@pytest.mark.parametrize("path", ["/api/v1/auth/login", "/api/v1/hotels/x/stay-imports"])
async def test_a_body_that_stops_half_way_is_given_up(path: str) -> None:
    """408, whoever sends it: before anybody has signed in it takes a place of others."""
    caller = Caller(FIRST)
    limited = BodyLimit(echo, body_s=0, upload_s=0)
    with pytest.raises(Exception, match="in time"):
        await limited(scope_of(path), caller.coming.get, caller.hear)


async def test_what_the_app_makes_of_a_slow_body_is_told_as_408() -> None:
    """The framework takes it for a broken body; the caller hears what was wrong."""

    async def forgiving(scope: Scope, receive: Receive, send: Send) -> None:
        try:
            await echo(scope, receive, send)
        except Exception:
            await PlainTextResponse("broken", 400)(scope, receive, send)

    caller = Caller(FIRST)
    await BodyLimit(forgiving, body_s=0)(scope_of("/api"), caller.coming.get, caller.hear)

    assert caller.told[0]["status"] == 408


async def test_after_its_body_a_request_may_take_its_time() -> None:
    """The deadline is the body's, not the answer's."""
    caller = Caller(FIRST, LAST)
    limited = BodyLimit(leaves_late, body_s=0)
    task = asyncio.create_task(limited(scope_of("/api"), caller.coming.get, caller.hear))
    await until(caller.coming.empty)
    await caller.coming.put({"type": "http.disconnect"})
    await task

    assert caller.told[0]["status"] == 200
