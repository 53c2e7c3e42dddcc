"""How the demo hotels are written down. Times are minutes before the moment of loading."""

from dataclasses import dataclass, field
from typing import Literal

from backend.domain.words import AlertKind, AlertStatus, MessageStatus, MoodLevel

HOUR, DAY = 60, 24 * 60
By = Literal["guest", "ai", "staff", "phone"]


@dataclass(frozen=True, slots=True)
class Line:
    ago: int
    by: By
    text: str
    mood: tuple[MoodLevel, float] | None = None
    source: str | None = None
    """Title of the fact sheet an answer stands on."""
    quotes: int | None = None
    """Index of the line that is answered."""
    status: MessageStatus | None = None


@dataclass(frozen=True, slots=True)
class StayPlan:
    room: str | None
    arrives: int
    """Days from today; negative is past."""
    nights: int
    room_type: str = "Double"
    source: str = "Direct"
    note: str | None = None


@dataclass(frozen=True, slots=True)
class AlertPlan:
    kind: AlertKind
    reason: str
    status: AlertStatus = AlertStatus.OPEN


@dataclass(frozen=True, slots=True)
class Talk:
    guest: str
    phone: str
    language: str
    lines: tuple[Line, ...] = ()
    stay: StayPlan | None = None
    vip: bool = False
    resolved: bool = False
    held: bool = False
    """An agent of the hotel has the conversation now."""
    opted_out: bool = False
    unread: int = 0
    alert: AlertPlan | None = None


@dataclass(frozen=True, slots=True)
class Sheet:
    title: str
    text: str
    language: str
    category: str


@dataclass(frozen=True, slots=True)
class Words:
    """A template's words by language."""

    name: str
    texts: dict[str, str]


@dataclass(frozen=True, slots=True)
class HotelPlan:
    key: str
    name: str
    timezone: str
    language: str
    phone: str
    website: str
    people: tuple[tuple[str, str], ...]
    """Role and name."""
    sheets: tuple[Sheet, ...]
    talks: tuple[Talk, ...]
    keywords: tuple[str, ...] = field(default=("taxi", "transfer"))
