"""Webhooks as they came: stored before they are answered, sealed, never lost."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Column, Index, Integer, UniqueConstraint, text
from sqlmodel import Field

from backend.db.base import HotelTable
from backend.db.types import belongs_to, flag, moment, number_id, prose, reference, sealed, words
from backend.domain.words import InboxState

RAW_PURPOSE = "inbox.raw"
"""What the webhooks are sealed for."""


class Inbox(HotelTable, table=True):
    __tablename__ = "inbox"
    __table_args__ = (
        UniqueConstraint("hotel_id", "channel_id", "dedupe_key"),
        Index(
            "ix_inbox_new",
            "hotel_id",
            "channel_id",
            "id",
            postgresql_where=text("state = 'new'"),
        ),
        belongs_to("channel", "channel_id"),
    )

    hotel_id: UUID = Field(primary_key=True)
    id: int | None = Field(default=None, sa_column=number_id())
    channel_id: UUID = Field(sa_column=reference(nullable=False))
    dedupe_key: str = Field(sa_column=prose())
    kind: str = Field(sa_column=prose())
    """typeWebhook, or the reason it could not be read."""
    raw_sealed: bytes = Field(sa_column=sealed())
    from_journal: bool = Field(default=False, sa_column=flag())
    """Never came by webhook: brought in from the provider's journal, so it is late."""
    received_at: datetime | None = Field(default=None, sa_column=moment(now=True))
    next_at: datetime | None = Field(default=None, sa_column=moment(now=True))
    state: InboxState = Field(default=InboxState.NEW, sa_column=words(InboxState))
    attempts: int = Field(
        default=0, sa_column=Column(Integer, nullable=False, server_default=text("0"))
    )
    error: str | None = Field(default=None, sa_column=prose(nullable=True))
    """Name of the failure; never a guest's words."""
    done_at: datetime | None = Field(default=None, sa_column=moment())
