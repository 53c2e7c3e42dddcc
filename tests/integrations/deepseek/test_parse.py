"""Recorded answers of the service, read by our parser."""

from pathlib import Path

import orjson
import pytest

from backend.integrations.deepseek.parse import failure_of_status, parse_reply
from backend.ports.ai import AiFailure, AiUnavailable

SAMPLES = Path(__file__).parents[2] / "samples" / "deepseek"


def sample(name: str) -> bytes:
    return (SAMPLES / name).read_bytes()


def failure_of(body: bytes) -> AiFailure:
    with pytest.raises(AiUnavailable) as raised:
        parse_reply(body, duration_ms=1)
    return raised.value.failure


def test_a_live_answer_is_read() -> None:
    """The recording of 2026-09-21."""
    reply = parse_reply(sample("live-2026-09-21-deepseek-flash-200.json"), duration_ms=7)

    assert "probably_not" == orjson.loads(reply.content)["value"]
    assert (585, 0, 139) == (
        reply.usage.prompt_tokens,
        reply.usage.cached_tokens,
        reply.usage.completion_tokens,
    )
    assert "deepseek-flash" == reply.model


def test_thinking_that_used_up_the_limit_is_truncated() -> None:
    """HTTP 200, empty content, finish_reason length: recorded live."""
    assert AiFailure.TRUNCATED == failure_of(sample("vercel-ai__deepseek-v4-sampling-live.json"))


def test_plain_words_are_not_json() -> None:
    """An answer in prose cannot be used."""
    assert AiFailure.NOT_JSON == failure_of(sample("vercel-ai__deepseek-system-fingerprint.json"))


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"\n\n",
        b"<html>busy</html>",
        b"[]",
        b"{}",
        b'{"choices": []}',
        b'{"choices": [{"message": null, "finish_reason": "stop"}]}',
        b'{"choices": [{"message": {"content": "[1]"}, "finish_reason": "stop"}]}',
    ],
)
def test_other_bodies_are_not_json_of_ours(body: bytes) -> None:
    """Whatever a proxy may put there."""
    assert AiFailure.NOT_JSON == failure_of(body)


@pytest.mark.parametrize("content", ["null", '""', '"  \\n "'])
def test_blank_content_is_named(content: str) -> None:
    """JSON mode replaces what is no JSON by blanks."""
    body = f'{{"choices": [{{"message": {{"content": {content}}}, "finish_reason": "stop"}}]}}'

    assert AiFailure.BLANK == failure_of(body.encode())


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        (200, None),
        (400, AiFailure.REJECTED),
        (401, AiFailure.AUTH),
        (402, AiFailure.NO_BALANCE),
        (422, AiFailure.REJECTED),
        (429, AiFailure.OVERLOADED),
        (500, AiFailure.SERVER_ERROR),
        (502, AiFailure.SERVER_ERROR),
        (503, AiFailure.OVERLOADED),
    ],
)
def test_each_status_has_its_name(status: int, expected: AiFailure | None) -> None:
    """The vendor's table of error codes."""
    assert expected == failure_of_status(status)
