"""The vendor-compatible client works against the simulated DeepSeek."""

import json
from collections.abc import Iterator
from typing import Any

import httpx
import openai
import pytest

from tests.simulators.serving import Simulator
from tests.simulators.shapes import differences, sample
from tests.waiting import PATIENCE_S

KEY = "sk-0000000000000000000000000000abcd"
SYSTEM = "Answer with one json object.\n[k1] Breakfast: Breakfast is served from 7:00 to 10:30."
NO_THINKING: dict[str, Any] = {"thinking": {"type": "disabled"}}
JSON_MODE = {"type": "json_object"}


@pytest.fixture
def client(sim: Simulator) -> Iterator[openai.OpenAI]:
    with openai.OpenAI(
        api_key=KEY, base_url=sim.deepseek, max_retries=0, timeout=PATIENCE_S
    ) as one:
        yield one


def ask(sim: Simulator, *, path: str = "/chat/completions", **fields: Any) -> httpx.Response:
    body = {
        "model": "deepseek-flash",
        "messages": [
            {"role": "system", "content": SYSTEM},
            {"role": "user", "content": "When is breakfast?"},
        ],
        **fields,
    }
    headers = {"authorization": f"Bearer {KEY}"}
    return httpx.post(sim.deepseek + path, json=body, headers=headers, timeout=PATIENCE_S)


def test_an_answer_has_the_recorded_shape(sim: Simulator) -> None:
    """Thinking is on by default, as in the recording of the current model."""
    recorded = sample("deepseek/live-2026-09-21-deepseek-flash-200.json")

    answer = ask(sim, response_format=JSON_MODE).json()

    assert differences(recorded, answer) == []
    assert answer["choices"][0]["message"]["reasoning_content"]


def test_without_thinking_its_keys_are_missing(sim: Simulator) -> None:
    """Neither reasoning_content nor completion_tokens_details."""
    answer = ask(sim, response_format=JSON_MODE, **NO_THINKING).json()

    assert "reasoning_content" not in answer["choices"][0]["message"]
    assert "completion_tokens_details" not in answer["usage"]


def test_the_client_reads_the_answer_and_the_usage(client: openai.OpenAI) -> None:
    """Content is the JSON asked for; hits and misses add up to the prompt."""
    answer = client.chat.completions.create(
        model="deepseek-flash",
        messages=[
            {"role": "system", "content": SYSTEM},
            {"role": "user", "content": "When is breakfast?"},
        ],
        response_format={"type": "json_object"},
        extra_body={**NO_THINKING, "user_id": "h1"},
    )

    said = json.loads(answer.choices[0].message.content or "")
    assert said["sentences"] == [
        {"text": "Breakfast is served from 7:00 to 10:30.", "sources": ["k1"]}
    ]
    assert answer.usage is not None
    extra = answer.usage.model_extra or {}
    hits_and_misses = extra["prompt_cache_hit_tokens"] + extra["prompt_cache_miss_tokens"]
    assert hits_and_misses == answer.usage.prompt_tokens


def test_a_shared_beginning_of_prompts_is_a_cache_hit(sim: Simulator) -> None:
    """Per user_id: the second hotel starts from nothing."""
    long = [{"role": "system", "content": "json " + "The hotel has forty rooms. " * 60}]

    def hits(question: str, user_id: str) -> int:
        messages = [*long, {"role": "user", "content": question}]
        usage = ask(sim, messages=messages, user_id=user_id, **NO_THINKING).json()["usage"]
        count: int = usage["prompt_cache_hit_tokens"]
        return count

    first, second, other = hits("Pool?", "h1"), hits("Parking?", "h1"), hits("Pool?", "h2")

    assert (first, other) == (0, 0)
    assert second > 300
    assert second % 64 == 0


def test_streaming_ends_with_usage_and_done(client: openai.OpenAI) -> None:
    """The pieces make up the same JSON; the last chunk carries usage."""
    stream = client.chat.completions.create(
        model="deepseek-flash",
        messages=[
            {"role": "system", "content": SYSTEM},
            {"role": "user", "content": "When is breakfast?"},
        ],
        response_format={"type": "json_object"},
        stream=True,
    )

    chunks = list(stream)

    pieces = [one.choices[0].delta.content or "" for one in chunks]
    assert json.loads("".join(pieces))["action"] == "reply"
    assert chunks[-1].choices[0].finish_reason == "stop"
    assert chunks[-1].usage is not None
    assert any((one.choices[0].delta.model_extra or {}).get("reasoning_content") for one in chunks)


def test_a_small_limit_is_used_up_by_thinking(sim: Simulator) -> None:
    """200 with empty content and finish_reason length, as recorded."""
    choice = ask(sim, max_tokens=8).json()["choices"][0]

    assert (choice["finish_reason"], choice["message"]["content"]) == ("length", "")
    assert choice["message"]["reasoning_content"]


@pytest.mark.parametrize(
    ("fields", "recorded"),
    [
        (
            {"model": "deepseek-does-not-exist-xyz-2026"},
            "deepseek/live-2026-09-21-error-400-model-name.json",
        ),
        (
            {"messages": [{"role": "user", "content": "Hi"}], "response_format": JSON_MODE},
            "deepseek/error-400-json-word.json",
        ),
    ],
)
def test_a_bad_request_gets_the_recorded_error(
    sim: Simulator, fields: dict[str, Any], recorded: str
) -> None:
    """The same body, word for word."""
    answer = ask(sim, **fields)

    assert answer.status_code == 400
    assert answer.json() == sample(recorded)


@pytest.mark.parametrize(
    "fields",
    [
        {"model": "deepseek-chat"},
        {"messages": []},
        {"temperature": 3},
        {"user_id": "guest +49 151"},
        {"response_format": {"type": "json_schema"}},
        {"messages": [{"role": "user", "content": "x"}, {"role": "assistant", "content": ""}]},
        {"tool_choice": "required"},
    ],
)
def test_what_the_service_does_not_take_is_refused(sim: Simulator, fields: dict[str, Any]) -> None:
    """400 or 422 with an error object."""
    answer = ask(sim, **fields)

    assert answer.status_code in (400, 422)
    assert answer.json()["error"]["message"]


def test_a_missing_or_wrong_key_is_refused_as_recorded(sim: Simulator) -> None:
    """The error shows the last four characters of the key."""
    sim.control("settings", {"ai_key": "sk-right"})

    answer = ask(sim)

    assert answer.status_code == 401
    error = answer.json()["error"]
    assert set(error) == set(sample("deepseek/error-401-live.json")["error"])
    assert "****abcd" in error["message"]


def test_models_and_balance_answer(client: openai.OpenAI, sim: Simulator) -> None:
    """The health checks a product would make."""
    headers = {"authorization": f"Bearer {KEY}"}

    assert [one.id for one in client.models.list()] == ["deepseek-flash", "deepseek-v4-pro"]
    assert httpx.get(f"{sim.deepseek}/user/balance", headers=headers).json()["is_available"]


def test_the_path_may_carry_v1(sim: Simulator) -> None:
    """Both base addresses of the vendor work."""
    assert ask(sim, path="/v1/chat/completions").status_code == 200


def test_the_ledger_keeps_what_the_model_saw(sim: Simulator) -> None:
    """Whole prompt and whole answer, for the proof that nothing personal left."""
    ask(sim)

    entry = sim.ledger("ai")[0]

    assert entry["request"]["messages"][0]["content"] == SYSTEM
    assert entry["response"]["object"] == "chat.completion"


def test_the_fence_around_a_guests_words_is_no_part_of_them(sim: Simulator) -> None:
    """A follow-up is understood although each turn is fenced."""
    messages = [
        {"role": "system", "content": SYSTEM},
        {"role": "user", "content": "⟦When is breakfast?⟧"},
        {"role": "assistant", "content": "From 7:00 to 10:30."},
        {"role": "user", "content": "⟦And on Sundays?⟧"},
    ]

    answer = ask(sim, messages=messages, response_format=JSON_MODE, **NO_THINKING).json()

    said = json.loads(answer["choices"][0]["message"]["content"])
    assert said["sentences"][0]["sources"] == ["k1"]
