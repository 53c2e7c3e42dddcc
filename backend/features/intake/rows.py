"""A stored webhook on its way through the drain."""

from dataclasses import dataclass
from datetime import datetime

from backend.domain.words import InboxState


@dataclass(frozen=True, slots=True)
class Loaded:
    id: int
    raw_sealed: bytes
    received_at: datetime
    attempts: int
    """With this one."""
    from_journal: bool = False


@dataclass(frozen=True, slots=True)
class Finished:
    id: int
    state: InboxState
    """NEW: it is tried again at `next_at`."""
    error: str | None = None
    next_at: datetime | None = None
