"""A reservation of a guest: room, dates, status. One guest has many."""

from datetime import date, datetime, time
from uuid import UUID

from sqlalchemy import Index, UniqueConstraint
from sqlmodel import Field

from backend.db.base import HotelEntity
from backend.db.types import (
    belongs_to,
    big,
    clock_time,
    flag,
    listing,
    moment,
    prose,
    reference,
    sealed,
    words,
)
from backend.domain.words import StayStatus


class Stay(HotelEntity, table=True):
    __tablename__ = "stay"
    __table_args__ = (
        UniqueConstraint("hotel_id", "external_id"),
        Index(None, "hotel_id", "guest_id", "arrival"),
        Index(None, "hotel_id", "status", "arrival"),
        Index(None, "hotel_id", "arrival", "id"),
        Index(None, "hotel_id", "status", "departure"),
        Index(None, "hotel_id", "departure"),
        Index(None, "hotel_id", "room"),
        belongs_to("guest", "guest_id"),
    )

    external_id: str = Field(sa_column=prose())
    """The PMS's reservation number."""
    guest_id: UUID = Field(sa_column=reference(nullable=False))
    guest_name: str = Field(default="", sa_column=prose(default=""))
    """The name on this reservation: several people may book with one telephone number."""
    group_code: str | None = Field(default=None, sa_column=prose(nullable=True))
    """What the rooms of one booking have in common."""
    room: str | None = Field(default=None, sa_column=prose(nullable=True))
    room_type: str | None = Field(default=None, sa_column=prose(nullable=True))
    arrival: date
    """Day in the hotel's time zone."""
    departure: date
    arrival_time: time | None = Field(default=None, sa_column=clock_time())
    """Planned, on the hotel's clock; None: the hotel's check-in time."""
    departure_time: time | None = Field(default=None, sa_column=clock_time())
    checked_in_at: datetime | None = Field(default=None, sa_column=moment())
    checked_out_at: datetime | None = Field(default=None, sa_column=moment())
    booked_at: datetime | None = Field(default=None, sa_column=moment())
    """When the guest booked, by the PMS; None: not told."""
    status: StayStatus = Field(default=StayStatus.BOOKED, sa_column=words(StayStatus))
    source: str | None = Field(default=None, sa_column=prose(nullable=True))
    rate_code: str | None = Field(default=None, sa_column=prose(nullable=True))
    adults: int = 1
    children: int = 0
    vip: bool = Field(default=False, sa_column=flag())
    tags: list[str] = Field(default_factory=list, sa_column=listing())
    note: str | None = Field(default=None, sa_column=prose(nullable=True))
    door_code_sealed: bytes | None = Field(default=None, sa_column=sealed(nullable=True))
    """Leaves only for the one guest who is in the house (backend.domain.identity)."""
    source_version: int | None = Field(default=None, sa_column=big(nullable=True))
    """Of the newest push, where the PMS counts its changes; an older push changes nothing."""
    source_updated_at: datetime | None = Field(default=None, sa_column=moment())
    created_at: datetime | None = Field(default=None, sa_column=moment(now=True))
    updated_at: datetime | None = Field(default=None, sa_column=moment(now=True))
