"""Work that was given up, with the reason, waiting for a person."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import UniqueConstraint
from sqlmodel import Field

from backend.db.base import HotelEntity
from backend.db.types import moment, prose, reference


class DeadLetter(HotelEntity, table=True):
    __tablename__ = "dead_letter"
    __table_args__ = (UniqueConstraint("hotel_id", "source", "source_id"),)

    source: str = Field(sa_column=prose())
    """inbox, turn or outbox."""
    source_id: str = Field(sa_column=prose())
    reason: str = Field(sa_column=prose())
    first_at: datetime | None = Field(default=None, sa_column=moment(now=True))
    last_at: datetime | None = Field(default=None, sa_column=moment(now=True))
    replayed_at: datetime | None = Field(default=None, sa_column=moment())
    replayed_by: UUID | None = Field(default=None, sa_column=reference())
    discarded_at: datetime | None = Field(default=None, sa_column=moment())
    note: str | None = Field(default=None, sa_column=prose(nullable=True))
