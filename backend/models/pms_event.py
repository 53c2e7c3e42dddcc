"""What a PMS told us, stored before it is answered: which reservation changed."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Column, Index, Integer, UniqueConstraint, text
from sqlmodel import Field

from backend.db.base import HotelTable
from backend.db.types import belongs_to, moment, number_id, prose, reference, sealed, words
from backend.domain.words import PmsEventState


class PmsEvent(HotelTable, table=True):
    __tablename__ = "pms_event"
    __table_args__ = (
        UniqueConstraint("hotel_id", "connection_id", "dedupe_key"),
        Index("ix_pms_event_due", "next_at", "hotel_id", postgresql_where=text("state = 'new'")),
        belongs_to("pms_connection", "connection_id"),
    )

    id: int | None = Field(default=None, sa_column=number_id())
    connection_id: UUID = Field(sa_column=reference(nullable=False))
    dedupe_key: str = Field(sa_column=prose())
    kind: str = Field(sa_column=prose())
    raw_sealed: bytes = Field(sa_column=sealed())
    received_at: datetime | None = Field(default=None, sa_column=moment(now=True))
    next_at: datetime | None = Field(default=None, sa_column=moment(now=True))
    state: PmsEventState = Field(default=PmsEventState.NEW, sa_column=words(PmsEventState))
    attempts: int = Field(
        default=0, sa_column=Column(Integer, nullable=False, server_default=text("0"))
    )
    error: str | None = Field(default=None, sa_column=prose(nullable=True))
    done_at: datetime | None = Field(default=None, sa_column=moment())
