"""A reservation as a PMS pushes it and as lists show it."""

from datetime import date, datetime
from typing import Self
from uuid import UUID

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, model_validator

from backend.domain.words import StayStatus
from backend.kit.fields import Code, Language, Line, Note

LONGEST_STAY_DAYS = 3660


class StayGuestInput(BaseModel):
    name: Line
    phone: Code | None = None
    """With its country code; stored as E.164."""
    language: Language | None = None
    vip: bool | None = None


class StayInput(BaseModel):
    guest: StayGuestInput
    room: Code | None = None
    room_type: Line | None = None
    arrival: date
    """Day in the hotel's time zone."""
    departure: date
    status: StayStatus = StayStatus.BOOKED
    checked_in_at: AwareDatetime | None = None
    checked_out_at: AwareDatetime | None = None
    source: Line | None = None
    adults: int = Field(default=1, ge=0, le=99)
    children: int = Field(default=0, ge=0, le=99)
    vip: bool = False
    note: Note | None = None

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
    guest_phone: str | None
    room: str | None
    room_type: str | None
    arrival: date
    departure: date
    status: StayStatus
    checked_in_at: datetime | None
    checked_out_at: datetime | None
    source: str | None
    adults: int
    children: int
    vip: bool
    note: str | None
    updated_at: datetime
