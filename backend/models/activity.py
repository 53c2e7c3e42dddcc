"""What was done with a conversation, and what colleagues noted in it; rows are only ever added.

Nothing here can be sent: the outbox refers to a message by foreign key, and this is none.
"""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, Index
from sqlmodel import Field

from backend.db.base import HotelTable
from backend.db.types import belongs_to, document, moment, number_id, prose, reference, words
from backend.domain.inbox_words import ActivityKind


class Activity(HotelTable, table=True):
    __tablename__ = "activity"
    __table_args__ = (
        Index(None, "hotel_id", "conversation_id", "id"),
        CheckConstraint("(kind = 'note') = (text IS NOT NULL)", name="note_has_text"),
        belongs_to("conversation", "conversation_id"),
    )

    id: int | None = Field(default=None, sa_column=number_id())
    conversation_id: UUID = Field(sa_column=reference(nullable=False))
    kind: ActivityKind = Field(sa_column=words(ActivityKind))
    actor_kind: str = Field(sa_column=prose())
    actor_id: UUID | None = Field(default=None, sa_column=reference())
    actor_name: str = Field(default="", sa_column=prose(default=""))
    """As it was then."""
    text: str | None = Field(default=None, sa_column=prose(nullable=True))
    """A note's words."""
    detail: dict[str, Any] = Field(default_factory=dict, sa_column=document())
    """Names and times as they were then; never a guest's words."""
    at: datetime | None = Field(default=None, sa_column=moment(now=True))
