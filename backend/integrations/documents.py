"""Reading a vendor's JSON: what is not there or not as documented is None, or a named failure."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import orjson

from backend.ports.pms import PmsFailure, PmsOutcome

Document = Mapping[str, Any]


def webhook(raw: bytes) -> Document:
    """Raises PmsFailure(UNREADABLE)."""
    try:
        document = orjson.loads(raw)
    except orjson.JSONDecodeError:
        document = None
    if not isinstance(document, dict):
        raise PmsFailure(PmsOutcome.UNREADABLE, "not_an_object")
    return document


def within(document: Any, *path: str) -> Any:
    for name in path:
        if not isinstance(document, Mapping):
            return None
        document = document.get(name)
    return document


def text(document: Any, *path: str) -> str | None:
    found = within(document, *path)
    if isinstance(found, bool) or not isinstance(found, str | int):
        return None
    return str(found).strip() or None


def number(document: Any, *path: str) -> int | None:
    found = text(document, *path)
    return int(found) if found is not None and found.isdecimal() and len(found) < 19 else None


def rows(document: Any, *path: str) -> Sequence[Document]:
    found = within(document, *path)
    return [one for one in found if isinstance(one, Mapping)] if isinstance(found, list) else []


def needed(value: Any, name: str) -> Any:
    """Raises PmsFailure(UNEXPECTED) for what the vendor documents as always there."""
    if value is None:
        raise PmsFailure(PmsOutcome.UNEXPECTED, f"no_{name}")
    return value


def instant(document: Any, *path: str) -> datetime | None:
    """Aware; None where it is missing, naive or no time."""
    found = text(document, *path)
    try:
        moment = datetime.fromisoformat(found) if found else None
    except ValueError:
        return None
    return moment if moment is not None and moment.tzinfo is not None else None


def local(document: Any, zone: ZoneInfo, *path: str) -> datetime | None:
    """A time that the vendor writes on the hotel's own clock; its zero date is None."""
    found = text(document, *path)
    if not found or found.startswith("0000"):
        return None
    try:
        return datetime.fromisoformat(found).replace(tzinfo=zone)
    except ValueError:
        return None


def day(document: Any, *path: str) -> date | None:
    found = text(document, *path)
    try:
        return date.fromisoformat(found[:10]) if found else None
    except ValueError:
        return None


def full_name(*parts: str | None) -> str:
    return " ".join(part for part in parts if part)[:200]
