"""The meter of a number: what its journals show, and what of it had not reached us."""

from datetime import datetime
from uuid import UUID

from pydantic import BaseModel, ConfigDict

from backend.features.channels.schemas import Completeness


class CheckView(BaseModel):
    model_config = ConfigDict(frozen=True)

    id: str
    checked_at: datetime
    window_start: datetime
    window_end: datetime
    expected: int
    """Messages of guests and of the hotel's phone that the journals show."""
    missing: int
    filled: int
    """Of the missing, brought in by the check."""


class CompletenessView(BaseModel):
    model_config = ConfigDict(frozen=True)

    channel_id: UUID
    last_24_h: Completeness | None
    """None: never checked."""
    next_check_at: datetime | None
    items: list[CheckView]
    next_cursor: str | None
