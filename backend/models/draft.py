"""What a colleague has begun to write in a conversation and not sent."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Index
from sqlmodel import Field

from backend.db.base import HotelTable
from backend.db.types import belongs_to, moment, prose, words
from backend.domain.inbox_words import ComposerMode


class Draft(HotelTable, table=True):
    __tablename__ = "draft"
    __table_args__ = (
        Index(None, "hotel_id", "updated_at"),
        belongs_to("staff", "staff_id"),
        belongs_to("conversation", "conversation_id"),
    )

    staff_id: UUID = Field(primary_key=True)
    conversation_id: UUID = Field(primary_key=True)
    mode: ComposerMode = Field(sa_column=words(ComposerMode, primary_key=True))
    text: str = Field(sa_column=prose())
    updated_at: datetime | None = Field(default=None, sa_column=moment(now=True))
