"""A file of a message: where the provider has it, and where we keep it."""

from datetime import datetime

from sqlalchemy import Boolean, Column, Index, Integer, text
from sqlmodel import Field

from backend.db.base import HotelEntity
from backend.db.types import belongs_to, big, moment, prose, sealed, words
from backend.domain.media_fetching import MediaTrouble
from backend.domain.words import MediaState


class Media(HotelEntity, table=True):
    __tablename__ = "media"
    __table_args__ = (
        Index(None, "hotel_id", "message_id"),
        Index(
            "ix_media_kept",
            "hotel_id",
            "stored_key",
            postgresql_include=["size_bytes"],
            postgresql_where=text("stored_key IS NOT NULL"),
        ),
        Index(
            "ix_media_due",
            "next_at",
            "hotel_id",
            postgresql_where=text("state = 'remote' AND next_at IS NOT NULL"),
        ),
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
    width: int | None = Field(default=None, sa_column=Column(Integer))
    """Of a picture as it is seen; None: not known."""
    height: int | None = Field(default=None, sa_column=Column(Integer))
    has_small: bool = Field(
        default=False, sa_column=Column(Boolean, nullable=False, server_default=text("false"))
    )
    """Whether the store has a small copy beside it."""
    transcript: str = Field(default="", sa_column=prose(default=""))
    """What is said in it, once somebody wrote it down."""
    transcript_by: str = Field(default="", sa_column=prose(default=""))
    by_machine: bool = Field(
        default=False, sa_column=Column(Boolean, nullable=False, server_default=text("false"))
    )
    """The transcript came from a program, over the API."""
    state: MediaState = Field(default=MediaState.REMOTE, sa_column=words(MediaState))
    trouble: MediaTrouble | None = Field(default=None, sa_column=words(MediaTrouble, nullable=True))
    """Why it is not here (yet)."""
    next_at: datetime | None = Field(default=None, sa_column=moment())
    """Remote: not fetched before this, or the end of the lease; None: nobody fetches it."""
    attempts: int = Field(
        default=0, sa_column=Column(Integer, nullable=False, server_default=text("0"))
    )
    """Counted before each is made."""
    epoch: int = Field(default=0, sa_column=big(default=0))
    created_at: datetime | None = Field(default=None, sa_column=moment(now=True))
