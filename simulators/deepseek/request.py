"""What `POST /chat/completions` accepts, and how it refuses the rest."""

import re
from dataclasses import dataclass
from typing import Any

MODELS = ("deepseek-flash", "deepseek-v4-pro")
# Old names still served; the answer carries the name that was asked for.
ALIASES = {"deepseek-v4-flash": "deepseek-flash", "deepseek-v4-flash-vision-exp": "deepseek-flash"}
CONCURRENCY = {"deepseek-flash": 2_500, "deepseek-v4-pro": 500}
USER_ID = re.compile(r"[A-Za-z0-9_-]{1,512}")
ROLES = ("system", "user", "assistant", "tool")
HOTTEST = 2
MOST_STOPS = 16


class Refused(Exception):
    """An error answer: HTTP status and the vendor's error object."""

    def __init__(self, status: int, error: dict[str, Any]) -> None:
        super().__init__(error["message"])
        self.status = status
        self.error = error


@dataclass(frozen=True, slots=True)
class ChatRequest:
    model: str
    messages: tuple[dict[str, Any], ...]
    json_mode: bool
    thinking: bool
    stream: bool
    include_usage: bool
    max_tokens: int | None
    user_id: str

    @property
    def served_model(self) -> str:
        return ALIASES.get(self.model, self.model)

    def prompt(self) -> str:
        return "".join(f"<{one['role']}>{content_of(one)}" for one in self.messages)


def parse_request(body: Any) -> ChatRequest:
    """Raises Refused."""
    if not isinstance(body, dict):
        raise invalid("Failed to deserialize the JSON body into the target type")
    model = body.get("model")
    if model not in MODELS and model not in ALIASES:
        raise invalid(
            f"The supported API model names are {', '.join(MODELS)}, but you passed {model}."
        )
    thinking = _thinking(body)
    messages = _messages(body)
    json_mode = _json_mode(body, messages)
    _check_numbers(body)
    user_id = body.get("user_id") or ""
    if user_id and (not isinstance(user_id, str) or not USER_ID.fullmatch(user_id)):
        raise invalid("user_id must match [A-Za-z0-9_-] and have at most 512 characters")
    if thinking and body.get("tool_choice") not in (None, "none", "auto"):
        raise invalid("Thinking mode does not support this tool_choice")
    options = body.get("stream_options") or {}
    return ChatRequest(
        model=str(model),
        messages=messages,
        json_mode=json_mode,
        thinking=thinking,
        stream=bool(body.get("stream")),
        include_usage=bool(options.get("include_usage")),
        max_tokens=body.get("max_tokens"),
        user_id=user_id,
    )


def invalid(message: str, status: int = 400) -> Refused:
    return Refused(
        status,
        {
            "message": message,
            "type": "invalid_request_error",
            "param": None,
            "code": "invalid_request_error",
        },
    )


def content_of(message: dict[str, Any]) -> str:
    """Content is a string or a list of parts, of which the text ones count."""
    content = message.get("content")
    if isinstance(content, list):
        return "\n".join(str(part.get("text", "")) for part in content if isinstance(part, dict))
    return content if isinstance(content, str) else ""


def _messages(body: dict[str, Any]) -> tuple[dict[str, Any], ...]:
    messages = body.get("messages")
    if not isinstance(messages, list) or not messages:
        raise invalid("Empty input messages", 422 if messages is None else 400)
    for position, message in enumerate(messages):
        if not isinstance(message, dict) or message.get("role") not in ROLES:
            raise invalid(f"messages[{position}]: unknown role", 422)
        if message["role"] == "assistant" and not (
            content_of(message) or message.get("tool_calls")
        ):
            raise invalid("Invalid assistant message: content or tool_calls must be set")
    return tuple(messages)


def _thinking(body: dict[str, Any]) -> bool:
    """On unless switched off."""
    thinking = body.get("thinking")
    if thinking is None:
        return True
    kind = thinking.get("type") if isinstance(thinking, dict) else None
    if kind not in ("enabled", "disabled"):
        raise invalid("thinking.type must be enabled or disabled", 422)
    return bool(kind == "enabled")


def _json_mode(body: dict[str, Any], messages: tuple[dict[str, Any], ...]) -> bool:
    wanted = body.get("response_format") or {"type": "text"}
    kind = wanted.get("type") if isinstance(wanted, dict) else None
    if kind == "text":
        return False
    if kind != "json_object":
        raise invalid("This response_format type is unavailable now")
    if not any("json" in content_of(message).lower() for message in messages):
        raise Refused(
            400,
            {
                "message": "Prompt must contain the word 'json' in some form to use "
                "'response_format' of type 'json_object'."
            },
        )
    return True


def _check_numbers(body: dict[str, Any]) -> None:
    temperature = body.get("temperature")
    if temperature is not None and not 0 <= temperature <= HOTTEST:
        raise invalid("Invalid temperature value, the valid range of temperature is [0, 2.0]")
    max_tokens = body.get("max_tokens")
    if max_tokens is not None and (not isinstance(max_tokens, int) or max_tokens < 1):
        raise invalid("Invalid max_tokens value, the valid range of max_tokens is [1, 393216]")
    stop = body.get("stop")
    if isinstance(stop, list) and len(stop) > MOST_STOPS:
        raise invalid("stop takes at most 16 sequences")
