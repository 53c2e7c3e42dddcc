"""What leaves the promises feature, and what is read of a message."""

from datetime import datetime
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
