"""One call to the model and the record of it. A failure comes back as data."""

from dataclasses import dataclass
from datetime import datetime
from time import monotonic
from typing import Any

import orjson
import structlog

from backend.domain.ai_prices import cost_usd
from backend.domain.call_hash import sha256, whole_hash
from backend.features.ai_calls.schemas import CallRecord
from backend.observability.metrics import AI_CALLS, AI_SECONDS, AI_TOKENS
from backend.ports.ai import AiGateway, AiReply, AiRequest, AiUnavailable

OK = "ok"
UNREADABLE = "unreadable"

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Asked:
    data: Any
    """The model's JSON; None when there is none."""
    record: CallRecord


async def ask(ai: AiGateway, request: AiRequest, *, task: str, now: datetime) -> Asked:
    """The first message of the request is the same for every guest and holds nothing of one; only
    the others are kept as what left the building.

    task: what the call is for, a word of the meter ("answer", "draft", "mood", ...).
    now: when what is asked about was read, by the database's clock.
    """
    started = monotonic()
    reply: AiReply | None = None
    data: Any = None
    try:
        reply = await ai.complete(request)
        data = orjson.loads(reply.content)
        outcome = OK
    except AiUnavailable as unavailable:
        outcome = unavailable.failure.value
    except orjson.JSONDecodeError:
        outcome = UNREADABLE
    seconds = monotonic() - started
    if outcome != OK:
        log.warning("ai.failed", task=task, outcome=outcome)
    AI_CALLS.labels(task, outcome).inc()
    AI_SECONDS.labels(task).observe(seconds)
    record = _record(request, reply, task=task, outcome=outcome, at=now, seconds=seconds)
    return Asked(data, record)


def _record(
    request: AiRequest,
    reply: AiReply | None,
    *,
    task: str,
    outcome: str,
    at: datetime,
    seconds: float,
) -> CallRecord:
    payload = _said_to_model(request)
    stable = sha256(request.messages[0].content)
    counts: dict[str, Any] = {}
    if reply is not None:
        usage = reply.usage
        counts = {
            "prompt_tokens": usage.prompt_tokens,
            "cached_tokens": usage.cached_tokens,
            "completion_tokens": usage.completion_tokens,
            "cost_usd": cost_usd(
                reply.model,
                at,
                prompt=usage.prompt_tokens,
                cached=usage.cached_tokens,
                completion=usage.completion_tokens,
            ),
            "provider_id": reply.provider_id,
        }
        for kind in ("prompt_tokens", "cached_tokens", "completion_tokens"):
            AI_TOKENS.labels(kind.removesuffix("_tokens")).inc(counts[kind])
    return CallRecord(
        task=task,
        model=reply.model if reply else "",
        outcome=outcome,
        started_at=at,
        duration_ms=round(seconds * 1000),
        stable_sha256=stable,
        payload_sha256=whole_hash(stable, payload),
        payload_redacted=payload,
        **counts,
    )


def _said_to_model(request: AiRequest) -> str:
    """Everything that is particular to this guest: all but the stable first message."""
    return "\n".join(f"{one.role}: {one.content}" for one in request.messages[1:])
