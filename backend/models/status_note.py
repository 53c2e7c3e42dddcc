"""A delivery status that came before we knew the message; applied when it appears."""

from datetime import datetime
from uuid import UUID

from sqlmodel import Field

from backend.db.base import HotelTable
from backend.db.types import belongs_to, moment, prose, words
from backend.domain.words import MessageStatus


class StatusNote(HotelTable, table=True):
    __tablename__ = "status_note"
    __table_args__ = (belongs_to("channel", "channel_id"),)

    hotel_id: UUID = Field(primary_key=True)
    channel_id: UUID = Field(primary_key=True)
    provider_id: str = Field(primary_key=True)
    status: MessageStatus = Field(sa_column=words(MessageStatus))
    reason: str | None = Field(default=None, sa_column=prose(nullable=True))
    at: datetime | None = Field(default=None, sa_column=moment(now=True))
