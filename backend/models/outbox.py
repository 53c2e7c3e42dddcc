"""Messages on their way out. Ids, times and states only; the words are in the message."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Column, Index, Integer, SmallInteger, UniqueConstraint, text
from sqlmodel import Field

from backend.db.base import HotelTable
from backend.db.types import (
    belongs_to,
    big,
    flag,
    moment,
    number_id,
    prose,
    reference,
    words,
)
from backend.domain.reconciling import ByHand
from backend.domain.words import Author, HoldReason, Look, MessageClass, OutboxState


class Outbox(HotelTable, table=True):
    __tablename__ = "outbox"
    __table_args__ = (
        UniqueConstraint("hotel_id", "dedupe_key"),
        UniqueConstraint("hotel_id", "message_id"),
        UniqueConstraint("hotel_id", "conversation_id", "provider_id"),
        Index(
            "ix_outbox_open",
            "hotel_id",
            "channel_id",
            "priority",
            "id",
            postgresql_where=text("state IN ('queued', 'sending', 'uncertain')"),
        ),
        Index(
            "ix_outbox_chat_open",
            "hotel_id",
            "conversation_id",
            "id",
            postgresql_where=text("state IN ('queued', 'sending', 'uncertain')"),
        ),
        Index(
            "ix_outbox_due",
            "next_at",
            "hotel_id",
            postgresql_where=text("state IN ('queued', 'sending', 'uncertain')"),
        ),
        Index(
            "ix_outbox_doubtful",
            "next_at",
            "hotel_id",
            postgresql_where=text("state IN ('sending', 'uncertain')"),
        ),
        Index(
            "ix_outbox_expiring",
            "not_after",
            "hotel_id",
            postgresql_where=text("state = 'queued'"),
        ),
        Index(
            "ix_outbox_doubted",
            "hotel_id",
            "id",
            postgresql_where=text("state IN ('uncertain', 'asked')"),
        ),
        Index(
            "ix_outbox_held",
            "hotel_id",
            "channel_id",
            "next_at",
            postgresql_where=text("state = 'queued' AND held_reason IS NOT NULL"),
        ),
        Index(
            "ix_outbox_started",
            "hotel_id",
            "channel_id",
            "first_try_at",
            postgresql_where=text("starts_contact"),
        ),
        belongs_to("channel", "channel_id"),
        belongs_to("conversation", "conversation_id"),
        belongs_to("message", "message_id"),
    )

    hotel_id: UUID = Field(primary_key=True)
    id: int | None = Field(default=None, sa_column=number_id())
    channel_id: UUID = Field(sa_column=reference(nullable=False))
    conversation_id: UUID = Field(sa_column=reference(nullable=False))
    message_id: int = Field(sa_column=big())
    author: Author = Field(sa_column=words(Author))
    priority: int = Field(default=0, sa_column=Column(SmallInteger, nullable=False))
    """0 staff, 1 AI, 2 trigger, 9 broadcast."""
    message_class: MessageClass = Field(
        default=MessageClass.ESSENTIAL,
        sa_column=words(MessageClass, default=MessageClass.ESSENTIAL),
    )
    starts_contact: bool = Field(default=False, sa_column=flag())
    """Nobody had written in this conversation before: WhatsApp counts it as a new contact."""
    held_reason: HoldReason | None = Field(default=None, sa_column=words(HoldReason, nullable=True))
    """Waits to spare the number; weighed again at `next_at`, and overtaken meanwhile."""
    body_hash: bytes
    """backend.kit.text.body_hash of what is sent; how an echo or a journal entry is matched."""
    once: bool = Field(default=False, sa_column=flag())
    """It holds a code or money: sent a second time only by a person's decision."""
    dedupe_key: str = Field(sa_column=prose())
    state: OutboxState = Field(default=OutboxState.QUEUED, sa_column=words(OutboxState))
    attempts: int = Field(
        default=0, sa_column=Column(Integer, nullable=False, server_default=text("0"))
    )
    next_at: datetime | None = Field(default=None, sa_column=moment(now=True))
    """Queued: not before this. Sending: end of the lease. Uncertain: next look at the journals."""
    not_after: datetime = Field(sa_column=moment(nullable=False))
    """Past this it expires and staff are told; it is never sent late."""
    epoch: int = Field(default=0, sa_column=big(default=0))
    first_try_at: datetime | None = Field(default=None, sa_column=moment())
    last_try_at: datetime | None = Field(default=None, sa_column=moment())
    provider_id: str | None = Field(default=None, sa_column=prose(nullable=True))
    error: str | None = Field(default=None, sa_column=prose(nullable=True))
    looked_at: datetime | None = Field(default=None, sa_column=moment())
    look: Look | None = Field(default=None, sa_column=words(Look, nullable=True))
    """What the provider's queue and journal said at `looked_at`."""
    by_hand: ByHand | None = Field(default=None, sa_column=words(ByHand, nullable=True))
    created_at: datetime | None = Field(default=None, sa_column=moment(now=True))
    done_at: datetime | None = Field(default=None, sa_column=moment())
