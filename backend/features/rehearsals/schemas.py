"""What a rehearsal reads and what comes of it, before it is shown."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from backend.domain.rehearsing import Line, Material
from backend.features.journey.wording import Worded, Wordless
from backend.features.triggers.service import ArmedTrigger
from backend.models import Hotel


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
