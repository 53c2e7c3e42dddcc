"""Each fault of the model shows as described."""

import json
import time
from typing import Any

import httpx
import pytest

from tests.simulators.serving import Simulator
from tests.simulators.test_deepseek_api import JSON_MODE, NO_THINKING, ask

READ_S = 1.0


def choice_of(answer: httpx.Response) -> dict[str, Any]:
    assert answer.status_code == 200
    choice: dict[str, Any] = answer.json()["choices"][0]
    return choice


@pytest.mark.parametrize(
    ("kind", "status"),
    [
        ("ai_401", 401),
        ("ai_402", 402),
        ("ai_422", 422),
        ("ai_429", 429),
        ("ai_500", 500),
        ("ai_503", 503),
    ],
)
def test_an_error_status_comes_once(sim: Simulator, kind: str, status: int) -> None:
    """Then the service works again."""
    sim.switch_on(kind)

    first, second = ask(sim), ask(sim)

    assert (first.status_code, second.status_code) == (status, 200)
    assert first.json()["error"]["message"]
    assert sim.ledger("ai")[0]["fault"] == kind


def test_a_refused_key_can_come_as_plain_text(sim: Simulator) -> None:
    """The other recorded form of 401."""
    sim.switch_on("ai_401", params={"plain_text": True})

    assert ask(sim).text == "Authentication Fails (governor)"


@pytest.mark.parametrize(
    ("kind", "reason", "is_json"),
    [
        ("ai_blank", "stop", False),
        ("ai_garbage", "stop", False),
        ("ai_truncated", "length", False),
        ("ai_wrong_schema", "stop", True),
        ("ai_huge", "stop", True),
        ("ai_other_language", "stop", True),
        ("ai_content_filter", "content_filter", False),
        ("ai_no_resource", "insufficient_system_resource", False),
    ],
)
def test_a_spoiled_answer_is_a_200(sim: Simulator, kind: str, reason: str, is_json: bool) -> None:
    """Only finish_reason and content tell that something is wrong."""
    sim.switch_on(kind)

    choice = choice_of(ask(sim, response_format=JSON_MODE, **NO_THINKING))

    assert choice["finish_reason"] == reason
    assert _is_json(choice["message"]["content"]) is is_json


def test_a_huge_answer_is_as_large_as_said(sim: Simulator) -> None:
    """100 kB unless a size is given."""
    sim.switch_on("ai_huge", params={"bytes": 100_000})

    content = choice_of(ask(sim, response_format=JSON_MODE))["message"]["content"]

    assert len(content) > 100_000


def test_blank_lines_before_the_answer_are_harmless(sim: Simulator) -> None:
    """While the service is busy it sends empty lines; JSON parsers skip them."""
    sim.switch_on("ai_keep_alive", params={"every_s": 0.05, "for_s": 0.3})

    answer = ask(sim, response_format=JSON_MODE)

    assert answer.text.startswith("\n\n")
    assert choice_of(answer)["finish_reason"] == "stop"


def test_keep_alive_defeats_a_read_timeout(sim: Simulator) -> None:
    """Bytes keep coming, so only a deadline of the caller's own ends the call."""
    sim.switch_on("ai_keep_alive", params={"every_s": 0.05, "for_s": 600})
    headers = {"authorization": "Bearer k"}
    body = {"model": "deepseek-flash", "messages": [{"role": "user", "content": "Hi"}]}
    started, lines = time.monotonic(), 0

    with httpx.stream(
        "POST", f"{sim.deepseek}/chat/completions", json=body, headers=headers, timeout=READ_S
    ) as answer:
        for _ in answer.iter_raw():
            lines += 1
            if lines > 10 and time.monotonic() - started > 2 * READ_S:
                break

    assert lines > 10


def test_streams_keep_alive_with_comments(sim: Simulator) -> None:
    """Comment lines, then the events."""
    sim.switch_on("ai_keep_alive", params={"every_s": 0.05, "for_s": 0.2})

    answer = ask(sim, stream=True)

    assert answer.text.startswith(": keep-alive\n\n")
    assert answer.text.endswith("data: [DONE]\n\n")


def test_a_hanging_model_times_out(sim: Simulator) -> None:
    """No byte at all."""
    sim.switch_on("ai_hang")
    body = {"model": "deepseek-flash", "messages": [{"role": "user", "content": "Hi"}]}

    with pytest.raises(httpx.ReadTimeout):
        httpx.post(
            f"{sim.deepseek}/chat/completions",
            json=body,
            headers={"authorization": "Bearer k"},
            timeout=0.2,
        )


def test_a_connection_to_the_model_is_reset(sim: Simulator) -> None:
    """TCP reset instead of an answer."""
    sim.switch_on("ai_reset")

    with pytest.raises(httpx.ReadError):
        ask(sim)


def test_latency_can_be_set_for_all_and_raised_once(sim: Simulator) -> None:
    """The setting holds for every answer, the fault for one."""
    sim.control("settings", {"ai_latency_s": 0.1})
    sim.switch_on("ai_latency", params={"seconds": 0.4})

    slow, *usual = [_seconds(sim) for _ in range(6)]

    assert slow >= 0.4
    # The quickest, because a full machine may hold up one or another.
    assert 0.1 <= min(usual) < 0.4


def _seconds(sim: Simulator) -> float:
    started = time.monotonic()
    ask(sim)
    return time.monotonic() - started


def _is_json(text: str) -> bool:
    try:
        json.loads(text)
    except json.JSONDecodeError:
        return False
    return True
