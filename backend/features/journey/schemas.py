"""What is known of a planned occurrence when it is decided, and what comes of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from backend.domain.trigger_facts import Outcome
from backend.domain.words import ChannelPolicy
from backend.features.triggers.service import ArmedTrigger
from backend.models import Conversation, Guest, PlannedOccurrence, Stay


@dataclass(frozen=True, slots=True)
class Claim:
    id: int
    attempts: int


@dataclass(frozen=True, slots=True)
class Talk:
    """A conversation of a guest, and what there is to know of it."""

    conversation: Conversation
    policy: ChannelPolicy
    last_in_at: datetime | None
    has_open_complaint: bool


@dataclass(frozen=True, slots=True)
class Sent:
    """One line of the ledger: a trigger wrote to a guest."""

    trigger_id: UUID
    template_id: UUID | None
    occurrence: str
    stay_id: UUID | None
    at: datetime


@dataclass(frozen=True, slots=True)
class Person:
    guest: Guest
    stays: Sequence[Stay]
    talks: Sequence[Talk]
    """The newest first."""
    sent: Sequence[Sent]


@dataclass(frozen=True, slots=True)
class Occasion:
    """A planned occurrence with everything it is decided by."""

    row: PlannedOccurrence
    armed: ArmedTrigger
    person: Person
    stay: Stay | None
    talk: Talk | None
    still_silent: bool
    skipped_by_staff: bool


@dataclass(frozen=True, slots=True)
class Ruling:
    occasion: Occasion
    outcome: Outcome
    text: str = ""
    language: str | None = None
    template_version: int | None = None
    """Of the template's text in that language."""
