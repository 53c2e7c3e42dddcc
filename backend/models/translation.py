"""A text in another language: of a message, or of what is being written in a conversation."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, UniqueConstraint, text
from sqlmodel import Field

from backend.db.base import HotelTable
from backend.db.types import (
    belongs_to,
    big,
    document,
    flag,
    moment,
    number_id,
    prose,
    reference,
    sealed,
    words,
)
from backend.domain.translating import TranslationState


class Translation(HotelTable, table=True):
    __tablename__ = "translation"
    __table_args__ = (
        UniqueConstraint("hotel_id", "message_id", "language", name="uq_translation_message"),
        Index(
            "uq_translation_draft",
            "hotel_id",
            "conversation_id",
            "digest",
            "language",
            unique=True,
            postgresql_where=text("conversation_id IS NOT NULL"),
        ),
        Index(
            "ix_translation_digest",
            "hotel_id",
            "digest",
            "language",
            "id",
            postgresql_where=text("NOT by_person AND state <> 'not_translated'"),
        ),
        CheckConstraint("(message_id IS NULL) <> (conversation_id IS NULL)", name="of_one"),
        belongs_to("message", "message_id", on_delete="CASCADE"),
        belongs_to("conversation", "conversation_id", on_delete="CASCADE"),
    )

    id: int | None = Field(default=None, sa_column=number_id())
    message_id: int | None = Field(default=None, sa_column=big(nullable=True))
    """It goes with the message."""
    conversation_id: UUID | None = Field(default=None, sa_column=reference())
    """Of what was only being written there; forgotten after a day."""
    digest: bytes = Field(sa_column=sealed())
    """SHA-256 of the source: an edited message has no translation any more."""
    language: str = Field(sa_column=prose())
    """Into which, as ISO 639-1 has it."""
    spoken: str | None = Field(default=None, sa_column=prose(nullable=True))
    """The source's, where it is known."""
    state: TranslationState = Field(sa_column=words(TranslationState))
    reason: str | None = Field(default=None, sa_column=prose(nullable=True))
    """Why there is none; outages are not kept."""
    text: str = Field(default="", sa_column=prose(default=""))
    details: dict[str, Any] = Field(default_factory=dict, sa_column=document())
    """`fact`: what was lost or added; `doubtful`: what a person should look at."""
    by_person: bool = Field(default=False, sa_column=flag())
    """What a colleague wrote before it was sent in the guest's language."""
    created_at: datetime | None = Field(default=None, sa_column=moment(now=True))
