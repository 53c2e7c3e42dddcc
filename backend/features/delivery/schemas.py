"""A message whose end is not known, as the delivery screen and scripts see it."""

from datetime import datetime
from typing import Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict

from backend.domain.words import Author, Look, SendOutcome


class TryView(BaseModel):
    """One call to the provider's send method."""

    model_config = ConfigDict(frozen=True)

    at: datetime
    ended_at: datetime | None
    outcome: SendOutcome | None
    """None: under way, or its worker vanished."""
    http_status: int | None
    detail: str | None


class UncertainCounts(BaseModel):
    model_config = ConfigDict(frozen=True)

    uncertain: int
    """All whose end is not known."""
    needs_person: int
    """Of these, what a colleague should look at."""


class UncertainView(BaseModel):
    model_config = ConfigDict(frozen=True)

    message_id: str
    conversation_id: UUID
    channel_id: UUID
    guest_name: str
    room: str | None
    text: str
    author: Author
    author_name: str | None
    """The colleague who wrote it."""
    state: Literal["checking", "asked"]
    """checking: the provider's lists are looked at again; asked: only a person can settle it."""
    needs_person: bool
    """It is asked, or has been looked up in vain for so long that a colleague should look."""
    reason: str | None
    """Why it is in doubt, or why a person is asked."""
    first_try_at: datetime | None
    last_try_at: datetime | None
    attempts: int
    tries: list[TryView]
    """Oldest first; the last ones of many."""
    looked_at: datetime | None
    look: Look | None
    """What the provider's queue and journal said then."""
    next_look_at: datetime | None
    """None: it is not looked at again by itself."""
    never_twice: bool
    """It holds a code or money, or is a trigger's: nothing sends it again by itself."""
    not_after: datetime
