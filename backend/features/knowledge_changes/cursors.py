"""Cursors of lists whose newest row comes first."""

from datetime import datetime
from uuid import UUID

from backend.kit.pagination import BadCursor, decode_cursor


def key_of(made_at: datetime | None, row_id: UUID) -> tuple[str, str]:
    assert made_at is not None
    return made_at.isoformat(), str(row_id)


def before_moment(cursor: str | None) -> tuple[datetime, UUID] | None:
    """Raises BadCursor."""
    if cursor is None:
        return None
    made_at, row_id = decode_cursor(cursor, 2)
    try:
        return datetime.fromisoformat(str(made_at)), UUID(str(row_id))
    except ValueError:
        raise BadCursor("the cursor belongs to another list") from None


def after_id(cursor: str | None) -> UUID | None:
    """Of a list in the order of its ids. Raises BadCursor."""
    if cursor is None:
        return None
    try:
        return UUID(str(decode_cursor(cursor, 1)[0]))
    except ValueError:
        raise BadCursor("the cursor belongs to another list") from None
