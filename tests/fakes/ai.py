"""A model for tests: answers what it is told to, keeps what it was asked."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import orjson

from backend.ports.ai import AiFailure, AiReply, AiRequest, AiUnavailable, AiUsage

Responder = Callable[[AiRequest], "dict[str, Any] | AiFailure"]


def says(
    reply: str = "Gladly.",
    *,
    action: str = "reply",
    score: float = 0.0,
    level: str = "neutral",
    sources: tuple[str, ...] = (),
    language: str = "en",
    reason: str | None = None,
) -> dict[str, Any]:
    """The JSON that the prompt asks for."""
    return {
        "language": language,
        "sentiment": {"score": score, "level": level, "rationale": ""},
        "action": action,
        "sentences": [{"text": reply, "sources": list(sources)}],
        "hand_over_reason": reason,
    }


@dataclass
class FakeAi:
    """Implements AiGateway."""

    respond: Responder = field(default=lambda request: says())
    requests: list[AiRequest] = field(default_factory=list)
    asked: asyncio.Event = field(default_factory=asyncio.Event)
    may_answer: asyncio.Event | None = None
    """Set: the answer waits for it, or for the deadline."""

    async def complete(self, request: AiRequest) -> AiReply:
        self.requests.append(request)
        self.asked.set()
        if self.may_answer is not None:
            try:
                async with asyncio.timeout(request.deadline_s):
                    await self.may_answer.wait()
            except TimeoutError:
                raise AiUnavailable(AiFailure.TIMEOUT) from None
        answer = self.respond(request)
        if isinstance(answer, AiFailure):
            raise AiUnavailable(answer)
        return AiReply(
            content=orjson.dumps(answer).decode(),
            model="deepseek-flash",
            usage=AiUsage(prompt_tokens=100, cached_tokens=80, completion_tokens=20),
            provider_id="fake",
            duration_ms=1,
        )
