"""A reservation as a PMS pushes it and as lists show it."""

from datetime import date, datetime
from typing import Annotated, Any, Literal, Self
from uuid import UUID

from pydantic import (
    AfterValidator,
    AwareDatetime,
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    model_validator,
)

from backend.domain.words import PushOutcome, StayEventKind, StayStatus
from backend.kit.fields import ClockTime, Code, Language, Line, Note
from backend.kit.text import storable

LONGEST_STAY_DAYS = 3660
MOST_TAGS = 30
BIGGEST = 2**63 - 1


View = Literal["arriving", "in_house", "departing", "all"]
"""Of the list: by the hotel's day."""
Tag = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=50),
    AfterValidator(storable),
]


class StayGuestInput(BaseModel):
    name: Line
    phone: Code | None = None
    """In any usual spelling; without a country code the hotel's country is meant."""
    language: Language | None = None
    vip: bool | None = None


class StayInput(BaseModel):
    """What is not named stays as it is known; null empties it."""

    guest: StayGuestInput
    room: Code | None = None
    room_type: Line | None = None
    arrival: date
    """Day in the hotel's time zone."""
    departure: date
    arrival_time: ClockTime | None = None
    """Planned, on the hotel's clock."""
    departure_time: ClockTime | None = None
    status: StayStatus = StayStatus.BOOKED
    checked_in_at: AwareDatetime | None = None
    """The actual moment; where it is not told, the moment of the push that says in_house."""
    checked_out_at: AwareDatetime | None = None
    booked_at: AwareDatetime | None = None
    source: Line | None = None
    rate_code: Code | None = None
    group_code: Code | None = None
    """What the rooms of one booking have in common."""
    adults: int = Field(default=1, ge=0, le=99)
    children: int = Field(default=0, ge=0, le=99)
    vip: bool = False
    tags: list[Tag] = Field(default_factory=list, max_length=MOST_TAGS)
    note: Note | None = None
    door_code: Code | None = Field(default=None, repr=False)
    """Kept sealed, never shown again; told to the guest only while verified in the house."""
    version: int | None = Field(default=None, ge=0, le=BIGGEST)
    """The PMS's own count of changes: a smaller one than is known changes nothing."""
    updated_at: AwareDatetime | None = None
    """When the PMS changed it: an earlier moment than is known changes nothing."""

    @model_validator(mode="after")
    def _departure_is_later(self) -> Self:
        if not 0 <= (self.departure - self.arrival).days <= LONGEST_STAY_DAYS:
            raise ValueError("departure must not be before arrival, nor ten years after it")
        return self


class StayCard(BaseModel):
    model_config = ConfigDict(frozen=True)

    id: UUID
    external_id: str
    guest_id: UUID
    guest_name: str
    """The name on the reservation."""
    guest_phone: str | None
    guest_language: str | None
    group_code: str | None
    room: str | None
    room_type: str | None
    arrival: date
    departure: date
    arrival_time: ClockTime | None
    departure_time: ClockTime | None
    planned_arrival_at: datetime
    """The day and time of arrival as a point in time, with the hotel's check-in time where the
    stay has none of its own."""
    planned_departure_at: datetime
    nights: int
    status: StayStatus
    arriving_today: bool
    due_out: bool
    checked_in_at: datetime | None
    checked_out_at: datetime | None
    booked_at: datetime | None
    source: str | None
    rate_code: str | None
    adults: int
    children: int
    vip: bool
    tags: list[str]
    note: str | None
    has_door_code: bool
    created_at: datetime
    updated_at: datetime


class PushedStay(StayCard):
    outcome: PushOutcome
    """created, amended, unchanged, or stale: older than what is known, so nothing was done."""


class StayEventView(BaseModel):
    model_config = ConfigDict(frozen=True)

    id: str
    kind: StayEventKind
    changes: dict[str, list[Any]]
    """{field: [before, after]}"""
    source: str
    source_at: datetime | None
    at: datetime
