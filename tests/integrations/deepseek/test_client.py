"""DeepSeek's client against a server that behaves, and misbehaves, like the service."""

import asyncio
from time import monotonic
from typing import Any

import httpx
import orjson
import pytest
from pydantic import SecretStr

from backend.integrations.deepseek.client import DeepSeekClient
from backend.ports.ai import AiFailure, AiMessage, AiRequest, AiUnavailable
from tests.integrations.deepseek.conftest import KEY
from tests.simulators.serving import Simulator

PATIENCE_S, SILENT_S = 0.6, 120.0


def request(deadline_s: float = 10.0, *, max_tokens: int = 500) -> AiRequest:
    system = "Answer with one json object.\n[k1] Breakfast (en): Breakfast is from 7:00 to 10:30."
    return AiRequest(
        messages=(AiMessage("system", system), AiMessage("user", "When is breakfast?")),
        user_id="h-0123",
        max_tokens=max_tokens,
        deadline_s=deadline_s,
    )


async def failure_of(client: DeepSeekClient, asked: AiRequest) -> AiUnavailable:
    with pytest.raises(AiUnavailable) as raised:
        await client.complete(asked)
    return raised.value


async def test_an_answer_comes_with_its_usage(client: DeepSeekClient, sim: Simulator) -> None:
    """The content is one JSON object; tokens, model and id are what the service said."""
    reply = await client.complete(request())

    answer = orjson.loads(reply.content)
    assert "7:00" in answer["sentences"][0]["text"]
    assert "deepseek-flash" == reply.model
    assert reply.provider_id
    assert reply.usage.prompt_tokens > 0
    assert reply.usage.completion_tokens > 0


async def test_the_request_is_what_the_service_documents(
    client: DeepSeekClient, sim: Simulator
) -> None:
    """JSON mode, thinking off, the hotel's pseudonym: read from the simulator's ledger."""
    await client.complete(request())

    (entry,) = sim.ledger("ai")
    body = entry["request"]
    assert {"type": "json_object"} == body["response_format"]
    assert {"type": "disabled"} == body["thinking"]
    assert ("h-0123", 500, False) == (body["user_id"], body["max_tokens"], body["stream"])


@pytest.mark.parametrize(
    ("fault", "params", "expected"),
    [
        ("ai_401", {}, AiFailure.AUTH),
        ("ai_401", {"plain_text": True}, AiFailure.AUTH),
        ("ai_402", {}, AiFailure.NO_BALANCE),
        ("ai_422", {}, AiFailure.REJECTED),
        ("ai_429", {}, AiFailure.OVERLOADED),
        ("ai_500", {}, AiFailure.SERVER_ERROR),
        ("ai_503", {}, AiFailure.OVERLOADED),
        ("ai_garbage", {}, AiFailure.NOT_JSON),
        ("ai_truncated", {}, AiFailure.TRUNCATED),
        ("ai_content_filter", {}, AiFailure.FILTERED),
        ("ai_no_resource", {}, AiFailure.OVERLOADED),
        ("ai_reset", {}, AiFailure.NETWORK),
        ("ai_huge", {"bytes": 400_000}, AiFailure.TOO_LARGE),
    ],
)
async def test_every_failure_has_its_name(
    client: DeepSeekClient,
    sim: Simulator,
    fault: str,
    params: dict[str, Any],
    expected: AiFailure,
) -> None:
    """Statuses, finish reasons and broken bodies of the contract, one by one."""
    sim.switch_on(fault, params=params)

    unavailable = await failure_of(client, request())

    assert expected == unavailable.failure
    assert KEY not in repr(unavailable)
    assert KEY[-4:] not in str(unavailable)


async def test_a_blank_answer_is_asked_for_once_more(
    client: DeepSeekClient, sim: Simulator
) -> None:
    """JSON mode gives a blank answer now and then; twice in a row it is a failure."""
    sim.switch_on("ai_blank")
    reply = await client.complete(request())
    sim.switch_on("ai_blank", count=2)
    unavailable = await failure_of(client, request())

    assert orjson.loads(reply.content)["action"] == "reply"
    assert AiFailure.BLANK == unavailable.failure
    assert 4 == len(sim.ledger("ai"))


@pytest.mark.parametrize(
    ("fault", "params"),
    [("ai_keep_alive", {"every_s": 0.05, "for_s": SILENT_S}), ("ai_hang", {"seconds": SILENT_S})],
)
async def test_no_server_holds_a_caller_past_the_deadline(
    client: DeepSeekClient, sim: Simulator, fault: str, params: dict[str, Any]
) -> None:
    """Blank lines keep the connection alive, not the wait."""
    sim.switch_on(fault, params=params)
    began = monotonic()

    async with asyncio.timeout(SILENT_S / 2):
        unavailable = await failure_of(client, request(PATIENCE_S))

    assert AiFailure.TIMEOUT == unavailable.failure
    assert monotonic() - began >= PATIENCE_S


async def test_blank_lines_before_an_answer_are_skipped(
    client: DeepSeekClient, sim: Simulator
) -> None:
    """A busy service sends them first, then the JSON."""
    sim.switch_on("ai_keep_alive", params={"every_s": 0.02, "for_s": 0.2})

    reply = await client.complete(request())

    assert "7:00" in reply.content


async def test_a_limit_too_small_for_the_answer_is_no_answer(
    client: DeepSeekClient, sim: Simulator
) -> None:
    """finish_reason length: half a sentence never reaches a guest."""
    unavailable = await failure_of(client, request(max_tokens=3))

    assert AiFailure.TRUNCATED == unavailable.failure


async def test_a_closed_port_is_a_network_failure() -> None:
    """Nobody listens: named, quick, and without the key."""
    async with httpx.AsyncHTTPTransport(trust_env=False) as transport:
        client = DeepSeekClient(
            transport,
            base_url="http://127.0.0.1:1",
            api_key=SecretStr(KEY),
            model="deepseek-flash",
        )
        unavailable = await failure_of(client, request())

    assert AiFailure.NETWORK == unavailable.failure
    assert KEY not in repr(unavailable.__dict__)
    assert unavailable.__cause__ is None
