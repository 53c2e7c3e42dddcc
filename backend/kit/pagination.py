"""Opaque keyset cursors: a page starts after the last key of the one before."""

import base64
import binascii
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

import orjson

Item = TypeVar("Item")

MAX_LIMIT = 200
DEFAULT_LIMIT = 50


class BadCursor(ValueError):
    """The cursor was not made by this list."""


@dataclass(frozen=True, slots=True)
class Page(Generic[Item]):
    items: Sequence[Item]
    next_cursor: str | None


def encode_cursor(*key: str | int | float | None) -> str:
    return base64.urlsafe_b64encode(orjson.dumps(key)).decode().rstrip("=")


def decode_cursor(cursor: str, length: int) -> list[str | int | float | None]:
    """Raises BadCursor when it does not hold `length` values."""
    try:
        padded = cursor + "=" * (-len(cursor) % 4)
        key = orjson.loads(base64.urlsafe_b64decode(padded))
    except (binascii.Error, ValueError):
        raise BadCursor("the cursor is not readable") from None
    if not isinstance(key, list) or len(key) != length:
        raise BadCursor("the cursor belongs to another list")
    return key


def number_in(value: str | int | float | None) -> int:
    """A row's number out of a cursor. Raises BadCursor for what no row can have."""
    if isinstance(value, bool) or not str(value).isdecimal() or int(str(value)[:20]) >= 2**63:
        raise BadCursor("the cursor belongs to another list")
    return int(str(value))


def cut(
    rows: Sequence[Item], limit: int, key: Callable[[Item], tuple[str | int | None, ...]]
) -> tuple[Sequence[Item], str | None]:
    """The page and the cursor of the next one, from `limit` + 1 rows that were asked for."""
    shown = rows[:limit]
    return shown, encode_cursor(*key(shown[-1])) if len(rows) > limit else None
