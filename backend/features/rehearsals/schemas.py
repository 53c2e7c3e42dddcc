"""What a rehearsal reads and what comes of it, before it is shown."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from backend.domain.rehearsing import Line, Material
from backend.domain.words import DecisionOutcome
from backend.features.journey.wording import Worded, Wordless
from backend.features.triggers.service import ArmedTrigger
from backend.models import Hotel


class Mark(StrEnum):
    """What a rehearsal points out."""

    STORM = "storm"
    OVERLAP = "overlap"


@dataclass(frozen=True, slots=True)
class LineFilter:
    """None: whatever it is."""

    outcome: DecisionOutcome | None = None
    coming: bool = False
    """Without the past."""
    mark: Mark | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Person:
    """A guest as a message addresses one."""

    name: str
    phone: str | None
    language: str | None


@dataclass(frozen=True, slots=True)
class Read:
    """All that a replay needs; no query is made while it runs."""

    armed: ArmedTrigger
    hotel: Hotel
    material: Material
    people: Mapping[UUID, Person]
    start: datetime
    now: datetime
    end: datetime
    truncated: bool


@dataclass(frozen=True, slots=True)
class Replayed:
    read: Read
    lines: Sequence[Line]
    words: Mapping[tuple[UUID, datetime], Worded | Wordless]
    """By (stay or else guest, when)."""
