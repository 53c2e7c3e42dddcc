"""Work that was given up, as managers see it."""

from datetime import datetime
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from backend.features.failures.service import Source
from backend.kit.fields import Line

MOST_AT_ONCE = 500


class AttemptView(BaseModel):
    model_config = ConfigDict(frozen=True)

    n: int
    at: datetime
    outcome: str
    """Name of the failure, or how the call to the provider ended."""
    http_status: int | None = None


class DeadLetterView(BaseModel):
    model_config = ConfigDict(frozen=True)

    id: UUID
    source: str
    """inbox, turn or outbox."""
    source_id: str
    reason: str
    first_at: datetime
    last_at: datetime
    replayed_at: datetime | None
    discarded_at: datetime | None
    note: str | None

    attempts: int = 0
    last_error: str = ""
    """Name of the last failure."""
    what: str = ""
    """What was to happen, in words."""
    preview: str = ""
    """The beginning of the text that was to be sent or answered."""
    guest_name: str | None = None
    room: str | None = None
    conversation_id: UUID | None = None
    message_id: str | None = None
    channel_id: UUID | None = None
    channel_name: str | None = None
    replayable: bool = False
    """False: nothing is left to try again, or a person has to decide on the message itself."""
    history: list[AttemptView] = []
    """The last attempts, oldest first."""


class ReasonCount(BaseModel):
    model_config = ConfigDict(frozen=True)

    source: str
    reason: str
    waiting: int
    oldest_at: datetime
    latest_at: datetime


class Counts(BaseModel):
    model_config = ConfigDict(frozen=True)

    waiting: int
    by_source: dict[str, int]
    by_reason: list[ReasonCount]
    """Most first."""


class ReplayRequest(BaseModel):
    """Which of the waiting letters; without source and reason, all."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    source: Source | None = None
    reason: Line | None = None
    most: int = Field(default=100, ge=1, le=MOST_AT_ONCE)


class Replayed(BaseModel):
    model_config = ConfigDict(frozen=True)

    replayed: int
    closed: int
    """Nothing was left to try again there: put away with a note that says so."""
    remaining: int
    """Waiting letters of this choice that were not looked at yet: ask once more."""
