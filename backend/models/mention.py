"""A colleague who was named in a note, until they have seen it."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import BigInteger, Column, Index, text
from sqlmodel import Field

from backend.db.base import HotelTable
from backend.db.types import belongs_to, moment, reference


class Mention(HotelTable, table=True):
    __tablename__ = "mention"
    __table_args__ = (
        Index("ix_mention_of_staff", "hotel_id", "staff_id", "conversation_id"),
        Index(
            "ix_mention_unseen",
            "hotel_id",
            "conversation_id",
            "staff_id",
            postgresql_where=text("seen_at IS NULL"),
        ),
        belongs_to("activity", "activity_id"),
        belongs_to("conversation", "conversation_id"),
        belongs_to("staff", "staff_id"),
    )

    activity_id: int = Field(sa_column=Column(BigInteger, primary_key=True, autoincrement=False))
    staff_id: UUID = Field(primary_key=True)
    conversation_id: UUID = Field(sa_column=reference(nullable=False))
    seen_at: datetime | None = Field(default=None, sa_column=moment())
