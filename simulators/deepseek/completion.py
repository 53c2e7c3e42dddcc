"""One answer of the model and the JSON or event stream it travels in."""

import time
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import orjson

from simulators.deepseek.usage import CHARACTERS_PER_TOKEN, PromptTokens, tokens_in

FINGERPRINT = "aeb56401ca74e127821c4f9126dcb669"
CHUNK = 24


@dataclass(slots=True)
class Completion:
    model: str
    content: str
    reasoning: str | None
    """None while thinking is off: then its keys are missing altogether."""
    prompt: PromptTokens
    finish_reason: str = "stop"
    id: str = field(default_factory=lambda: str(uuid.uuid4()))
    created: int = field(default_factory=lambda: int(time.time()))

    def limit(self, max_tokens: int | None) -> None:
        """Thinking uses up the limit first, so a small one leaves nothing to say."""
        if max_tokens is None:
            return
        thought = tokens_in(self.reasoning or "")
        if thought + tokens_in(self.content) <= max_tokens:
            return
        self.finish_reason = "length"
        if self.reasoning is not None:
            self.reasoning = self.reasoning[: max_tokens * CHARACTERS_PER_TOKEN]
        self.content = self.content[: max(0, max_tokens - thought) * CHARACTERS_PER_TOKEN]

    def body(self) -> dict[str, Any]:
        message = {"role": "assistant", "content": self.content}
        if self.reasoning is not None:
            message["reasoning_content"] = self.reasoning
        return {
            "id": self.id,
            "object": "chat.completion",
            "created": self.created,
            "model": self.model,
            "choices": [
                {
                    "index": 0,
                    "message": message,
                    "logprobs": None,
                    "finish_reason": self.finish_reason,
                }
            ],
            "usage": self.usage(),
            "system_fingerprint": FINGERPRINT,
        }

    def usage(self) -> dict[str, Any]:
        thought = tokens_in(self.reasoning or "")
        spoken = thought + tokens_in(self.content)
        usage: dict[str, Any] = {
            "prompt_tokens": self.prompt.total,
            "completion_tokens": spoken,
            "total_tokens": self.prompt.total + spoken,
            "prompt_tokens_details": {"cached_tokens": self.prompt.cached},
        }
        if self.reasoning is not None:
            usage["completion_tokens_details"] = {"reasoning_tokens": thought}
        return usage | {
            "prompt_cache_hit_tokens": self.prompt.cached,
            "prompt_cache_miss_tokens": self.prompt.total - self.prompt.cached,
        }

    def events(self, *, include_usage: bool) -> Iterator[bytes]:
        """The answer as server-sent events; usage comes with the last delta."""
        first: dict[str, Any] = {"role": "assistant", "content": ""}
        if self.reasoning is not None:
            first = {"role": "assistant", "content": None, "reasoning_content": ""}
        yield self._event(first)
        for piece in _pieces(self.reasoning or ""):
            yield self._event({"content": None, "reasoning_content": piece})
        for piece in _pieces(self.content):
            yield self._event({"content": piece})
        yield self._event({"content": ""}, last=True)
        if include_usage:
            yield _sse({**self._frame(), "choices": [], "usage": self.usage()})
        yield b"data: [DONE]\n\n"

    def _event(self, delta: dict[str, Any], *, last: bool = False) -> bytes:
        choice = {
            "index": 0,
            "delta": delta,
            "logprobs": None,
            "finish_reason": self.finish_reason if last else None,
        }
        usage = self.usage() if last else None
        return _sse({**self._frame(), "choices": [choice], "usage": usage})

    def _frame(self) -> dict[str, Any]:
        return {
            "id": self.id,
            "object": "chat.completion.chunk",
            "created": self.created,
            "model": self.model,
            "system_fingerprint": FINGERPRINT,
        }


def _pieces(text: str) -> Iterator[str]:
    for start in range(0, len(text), CHUNK):
        yield text[start : start + CHUNK]


def _sse(chunk: dict[str, Any]) -> bytes:
    return b"data: " + orjson.dumps(chunk) + b"\n\n"
