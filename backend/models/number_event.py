"""What happened to a number: its states, pauses and slow-downs, for the last weeks."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Index, text
from sqlmodel import Field

from backend.db.base import HotelTable
from backend.db.types import belongs_to, moment, number_id, prose, reference, words
from backend.domain.words import NumberEventKind


class NumberEvent(HotelTable, table=True):
    __tablename__ = "number_event"
    __table_args__ = (
        Index("ix_number_event_recent", "hotel_id", "channel_id", text("at DESC")),
        belongs_to("channel", "channel_id"),
    )

    id: int | None = Field(default=None, sa_column=number_id())
    channel_id: UUID = Field(sa_column=reference(nullable=False))
    kind: NumberEventKind = Field(sa_column=words(NumberEventKind))
    detail: str = Field(default="", sa_column=prose(default=""))
    """The state, the reason of the pause, or the share of the rate that is left."""
    at: datetime | None = Field(default=None, sa_column=moment(now=True))
