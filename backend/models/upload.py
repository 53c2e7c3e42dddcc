"""A file that staff chose to send and that no message has taken, or that a canned reply holds."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Boolean, Column, Index, Integer, text
from sqlmodel import Field

from backend.db.base import HotelEntity
from backend.db.types import belongs_to, big, moment, prose, reference


class Upload(HotelEntity, table=True):
    __tablename__ = "upload"
    __table_args__ = (
        Index(None, "hotel_id", "created_at"),
        Index(None, "hotel_id", "canned_reply_id"),
        belongs_to("canned_reply", "canned_reply_id"),
    )

    file_name: str = Field(sa_column=prose())
    mime_type: str = Field(sa_column=prose())
    size_bytes: int = Field(sa_column=big())
    stored_key: str = Field(sa_column=prose())
    width: int | None = Field(default=None, sa_column=Column(Integer))
    """Of a picture as it is seen; None: not known."""
    height: int | None = Field(default=None, sa_column=Column(Integer))
    has_small: bool = Field(
        default=False, sa_column=Column(Boolean, nullable=False, server_default=text("false"))
    )
    """Whether the store has a small copy beside it."""
    staff_id: UUID | None = Field(default=None, sa_column=reference())
    canned_reply_id: UUID | None = Field(default=None, sa_column=reference())
    """It is kept as long as the reply, and any number of messages may take it."""
    created_at: datetime | None = Field(default=None, sa_column=moment(now=True))
