"""The API against its own document: whatever is sent, the answer is one that was promised."""

import asyncio
import json
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any
from uuid import UUID

import httpx
import pytest
import schemathesis
from hypothesis import Phase, given
from hypothesis import strategies as st
from schemathesis import APIOperation, Case, GenerationMode
from schemathesis.core.failures import FailureGroup
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from backend.domain.words import Author, Role
from backend.features.messages.service import queue_message
from backend.models import Conversation
from tests.api.places import Furnished, furnish
from tests.effort import bounded
from tests.fixtures.api import ORIGIN, Api
from tests.fixtures.work import HotelFixture

MakeHotel = Callable[..., Awaitable[HotelFixture]]
CHECKS = [
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]
CALLERS = ("manager", "agent of another hotel", "platform admin", "nobody")
EXAMPLES = {"manager": 12, "agent of another hotel": 2, "platform admin": 4, "nobody": 2}
ANSWER_S = 30.0
# Sent last: they end the life of what the others are about.
ENDING = ("DELETE", "/suspend", "/deactivate", "/discard", "/revoke", "/stop", "/resolve")
HOSTILE_TEXTS = (
    "",
    "\x00",
    "a\x00b",
    "\ud800",
    "\udfff x",
    "{{7*7}} {0.__class__}",
    "' or 1=1; drop table message; --",
    "\u202e\u200b\u2066",
    "9" * 400,
    "x" * 70_000,
    "../../etc/passwd",
    "1e999",
    "0000-00-00",
    "9999-12-31",
    "0001-01-01",
    "10000-01-01T00:00:00Z",
    "-1",
    "W10",
    "Wzk5OTk5OTk5OTk5OTk5OTk5OTk5OTksMV0",
    "WyJhIiwiYiJd",
    "WzFlOTk5XQ",
)
HOSTILE_PATHS = tuple(one[:200] for one in HOSTILE_TEXTS if one and one.isprintable())
HOSTILE_BODIES = (
    b"",
    b"{",
    b"[]",
    b"null",
    b"NaN",
    b"\xff\xfe",
    b'{"name": "\xc3\x28"}',
    b"\xef\xbb\xbf{}",
    b'{"name": ' + b"[" * 50_000,
    b'{"name": ' + b"9" * 5_000 + b"}",
    b'{"name": Infinity, "text": NaN}',
)
HOSTILE_VALUES: tuple[Any, ...] = (
    *HOSTILE_TEXTS,
    None,
    True,
    -1,
    0,
    2**31,
    2**63,
    -(2**63) - 1,
    10**400,
    1e308,
    [],
    {},
    [[[[]]]],
    ["\x00"],
    {"\x00": "\ud800"},
)


@dataclass(frozen=True)
class Answered:
    """A client for code that is not on the app's loop: hypothesis is not."""

    client: httpx.AsyncClient
    loop: asyncio.AbstractEventLoop

    def send(self, request: httpx.Request) -> httpx.Response:
        call = self.client.send(request)
        return asyncio.run_coroutine_threadsafe(call, self.loop).result(ANSWER_S)


@dataclass(frozen=True)
class Stage:
    api: Api
    ours: Furnished
    elsewhere: HotelFixture

    async def client(self, who: str) -> httpx.AsyncClient:
        if who == "manager":
            return await self.api.staff(self.ours.hotel)
        if who == "agent of another hotel":
            return await self.api.staff(self.elsewhere, Role.AGENT)
        return await self.api.admin() if who == "platform admin" else self.api.client()


@pytest.fixture
async def stage(api: Api, make_hotel: MakeHotel) -> Stage:
    works = api.container.work
    ours = await furnish(works, await make_hotel(), "words")
    async with works.hotel(ours.hotel.id) as work:
        key = (ours.hotel.id, UUID(ours.ids["conversation_id"]))
        outgoing = await queue_message(
            work,
            await work.session.get_one(Conversation, key),
            author=Author.AI,
            text="Gladly",
            dedupe_key="contract",
            not_after=work.now,
        )
    ours.ids["message_id"] = str(outgoing.id)
    return Stage(api, ours, await make_hotel())


def operations(api: Api) -> Iterator[APIOperation[Any, Any, Any, Any]]:
    schema = schemathesis.openapi.from_dict(api.app.openapi())
    found = [result.ok() for result in schema.get_all_operations()]  # type: ignore[union-attr]
    asked = [one for one in found if not one.path.startswith("/health")]
    yield from sorted(asked, key=lambda one: (_ends(one), one.path, one.method))


def _ends(one: APIOperation[Any, Any, Any, Any]) -> bool:
    return any(part in f"{one.method.upper()} {one.path}" for part in ENDING)


@pytest.mark.parametrize("who", CALLERS)
async def test_every_answer_is_one_of_the_document(stage: Stage, who: str) -> None:
    """No caller and no input makes an answer of another status or shape, or an error of ours."""
    client = Answered(await stage.client(who), asyncio.get_running_loop())
    wrong = await asyncio.to_thread(_fuzz, stage, client, EXAMPLES[who])
    assert not wrong, "\n\n".join(wrong)


def _fuzz(stage: Stage, client: Answered, examples: int) -> list[str]:
    wrong = []
    for operation in operations(stage.api):
        try:
            _fuzz_operation(operation, stage.ours.ids, client, examples)
        except (Exception, FailureGroup) as error:
            wrong.append(f"{operation.method.upper()} {operation.path}: {error}")
    return wrong


def _fuzz_operation(
    operation: APIOperation[Any, Any, Any, Any],
    ids: dict[str, str],
    client: Answered,
    examples: int,
) -> None:
    known = {name: value for name, value in ids.items() if f"{{{name}}}" in operation.path}
    strategies = [
        operation.as_strategy(mode, path_parameters=path)
        for mode in GenerationMode
        for path in (known, None)
    ]

    @bounded(examples, phases=[Phase.generate])
    @given(case=st.one_of(strategies[0], *strategies), data=st.data())
    def run(case: Case[Any], data: st.DataObject) -> None:
        request = _request(case, client.client, data)
        if request is None:
            return
        answer = client.send(request)
        is_asked_elsewhere = answer.status_code == 503 and "/channels" in operation.path
        assert answer.status_code < 500 or is_asked_elsewhere, answer.text
        case.validate_response(answer, checks=CHECKS)
        if answer.status_code >= 400:
            _is_said(answer)

    run()


def _request(
    case: Case[Any], client: httpx.AsyncClient, data: st.DataObject
) -> httpx.Request | None:
    """As generated, or with one thing spoiled. None: no HTTP client could send it."""
    spoiled = data.draw(st.sampled_from(("nothing", "path", "query", "body", "bytes")))
    if spoiled == "path" and case.path_parameters:
        name = sorted(case.path_parameters)[-1]
        case.path_parameters[name] = data.draw(st.sampled_from(HOSTILE_PATHS))
    sent = case.as_transport_kwargs(base_url=ORIGIN)
    sent.pop("cookies", None)
    headers = {
        name: value
        for name, value in sent.pop("headers").items()
        if name.lower() not in ("authorization", "x-api-key", "cookie")
    }
    if spoiled == "query":
        names = sorted(one.name for one in case.operation.query) or ["cursor"]
        changed = {data.draw(st.sampled_from(names)): data.draw(st.sampled_from(HOSTILE_TEXTS))}
        sent["params"] = {**(sent.get("params") or {}), **changed}
    if spoiled in ("body", "bytes") and case.operation.body:
        for way in ("data", "json", "content", "files"):
            sent.pop(way, None)
        sent["content"] = (
            _spoiled_body(case.body, data)
            if spoiled == "body"
            else data.draw(st.sampled_from(HOSTILE_BODIES))
        )
        headers["Content-Type"] = "application/json"
    try:
        request = client.build_request(**sent, headers=headers)
        request.read()  # a file goes out as a stream; whoever judges the answer reads it again
        return request
    except (UnicodeError, ValueError, TypeError, AttributeError, httpx.InvalidURL):
        return None


def _spoiled_body(body: Any, data: st.DataObject) -> bytes:
    """One field holds what no form would send; JSON can spell half of an emoji."""
    changed = json.loads(json.dumps(body)) if isinstance(body, dict) else {}
    names = sorted(changed) or ["name"]
    changed[data.draw(st.sampled_from(names))] = data.draw(st.sampled_from(HOSTILE_VALUES))
    return json.dumps(changed).encode()


def _is_said(answer: httpx.Response) -> None:
    """The one shape of everything that goes wrong, with words of its own."""
    error = answer.json()["error"]
    bare = f"{HTTPStatus(answer.status_code).phrase}."
    assert error["code"], answer.text
    assert len(error["message"]) > 10, answer.text
    assert error["message"] not in (bare, "The request is not valid. "), answer.text
