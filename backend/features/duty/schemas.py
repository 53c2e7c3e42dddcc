"""Shifts, holidays, ways to a person, and the ladder's minutes."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated, Self
from urllib.parse import urlsplit
from uuid import UUID

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    field_validator,
    model_validator,
)

from backend.domain.duty import Shift
from backend.domain.words import Role
from backend.kit.fields import ClockTime, Line
from backend.kit.text import storable

MOST_CLIMBS = 3
LONGEST_CLIMB = 24 * 60
Weekday = Annotated[int, Field(ge=0, le=6)]
Minutes = Annotated[int, Field(ge=1, le=LONGEST_CLIMB)]
Address = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=10, max_length=500),
    AfterValidator(storable),
]
Phone = Annotated[str, StringConstraints(strip_whitespace=True, min_length=5, max_length=40)]


class ShiftInput(BaseModel):
    """Of a person or of a team."""

    staff_id: UUID | None = None
    team_id: UUID | None = None
    weekdays: list[Weekday] = Field(min_length=1, max_length=7)
    """Monday is 0; the days on which it begins."""
    starts: ClockTime
    ends: ClockTime
    """Not later than `starts`: on the next day."""
    on_holidays: bool = False

    @model_validator(mode="after")
    def _one_of_them(self) -> Self:
        if (self.staff_id is None) == (self.team_id is None):
            raise ValueError("Name a person or a team, not both.")
        return self


class ShiftView(BaseModel):
    model_config = ConfigDict(frozen=True)

    id: UUID
    staff_id: UUID | None
    team_id: UUID | None
    name: str
    """Of the person or the team."""
    weekdays: list[int]
    starts: ClockTime
    ends: ClockTime
    on_holidays: bool


class HolidayInput(BaseModel):
    day: date
    name: Line


class HolidayView(HolidayInput):
    model_config = ConfigDict(frozen=True)

    id: UUID


class ContactPatch(BaseModel):
    email: bool | None = None
    phone: Phone | None = None
    """With its country code; null: no WhatsApp."""
    webhook_url: Address | None = None

    @field_validator("webhook_url")
    @classmethod
    def _callable(cls, value: str | None) -> str | None:
        if value is None:
            return None
        parts = urlsplit(value)
        if parts.scheme != "https" or not parts.hostname or parts.username is not None:
            raise ValueError("must be an https address without a password")
        return value


class ContactView(BaseModel):
    """How a colleague is told of alerts."""

    model_config = ConfigDict(frozen=True)

    id: UUID
    """Of the colleague."""
    name: str
    role: Role
    address: str
    """E-mail."""
    email: bool
    phone: str | None
    webhook_url: str | None
    on_duty: bool
    """Now."""


class LadderInput(BaseModel):
    climb_minutes: list[Minutes] = Field(min_length=1, max_length=MOST_CLIMBS)

    @field_validator("climb_minutes")
    @classmethod
    def _climbs(cls, value: list[int]) -> list[int]:
        if value != sorted(set(value)):
            raise ValueError("must grow from one to the next")
        return value


class LadderView(BaseModel):
    model_config = ConfigDict(frozen=True)

    climb_minutes: list[int]


@dataclass(frozen=True, slots=True)
class Person:
    staff_id: UUID
    name: str
    role: Role
    address: str
    email: bool
    phone: str | None
    webhook_url: str | None


@dataclass(frozen=True, slots=True)
class Roster:
    """Everybody who may be called, and when."""

    people: dict[UUID, Person]
    """Those who may answer guests."""
    shifts: list[Shift]
    holidays: frozenset[date]
    timezone: str
    climb_minutes: list[int]
