"""A file of a message: where the provider has it, and where we keep it."""

from datetime import datetime

from sqlalchemy import Index
from sqlmodel import Field

from backend.db.base import HotelEntity
from backend.db.types import belongs_to, big, moment, prose, sealed, words
from backend.domain.words import MediaState


class Media(HotelEntity, table=True):
    __tablename__ = "media"
    __table_args__ = (
        Index(None, "hotel_id", "message_id"),
        belongs_to("message", "message_id", on_delete="CASCADE"),
    )

    message_id: int = Field(sa_column=big())
    file_name: str = Field(default="", sa_column=prose(default=""))
    mime_type: str = Field(default="", sa_column=prose(default=""))
    provider_url: str = Field(default="", sa_column=prose(default=""))
    """Public to anyone who knows it, gone after some days; never shown to a browser."""
    thumbnail: bytes | None = Field(default=None, sa_column=sealed(nullable=True))
    """JPEG as WhatsApp sends it along; not sealed, only small."""
    size_bytes: int | None = Field(default=None, sa_column=big(nullable=True))
    stored_key: str | None = Field(default=None, sa_column=prose(nullable=True))
    state: MediaState = Field(default=MediaState.REMOTE, sa_column=words(MediaState))
    created_at: datetime | None = Field(default=None, sa_column=moment(now=True))
