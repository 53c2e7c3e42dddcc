"""The mood of one guest message, with the reason and who judged it."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Index, UniqueConstraint
from sqlmodel import Field

from backend.db.base import HotelTable
from backend.db.types import belongs_to, big, moment, number_id, prose, reference, words
from backend.domain.words import MoodLevel


class Assessment(HotelTable, table=True):
    __tablename__ = "assessment"
    __table_args__ = (
        UniqueConstraint("hotel_id", "message_id"),
        Index(None, "hotel_id", "conversation_id", "id"),
        belongs_to("message", "message_id", on_delete="CASCADE"),
        belongs_to("conversation", "conversation_id"),
    )

    hotel_id: UUID = Field(primary_key=True)
    id: int | None = Field(default=None, sa_column=number_id())
    message_id: int = Field(sa_column=big())
    conversation_id: UUID = Field(sa_column=reference(nullable=False))
    score: float
    """-1 (angry) to 1 (delighted)."""
    level: MoodLevel = Field(sa_column=words(MoodLevel))
    rationale: str = Field(default="", sa_column=prose(default=""))
    language: str | None = Field(default=None, sa_column=prose(nullable=True))
    source: str = Field(sa_column=prose())
    """model name, or lexicon."""
    created_at: datetime | None = Field(default=None, sa_column=moment(now=True))
