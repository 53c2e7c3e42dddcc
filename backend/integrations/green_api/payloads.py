"""Lenient, bounded access to what Green API sends.

The documentation, the recordings and the vendor's own samples disagree about which keys exist
and what types they have. Nothing here trusts a key to be there, or a value to be small.
"""

import math
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import orjson

from backend.domain.incoming import NotReadable
from backend.kit.text import storable

Document = Mapping[str, Any]

MAX_BYTES = 1024 * 1024
MAX_TEXT = 65_536
"""WhatsApp's own limit for one message."""
MAX_ID = 200
MAX_LINE = 1024
EARLIEST = datetime(2009, 1, 1, tzinfo=UTC)
LATEST = datetime(2100, 1, 1, tzinfo=UTC)

_BOM = b"\xef\xbb\xbf"
# Every escape is consumed whole, so that an escaped backslash before "ud800" stays text.
_ESCAPE = re.compile(
    rb"\\(?:u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}"
    rb"|(u[dD][89a-fA-F][0-9a-fA-F]{2})|.)",
    re.DOTALL,
)
_REPLACEMENT = rb"\ufffd"


def read_document(raw: bytes) -> Document:
    """The notification as a JSON object. Raises NotReadable.

    Half of an emoji or a broken byte costs one character, not the message; NaN, endless nesting
    and numbers beyond any use make the body unreadable.
    """
    if len(raw) > MAX_BYTES:
        raise NotReadable("too_large")
    try:
        document = orjson.loads(raw)
    except orjson.JSONDecodeError:
        document = _read_repaired(raw)
    if not isinstance(document, dict):
        raise NotReadable("not_an_object")
    return _without_receipt(document)


def _read_repaired(raw: bytes) -> Any:
    text = raw.removeprefix(_BOM).decode("utf-8", "replace").encode()
    try:
        return orjson.loads(_ESCAPE.sub(_repair_escape, text))
    except orjson.JSONDecodeError:
        # The parser's message would carry pieces of the body.
        raise NotReadable("empty" if not text.strip() else "not_json") from None


def _repair_escape(match: re.Match[bytes]) -> bytes:
    return _REPLACEMENT if match.group(1) else match.group(0)


def _without_receipt(document: dict[str, Any]) -> Document:
    """A notification as HTTP polling wraps it: {"receiptId": 1, "body": {...}}."""
    body = document.get("body")
    return body if "receiptId" in document and isinstance(body, dict) else document


def part(document: Document, *path: str) -> Document:
    """The object at `path`; empty when there is none."""
    for key in path:
        found = document.get(key)
        if not isinstance(found, dict):
            return {}
        document = found
    return document


def items(document: Document, key: str, *, most: int = 50) -> list[Document]:
    found = document.get(key)
    if not isinstance(found, list):
        return []
    return [item for item in found[:most] if isinstance(item, dict)]


def words(document: Document, *keys: str, most: int = MAX_LINE) -> str:
    """The first non-empty string under `keys`, cut to `most` characters and made storable."""
    for key in keys:
        value = document.get(key)
        if isinstance(value, str) and value:
            return storable(value[:most])
    return ""


def identifier(document: Document, *keys: str) -> str:
    """An id or an address; numbers count too. Empty when there is none or it is absurdly long."""
    for key in keys:
        value = document.get(key)
        if isinstance(value, int) and not isinstance(value, bool):
            value = str(value) if abs(value) < 10**20 else ""
        if isinstance(value, str) and 0 < len(value) <= MAX_ID:
            return storable(value).strip()
    return ""


def whole_number(document: Document, key: str) -> int | None:
    value = document.get(key)
    if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) < 20:
        return int(value)
    if isinstance(value, bool) or not isinstance(value, int) or abs(value) >= 2**63:
        return None
    return value


def decimal(document: Document, key: str) -> float | None:
    value = document.get(key)
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        return None
    return float(value)


def moment(document: Document, key: str) -> datetime | None:
    """Unix seconds as UTC; None for a time no message was ever written at."""
    seconds = whole_number(document, key)
    if seconds is None or not EARLIEST.timestamp() <= seconds <= LATEST.timestamp():
        return None
    return datetime.fromtimestamp(seconds, tz=UTC)
