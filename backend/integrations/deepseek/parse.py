"""From DeepSeek's bytes to an answer or a named failure; nothing of the body leaves otherwise.

The body of an error may show the end of the key, so a detail holds only statuses and known words.
"""

from typing import Any

import orjson

from backend.ports.ai import AiFailure, AiReply, AiUnavailable, AiUsage

_BY_STATUS = {
    401: AiFailure.AUTH,
    402: AiFailure.NO_BALANCE,
    403: AiFailure.AUTH,
    429: AiFailure.OVERLOADED,
    503: AiFailure.OVERLOADED,
}
# finish_reason of an HTTP 200 whose text is cut, filtered or unfinished: never shown to a guest.
_BY_FINISH = {
    "length": AiFailure.TRUNCATED,
    "content_filter": AiFailure.FILTERED,
    "insufficient_system_resource": AiFailure.OVERLOADED,
    "aborted": AiFailure.SERVER_ERROR,
}


def failure_of_status(status: int) -> AiFailure | None:
    """None for a status that carries an answer."""
    if status == 200:
        return None
    if status in _BY_STATUS:
        return _BY_STATUS[status]
    return AiFailure.SERVER_ERROR if status >= 500 else AiFailure.REJECTED


def parse_reply(body: bytes, *, duration_ms: int) -> AiReply:
    """Raises AiUnavailable. Blank lines before the JSON are DeepSeek's way to keep alive."""
    data = _object(body, "body")
    try:
        choice = data["choices"][0]
        content = choice["message"]["content"]
        finish = choice["finish_reason"]
    except (KeyError, IndexError, TypeError):
        raise AiUnavailable(AiFailure.NOT_JSON, "body without a choice") from None
    if finish in _BY_FINISH:
        raise AiUnavailable(_BY_FINISH[finish], f"finish_reason {finish}")
    if finish != "stop":
        raise AiUnavailable(AiFailure.REJECTED, "unknown finish_reason")
    if not isinstance(content, str) or not content.strip():
        raise AiUnavailable(AiFailure.BLANK)
    _object(content.encode(), "content")
    provider_id = data.get("id")
    return AiReply(
        content=content,
        model=str(data.get("model") or ""),
        usage=_usage(data.get("usage")),
        provider_id=provider_id if isinstance(provider_id, str) else None,
        duration_ms=duration_ms,
    )


def _object(text: bytes, name: str) -> dict[str, Any]:
    try:
        data = orjson.loads(text.strip())
    except orjson.JSONDecodeError:
        raise AiUnavailable(AiFailure.NOT_JSON, f"{name} is not JSON") from None
    if not isinstance(data, dict):
        raise AiUnavailable(AiFailure.NOT_JSON, f"{name} is no object")
    return data


def _usage(data: object) -> AiUsage:
    usage = data if isinstance(data, dict) else {}
    return AiUsage(
        prompt_tokens=_count(usage.get("prompt_tokens")),
        cached_tokens=_count(usage.get("prompt_cache_hit_tokens")),
        completion_tokens=_count(usage.get("completion_tokens")),
    )


def _count(value: object) -> int:
    return value if isinstance(value, int) and value >= 0 else 0
