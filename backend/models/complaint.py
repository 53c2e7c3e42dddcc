"""What went wrong for a guest, from the first word of it until it is made good."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Index, text
from sqlmodel import Field

from backend.db.base import HotelEntity
from backend.db.types import belongs_to, big, moment, prose, reference, words
from backend.domain.recovery import Closing, ComplaintSource, ComplaintState


class Complaint(HotelEntity, table=True):
    __tablename__ = "complaint"
    __table_args__ = (
        Index(
            "uq_complaint_open",
            "hotel_id",
            "conversation_id",
            unique=True,
            postgresql_where=text("state <> 'closed'"),
        ),
        Index(None, "hotel_id", "stay_id"),
        Index("ix_complaint_list", "hotel_id", text("opened_at DESC"), "id"),
        belongs_to("conversation", "conversation_id"),
        belongs_to("guest", "guest_id"),
        belongs_to("stay", "stay_id"),
        belongs_to("staff", "owner_id"),
        belongs_to("message", "message_id"),
    )

    conversation_id: UUID = Field(sa_column=reference(nullable=False))
    guest_id: UUID = Field(sa_column=reference(nullable=False))
    stay_id: UUID | None = Field(default=None, sa_column=reference())
    message_id: int | None = Field(default=None, sa_column=big(nullable=True))
    source: ComplaintSource = Field(sa_column=words(ComplaintSource))
    state: ComplaintState = Field(
        default=ComplaintState.OPEN, sa_column=words(ComplaintState, default=ComplaintState.OPEN)
    )
    owner_id: UUID | None = Field(default=None, sa_column=reference())
    opened_at: datetime | None = Field(default=None, sa_column=moment(now=True))
    owned_at: datetime | None = Field(default=None, sa_column=moment())
    acted_at: datetime | None = Field(default=None, sa_column=moment())
    asked_at: datetime | None = Field(default=None, sa_column=moment())
    closed_at: datetime | None = Field(default=None, sa_column=moment())
    closed_by: UUID | None = Field(default=None, sa_column=reference())
    closing: Closing | None = Field(default=None, sa_column=words(Closing, nullable=True))
    closing_reason: str | None = Field(default=None, sa_column=prose(nullable=True))
    """A colleague's words."""
