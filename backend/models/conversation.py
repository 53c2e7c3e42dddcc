"""One chat of a guest with one of the hotel's numbers, and who works on it now."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Column, Index, Integer, UniqueConstraint, text
from sqlmodel import Field

from backend.db.base import HotelEntity
from backend.db.types import belongs_to, big, moment, prose, reference, words
from backend.domain.inbox_words import Priority
from backend.domain.words import ConversationStatus, MoodLevel, Speaker


class Conversation(HotelEntity, table=True):
    __tablename__ = "conversation"
    __table_args__ = (
        UniqueConstraint("hotel_id", "channel_id", "chat_id"),
        Index("ix_conversation_list", "hotel_id", "status", text("last_message_at DESC"), "id"),
        Index("ix_conversation_recent", "hotel_id", text("last_message_at DESC"), "id"),
        Index("ix_conversation_guest", "hotel_id", "guest_id"),
        Index(
            "ix_conversation_due", "due_at", "hotel_id", postgresql_where=text("due_at IS NOT NULL")
        ),
        Index(
            "ix_conversation_active",
            "hotel_id",
            text("last_message_at DESC"),
            "id",
            postgresql_where=text("status IN ('open', 'waiting_guest')"),
        ),
        Index(
            "ix_conversation_assignee",
            "hotel_id",
            "assignee_id",
            text("last_message_at DESC"),
            "id",
            postgresql_where=text("status IN ('open', 'waiting_guest')"),
        ),
        Index(
            "ix_conversation_snoozed",
            "snoozed_until",
            "hotel_id",
            postgresql_where=text("status = 'snoozed'"),
        ),
        Index("ix_conversation_team", "hotel_id", "team_id"),
        Index(
            "ix_conversation_resolved",
            "hotel_id",
            "resolved_at",
            "id",
            postgresql_where=text("resolved_at IS NOT NULL"),
        ),
        belongs_to("channel", "channel_id"),
        belongs_to("guest", "guest_id"),
        belongs_to("stay", "stay_id"),
        belongs_to("stay", "chosen_stay_id"),
        belongs_to("staff", "assignee_id"),
        belongs_to("team", "team_id"),
    )

    hotel_id: UUID = Field(primary_key=True)
    channel_id: UUID = Field(sa_column=reference(nullable=False))
    chat_id: str = Field(sa_column=prose())
    guest_id: UUID = Field(sa_column=reference(nullable=False))
    stay_id: UUID | None = Field(default=None, sa_column=reference())
    chosen_stay_id: UUID | None = Field(default=None, sa_column=reference())
    """Which of several stays staff said this is; None: nobody had to say."""
    status: ConversationStatus = Field(
        default=ConversationStatus.OPEN, sa_column=words(ConversationStatus)
    )
    resolved_at: datetime | None = Field(default=None, sa_column=moment())
    """When it was last resolved, as long as it is."""
    snoozed_until: datetime | None = Field(default=None, sa_column=moment())
    """When a snoozed one comes back by itself; None: with the guest's next message."""
    assignee_id: UUID | None = Field(default=None, sa_column=reference())
    team_id: UUID | None = Field(default=None, sa_column=reference())
    priority: Priority = Field(
        default=Priority.NONE, sa_column=words(Priority, default=Priority.NONE)
    )
    turn: int = Field(default=0, sa_column=big(default=0))
    """Grows with every message of guest, staff or phone: an answer to an older turn is stale."""

    speaker: Speaker = Field(default=Speaker.AI, sa_column=words(Speaker))
    speaker_staff_id: UUID | None = Field(default=None, sa_column=reference())
    speaker_reason: str | None = Field(default=None, sa_column=prose(nullable=True))
    speaker_until: datetime | None = Field(default=None, sa_column=moment())
    """When the AI may speak again by itself; None: until somebody returns it."""

    last_message_id: int | None = Field(default=None, sa_column=big(nullable=True))
    last_message_at: datetime | None = Field(default=None, sa_column=moment(now=True))
    waiting_since: datetime | None = Field(default=None, sa_column=moment())
    """First guest message that nobody has answered yet."""
    unread: int = Field(
        default=0, sa_column=Column(Integer, nullable=False, server_default=text("0"))
    )
    mood_level: MoodLevel | None = Field(default=None, sa_column=words(MoodLevel, nullable=True))
    mood_score: float | None = None

    question: str | None = Field(default=None, sa_column=prose(nullable=True))
    """What the guest was asked and has not answered: survey:<its answer's id> or
    fixed:<complaint>. Here, so that a turn knows without asking."""
    question_until: datetime | None = Field(default=None, sa_column=moment())
    """After this the guest's words are no answer to it."""

    due_at: datetime | None = Field(default=None, sa_column=moment())
    """When the open turn is to be decided; None: nothing to decide."""
    due_since: datetime | None = Field(default=None, sa_column=moment())
    """First message of the burst: debounce may not push due_at further than 8 s past it."""
    lease_until: datetime | None = Field(default=None, sa_column=moment())
    epoch: int = Field(default=0, sa_column=big(default=0))
    """Fence: a turn is applied only by the holder of the newest epoch."""
    attempts: int = Field(
        default=0, sa_column=Column(Integer, nullable=False, server_default=text("0"))
    )
    """Times the open turn was claimed; counted before the attempt."""
    holding_sent_at: datetime | None = Field(default=None, sa_column=moment())
    created_at: datetime | None = Field(default=None, sa_column=moment(now=True))
