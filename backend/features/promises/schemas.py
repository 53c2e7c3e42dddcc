"""What leaves the promises feature, and what is read of a message."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple
from uuid import UUID

from backend.domain.promises import Closing, PromiseState
from backend.domain.words import Author, Direction
from backend.features.conversations.schemas import View


class Said(NamedTuple):
    """One message as it is read for promises."""

    id: int
    conversation_id: UUID
    direction: Direction
    author: Author
    text: str
    at: datetime
    arrived_at: datetime


class PromiseView(View):
    id: str
    conversation_id: UUID
    message_id: str
    """In which it was said."""
    author: Author
    guest_name: str
    room: str | None
    quote: str
    """The sentence as it was said."""
    said_at: datetime
    due_at: datetime
    state: PromiseState
    missed_at: datetime | None
    """When it was due and nobody had closed it."""
    closed_at: datetime | None
    closing: Closing | None
    closed_by: str | None
    """A colleague's name."""


@dataclass(frozen=True, slots=True)
class Reading:
    """How far a hotel's messages were read; the numbers as in `PromiseReading`."""

    read_to: int
    seen_to: int
    seen_at: datetime
    reached: int
    timezone: str
    is_any_due: bool
    """Whether the clock has something to say of an open promise."""

    def is_settled(self, now: datetime, after: timedelta) -> bool:
        """Numbers are given before a row is written: only what was seen so long ago has none
        missing below it."""
        return self.seen_to > self.read_to and now - self.seen_at >= after
