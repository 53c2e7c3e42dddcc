"""What we need from a language model."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol


class AiFailure(StrEnum):
    """Named outcomes of a model call that gave no usable answer."""

    TIMEOUT = "timeout"
    OVERLOADED = "overloaded"
    SERVER_ERROR = "server_error"
    AUTH = "auth"
    NO_BALANCE = "no_balance"
    REJECTED = "rejected"
    NETWORK = "network"
    BLANK = "blank"
    TRUNCATED = "truncated"
    FILTERED = "filtered"
    NOT_JSON = "not_json"
    TOO_LARGE = "too_large"
    BREAKER_OPEN = "breaker_open"


@dataclass(frozen=True, slots=True)
class AiMessage:
    role: str
    content: str


@dataclass(frozen=True, slots=True)
class AiRequest:
    messages: tuple[AiMessage, ...]
    user_id: str
    """Pseudonym of the hotel: [A-Za-z0-9_-]."""
    max_tokens: int
    deadline_s: float
    """Total, by our own clock: keep-alive bytes do not stretch it."""


@dataclass(frozen=True, slots=True)
class AiUsage:
    prompt_tokens: int = 0
    cached_tokens: int = 0
    completion_tokens: int = 0


@dataclass(frozen=True, slots=True)
class AiReply:
    content: str
    """One JSON object as text; not validated yet."""
    model: str
    usage: AiUsage
    provider_id: str | None
    duration_ms: int


class AiUnavailable(Exception):
    def __init__(self, failure: AiFailure, detail: str = "") -> None:
        self.failure = failure
        self.detail = detail
        super().__init__(f"{failure}: {detail}" if detail else failure)


class AiGateway(Protocol):
    async def complete(self, request: AiRequest) -> AiReply:
        """JSON mode, thinking off. Raises AiUnavailable within request.deadline_s."""
