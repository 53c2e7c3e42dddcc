"""What every log line of a task carries: the hotel and the correlation id."""

from collections.abc import Mapping
from contextvars import Token
from typing import Any

from structlog import contextvars


def bind(**values: object) -> Mapping[str, Token[Any]]:
    return contextvars.bind_contextvars(**values)


def unbind(tokens: Mapping[str, Token[Any]]) -> None:
    contextvars.reset_contextvars(**tokens)
