"""One message of a conversation, in either direction."""

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
    listing,
    moment,
    number_id,
    prose,
    reference,
    words,
)
from backend.domain.words import AiRung, Author, Direction, MessageKind, MessageStatus


class Message(HotelTable, table=True):
    __tablename__ = "message"
    __table_args__ = (
        UniqueConstraint("hotel_id", "conversation_id", "provider_id"),
        UniqueConstraint("hotel_id", "conversation_id", "client_id"),
        Index("ix_message_thread", "hotel_id", "conversation_id", "sort_at", "id"),
        Index(
            "ix_message_provider",
            "hotel_id",
            "channel_id",
            "provider_id",
            postgresql_where=text("provider_id IS NOT NULL"),
        ),
        Index(
            "ix_message_number_out",
            "hotel_id",
            "channel_id",
            "sent_at",
            postgresql_where=text("direction = 'out'"),
        ),
        # Whether a line of the ledger may go is asked of this table, for every line that goes.
        Index(
            "ix_message_decision",
            "hotel_id",
            "decision_id",
            postgresql_where=text("decision_id IS NOT NULL"),
        ),
        Index(
            "ix_message_words",
            "hotel_id",
            text("words_of(text)"),
            postgresql_using="gin",
            # What waits for its place in the index is put there by whoever adds the last of it.
            postgresql_with={"gin_pending_list_limit": 512},
        ),
        Index(
            "ix_message_deleted",
            "hotel_id",
            "id",
            postgresql_where=text("deleted_at IS NOT NULL"),
        ),
        Index(
            "ix_message_staff_said",
            "hotel_id",
            "sort_at",
            postgresql_where=text("direction = 'out' AND author = 'staff'"),
        ),
        CheckConstraint(
            "author <> 'trigger' OR decision_id IS NOT NULL", name="trigger_has_decision"
        ),
        belongs_to("conversation", "conversation_id"),
        belongs_to("channel", "channel_id"),
        belongs_to("decision", "decision_id"),
    )

    hotel_id: UUID = Field(primary_key=True)
    id: int | None = Field(default=None, sa_column=number_id())
    conversation_id: UUID = Field(sa_column=reference(nullable=False))
    channel_id: UUID = Field(sa_column=reference(nullable=False))
    direction: Direction = Field(sa_column=words(Direction))
    author: Author = Field(sa_column=words(Author))
    staff_id: UUID | None = Field(default=None, sa_column=reference())
    kind: MessageKind = Field(default=MessageKind.TEXT, sa_column=words(MessageKind))
    text: str = Field(default="", sa_column=prose(default=""))
    """What a person wrote; the caption of a file."""
    content: dict[str, Any] = Field(default_factory=dict, sa_column=document())
    """What the kind needs beside text: place, contacts, poll, the unknown type's name."""
    provider_id: str | None = Field(default=None, sa_column=prose(nullable=True))
    """Green API's idMessage; unique only within a chat."""
    quoted_provider_id: str | None = Field(default=None, sa_column=prose(nullable=True))
    client_id: str | None = Field(default=None, sa_column=prose(nullable=True))
    """The sender's idempotency key."""
    turn: int = Field(default=0, sa_column=big(default=0))
    sent_at: datetime = Field(sa_column=moment(nullable=False))
    """When it was written, as the provider says (whole seconds) or as we queued it."""
    sort_at: datetime = Field(sa_column=moment(nullable=False))
    """sent_at where it is believable, else the time of arrival."""
    received_at: datetime | None = Field(default=None, sa_column=moment(now=True))
    late: bool = Field(default=False, sa_column=flag())
    """Came long after it was written: shown, never answered automatically."""
    status: MessageStatus = Field(sa_column=words(MessageStatus))
    status_reason: str | None = Field(default=None, sa_column=prose(nullable=True))
    status_at: datetime | None = Field(default=None, sa_column=moment())
    edited_at: datetime | None = Field(default=None, sa_column=moment())
    deleted_at: datetime | None = Field(default=None, sa_column=moment())
    reactions: list[dict[str, str]] = Field(default_factory=list, sa_column=listing())
    """[{"by": "guest" | "hotel", "emoji": "…"}], one per person."""
    ai_rung: AiRung | None = Field(default=None, sa_column=words(AiRung, nullable=True))
    ai_sources: list[dict[str, str]] = Field(default_factory=list, sa_column=listing())
    """[{"id": knowledge entry, "title": …}] the answer stands on."""
    decision_id: int | None = Field(default=None, sa_column=big(nullable=True))
