"""A colleague's message that is to be sent later; it joins the outbox when its time has come."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Index, text
from sqlmodel import Field

from backend.db.base import HotelEntity
from backend.db.types import belongs_to, big, flag, moment, prose, reference, words
from backend.domain.inbox_words import ScheduledState

_PLANNED = text("state = 'planned'")


class ScheduledMessage(HotelEntity, table=True):
    __tablename__ = "scheduled_message"
    __table_args__ = (
        Index("ix_scheduled_message_due", "due_at", "hotel_id", postgresql_where=_PLANNED),
        Index(
            "ix_scheduled_message_thread",
            "hotel_id",
            "conversation_id",
            "due_at",
            postgresql_where=_PLANNED,
        ),
        belongs_to("conversation", "conversation_id"),
        belongs_to("staff", "staff_id"),
        belongs_to("message", "message_id"),
    )

    conversation_id: UUID = Field(sa_column=reference(nullable=False))
    staff_id: UUID | None = Field(default=None, sa_column=reference())
    """Whose words they are; None: an API key's."""
    text: str = Field(sa_column=prose())
    """As the guest gets it."""
    original: str | None = Field(default=None, sa_column=prose(nullable=True))
    """What the colleague wrote, where `text` is its translation."""
    original_language: str | None = Field(default=None, sa_column=prose(nullable=True))
    language: str | None = Field(default=None, sa_column=prose(nullable=True))
    """Of `text`, where it is a translation and its language is known."""
    due_at: datetime = Field(sa_column=moment(nullable=False))
    unless_reply: bool = Field(default=False, sa_column=flag())
    """Cancelled when the guest writes first."""
    state: ScheduledState = Field(default=ScheduledState.PLANNED, sa_column=words(ScheduledState))
    reason: str | None = Field(default=None, sa_column=prose(nullable=True))
    """Why it was cancelled."""
    message_id: int | None = Field(default=None, sa_column=big(nullable=True))
    """What it became."""
    created_at: datetime | None = Field(default=None, sa_column=moment(now=True))
    decided_at: datetime | None = Field(default=None, sa_column=moment())
