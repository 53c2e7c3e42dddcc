"""A colleague's verdict on a message of the AI: it was wrong, and why."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import BigInteger, Index, text
from sqlmodel import Field

from backend.db.base import HotelTable
from backend.db.types import belongs_to, moment, prose, reference, words
from backend.domain.inbox_words import WrongReason


class WrongAnswer(HotelTable, table=True):
    __tablename__ = "wrong_answer"
    __table_args__ = (
        belongs_to("message", "message_id", on_delete="CASCADE"),
        belongs_to("conversation", "conversation_id"),
        Index("ix_wrong_answer_list", "hotel_id", text("marked_at DESC"), "message_id"),
        Index("ix_wrong_answer_conversation", "hotel_id", "conversation_id"),
    )

    message_id: int = Field(primary_key=True, sa_type=BigInteger)
    conversation_id: UUID = Field(sa_column=reference(nullable=False))
    reason: WrongReason = Field(sa_column=words(WrongReason))
    note: str = Field(default="", sa_column=prose(default=""))
    """What would have been right, in the colleague's words."""
    marked_by: str = Field(sa_column=prose())
    marked_at: datetime = Field(sa_column=moment(nullable=False))
    handled_by: str | None = Field(default=None, sa_column=prose(nullable=True))
    handled_at: datetime | None = Field(default=None, sa_column=moment())
