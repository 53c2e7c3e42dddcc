"""Work that was given up, with the reason, waiting for a person."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Column, Index, Integer, UniqueConstraint, text
from sqlmodel import Field

from backend.db.base import HotelEntity
from backend.db.types import moment, prose, reference


class DeadLetter(HotelEntity, table=True):
    __tablename__ = "dead_letter"
    __table_args__ = (
        UniqueConstraint("hotel_id", "source", "source_id"),
        Index("ix_dead_letter_list", "hotel_id", text("last_at DESC"), "id"),
        Index(
            "ix_dead_letter_waiting",
            "hotel_id",
            text("last_at DESC"),
            "id",
            postgresql_where=text("replayed_at IS NULL AND discarded_at IS NULL"),
        ),
    )

    source: str = Field(sa_column=prose())
    """inbox, turn or outbox."""
    source_id: str = Field(sa_column=prose())
    reason: str = Field(sa_column=prose())
    """Name of the last failure; never a guest's words."""
    attempts: int = Field(
        default=0, sa_column=Column(Integer, nullable=False, server_default=text("0"))
    )
    first_at: datetime | None = Field(default=None, sa_column=moment(now=True))
    last_at: datetime | None = Field(default=None, sa_column=moment(now=True))
    replayed_at: datetime | None = Field(default=None, sa_column=moment())
    replayed_by: UUID | None = Field(default=None, sa_column=reference())
    discarded_at: datetime | None = Field(default=None, sa_column=moment())
    discarded_by: UUID | None = Field(default=None, sa_column=reference())
    note: str | None = Field(default=None, sa_column=prose(nullable=True))
