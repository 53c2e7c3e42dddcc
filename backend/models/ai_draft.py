"""An answer that the AI wrote for staff, who decide what becomes of it."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Column, Index, Integer, UniqueConstraint
from sqlmodel import Field

from backend.db.base import HotelEntity
from backend.db.types import belongs_to, big, listing, moment, prose, reference, words
from backend.domain.inbox_words import AiDraftState


class AiDraft(HotelEntity, table=True):
    __tablename__ = "ai_draft"
    __table_args__ = (
        UniqueConstraint(
            "hotel_id", "conversation_id", "turn", name="uq_ai_draft_hotel_id_conversation_id_turn"
        ),
        # Also asked when a line of the ledger goes.
        Index("ix_ai_draft_decision", "hotel_id", "decision_id"),
        belongs_to("conversation", "conversation_id"),
        belongs_to("decision", "decision_id"),
        belongs_to("message", "message_id"),
        belongs_to("staff", "staff_id"),
    )

    conversation_id: UUID = Field(sa_column=reference(nullable=False))
    turn: int = Field(sa_column=big())
    """Of the conversation when it was written: with any other it is out of date."""
    text: str = Field(sa_column=prose())
    sources: list[dict[str, Any]] = Field(default_factory=list, sa_column=listing())
    """Entries it stands on: id and title."""
    decision_id: int = Field(sa_column=big())
    state: AiDraftState = Field(sa_column=words(AiDraftState))
    message_id: int | None = Field(default=None, sa_column=big(nullable=True))
    """What staff sent of it."""
    edit_distance: int | None = Field(default=None, sa_column=Column(Integer, nullable=True))
    """Characters that staff changed before they sent it."""
    staff_id: UUID | None = Field(default=None, sa_column=reference())
    """Who used or dismissed it; None: nobody yet, or an API key."""
    created_at: datetime | None = Field(default=None, sa_column=moment(now=True))
    decided_at: datetime | None = Field(default=None, sa_column=moment())
