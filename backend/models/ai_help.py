"""What a colleague asked the AI for while writing, and what was made of it."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Column, Index, Integer, text
from sqlmodel import Field

from backend.db.base import HotelEntity
from backend.db.types import belongs_to, big, listing, moment, prose, reference, words
from backend.domain.inbox_words import HelpTask


class AiHelp(HotelEntity, table=True):
    __tablename__ = "ai_help"
    __table_args__ = (
        belongs_to("conversation", "conversation_id"),
        belongs_to("message", "message_id"),
        # One person asks for one thing at a time, however often the button is pressed.
        Index(
            "uq_ai_help_under_way",
            "hotel_id",
            "conversation_id",
            "asked_by",
            unique=True,
            postgresql_where=text("outcome = 'asked'"),
        ),
        Index(None, "hotel_id", "asked_at"),
        Index(None, "hotel_id", "conversation_id", "asked_at"),
    )

    conversation_id: UUID = Field(sa_column=reference(nullable=False))
    task: HelpTask = Field(sa_column=words(HelpTask))
    turn: int = Field(sa_column=big())
    """Of the conversation when it was asked for."""
    asked_by: UUID = Field(sa_column=reference(nullable=False))
    """Staff, the operator's account, or an API key."""
    asked_at: datetime = Field(sa_column=moment(nullable=False))
    outcome: str = Field(sa_column=prose())
    """asked, ok, lost (the process ended meanwhile), or the code of a failure."""
    text: str = Field(default="", sa_column=prose(default=""))
    sources: list[dict[str, Any]] = Field(default_factory=list, sa_column=listing())
    """Entries it stands on: id and title."""
    detail: str = Field(default="", sa_column=prose(default=""))
    """The fact that a rewriting changed."""
    left_out: int = Field(default=0, sa_column=Column(Integer, server_default="0", nullable=False))
    """Sentences that stood on nothing."""
    message_id: int | None = Field(default=None, sa_column=big(nullable=True))
    """What staff sent of it."""
    edit_distance: int | None = Field(default=None, sa_column=Column(Integer, nullable=True))
    """Characters that staff changed before they sent it."""
