"""Answers a valid request, spoiled when a fault of the model wants it so."""

from typing import Any

import orjson

from simulators.deepseek.brain.answer import Conversation, respond_to
from simulators.deepseek.completion import Completion
from simulators.deepseek.request import ChatRequest, content_of
from simulators.deepseek.usage import PromptCache
from simulators.faults import Fault
from simulators.runtime import Runtime

GARBAGE = "Sure! Here is what I think about the guest's question: it depends."
OTHER_SCHEMA = {"answer": {"text": "Breakfast is at seven."}, "confidence": "high"}
# Signs a prompt may put around a guest's words.
FENCE = '⟦⟧<>"` \n'
# A language no test guest writes.
OTHER_LANGUAGE = "ご質問ありがとうございます。朝食は七時からです。"


class DeepSeek:
    def __init__(self, runtime: Runtime) -> None:
        self.runtime = runtime
        self._cache = PromptCache()

    def complete(self, request: ChatRequest, fault: Fault | None) -> Completion:
        answer = respond_to(_conversation(request))
        content = orjson.dumps(answer).decode() if request.json_mode else _spoken(answer)
        completion = Completion(
            model=request.model,
            content=content,
            reasoning=_thoughts(answer) if request.thinking else None,
            prompt=self._cache.count(request.prompt(), request.user_id),
        )
        completion.limit(request.max_tokens)
        if fault is not None:
            _spoil(completion, answer, fault)
        return completion

    def forget(self) -> None:
        self._cache.clear()


def _conversation(request: ChatRequest) -> Conversation:
    system = "\n".join(content_of(one) for one in request.messages if one["role"] == "system")
    guest = [content_of(one).strip(FENCE) for one in request.messages if one["role"] == "user"]
    burst = guest[-1] if guest else ""
    return Conversation(system, burst, tuple(reversed(guest[:-1])))


def _spoken(answer: dict[str, Any]) -> str:
    if "translations" in answer:
        return " ".join(one["text"] for one in answer["translations"])
    if "sentiment" not in answer:
        return orjson.dumps(answer).decode()
    words = " ".join(one["text"] for one in answer.get("sentences", []))
    return words or str(answer["sentiment"]["level"])


def _thoughts(answer: dict[str, Any]) -> str:
    if "verdict" in answer:
        return f"The answer is {answer['verdict']}: {answer['why']}."
    if "translations" in answer:
        return f"There are {len(answer['translations'])} texts to translate. Now the answer."
    if "sentiment" not in answer:
        return "A colleague asks for help with words. Now the answer."
    return (
        f"The guest writes in {answer['language']}, the mood is {answer['sentiment']['level']}. "
        f"Sources that help: {', '.join(_sources(answer)) or 'none'}. Now the answer."
    )


def _sources(answer: dict[str, Any]) -> list[str]:
    return [key for one in answer.get("sentences", []) for key in one["sources"]]


def _saying(answer: dict[str, Any], text: str) -> bytes:
    if "text" in answer:
        return orjson.dumps({**answer, "text": text})
    if "points" in answer:
        return orjson.dumps({**answer, "points": [text]})
    if "translations" in answer:
        said = [{**one, "text": text} for one in answer["translations"]]
        return orjson.dumps({"translations": said})
    return orjson.dumps({**answer, "sentences": [{"text": text, "sources": []}]})


def _spoil(completion: Completion, answer: dict[str, Any], fault: Fault) -> None:
    if fault.kind == "ai_blank":
        completion.content = "   \n"
    elif fault.kind == "ai_garbage":
        completion.content = GARBAGE
    elif fault.kind == "ai_truncated":
        completion.content = completion.content[: len(completion.content) // 2]
        completion.finish_reason = "length"
    elif fault.kind == "ai_wrong_schema":
        completion.content = orjson.dumps(OTHER_SCHEMA).decode()
    elif fault.kind == "ai_huge":
        long = "Breakfast is at seven. " * (int(fault.params["bytes"]) // 23 + 1)
        completion.content = _saying(answer, long).decode()
    elif fault.kind == "ai_other_language":
        completion.content = _saying(answer, OTHER_LANGUAGE).decode()
    elif fault.kind == "ai_content_filter":
        completion.content = ""
        completion.finish_reason = "content_filter"
    elif fault.kind == "ai_no_resource":
        completion.content = completion.content[: len(completion.content) // 3]
        completion.finish_reason = "insufficient_system_resource"
