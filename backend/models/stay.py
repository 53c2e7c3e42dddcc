"""A reservation of a guest: room, dates, status. One guest has many."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Index, UniqueConstraint
from sqlmodel import Field

from backend.db.base import HotelEntity
from backend.db.types import belongs_to, flag, moment, prose, reference, words
from backend.domain.words import StayStatus


class Stay(HotelEntity, table=True):
    __tablename__ = "stay"
    __table_args__ = (
        UniqueConstraint("hotel_id", "external_id"),
        Index(None, "hotel_id", "guest_id", "arrival"),
        Index(None, "hotel_id", "status", "arrival"),
        belongs_to("guest", "guest_id"),
    )

    external_id: str = Field(sa_column=prose())
    """The PMS's reservation number."""
    guest_id: UUID = Field(sa_column=reference(nullable=False))
    room: str | None = Field(default=None, sa_column=prose(nullable=True))
    room_type: str | None = Field(default=None, sa_column=prose(nullable=True))
    arrival: date
    """Day in the hotel's time zone."""
    departure: date
    checked_in_at: datetime | None = Field(default=None, sa_column=moment())
    checked_out_at: datetime | None = Field(default=None, sa_column=moment())
    status: StayStatus = Field(default=StayStatus.BOOKED, sa_column=words(StayStatus))
    source: str | None = Field(default=None, sa_column=prose(nullable=True))
    adults: int = 1
    children: int = 0
    vip: bool = Field(default=False, sa_column=flag())
    note: str | None = Field(default=None, sa_column=prose(nullable=True))
    created_at: datetime | None = Field(default=None, sa_column=moment(now=True))
    updated_at: datetime | None = Field(default=None, sa_column=moment(now=True))
