"""One comparison of a number's journals with what is stored: the meter of completeness."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Column, Index, Integer, text
from sqlmodel import Field

from backend.db.base import HotelTable
from backend.db.types import belongs_to, moment, number_id, reference


class JournalCheck(HotelTable, table=True):
    __tablename__ = "journal_check"
    __table_args__ = (
        Index("ix_journal_check_channel", "hotel_id", "channel_id", text("id DESC")),
        Index("ix_journal_check_recent", "hotel_id", "channel_id", "window_end"),
        belongs_to("channel", "channel_id"),
    )

    id: int | None = Field(default=None, sa_column=number_id())
    channel_id: UUID = Field(sa_column=reference(nullable=False))
    checked_at: datetime | None = Field(default=None, sa_column=moment(now=True))
    window_start: datetime = Field(sa_column=moment(nullable=False))
    window_end: datetime = Field(sa_column=moment(nullable=False))
    """The windows of a number follow on each other: each message is counted in one of them."""
    expected: int = Field(sa_column=Column(Integer, nullable=False))
    """Messages the journals show for the window, and older ones they had not shown before."""
    missing: int = Field(sa_column=Column(Integer, nullable=False))
    """Of these, not stored here before the check."""
    filled: int = Field(sa_column=Column(Integer, nullable=False))
    """Of the missing, stored by the check."""
