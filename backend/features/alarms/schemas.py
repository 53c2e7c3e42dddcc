"""What is claimed of a ladder, and what a colleague is told."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from backend.domain.alarms import AlertWay
from backend.domain.words import AlertKind


@dataclass(frozen=True, slots=True)
class Claim:
    """One step that is ours until the lease ends."""

    id: int
    staff_id: UUID
    way: AlertWay
    epoch: int
    attempts: int


@dataclass(frozen=True, slots=True)
class Told:
    """One alert as a colleague hears of it: no guest's words, no name."""

    step: Claim
    alert_id: UUID
    kind: AlertKind
    reason: str
    room: str | None
    rung: int
    raised_at: datetime


@dataclass(frozen=True, slots=True)
class Notice:
    """What one person is told on one way: one alert, or a digest of several."""

    way: AlertWay
    address: str
    key: str
    hotel_id: UUID
    hotel_name: str
    timezone: str
    alerts: tuple[Told, ...]
