"""Something that the hotel told a guest it would do by a moment."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Column, Index, SmallInteger, UniqueConstraint, text
from sqlmodel import Field

from backend.db.base import HotelTable
from backend.db.types import belongs_to, big, moment, number_id, prose, reference, words
from backend.domain.promises import Closing, PromiseState
from backend.domain.words import Author


class Promise(HotelTable, table=True):
    __tablename__ = "promise"
    __table_args__ = (
        UniqueConstraint("hotel_id", "message_id", "place"),
        Index(
            "ix_promise_open",
            "hotel_id",
            "due_at",
            "id",
            postgresql_where=text("state = 'open'"),
        ),
        Index("ix_promise_closed", "hotel_id", "closed_at", "id"),
        Index("ix_promise_conversation", "hotel_id", "conversation_id", "state"),
        Index("ix_promise_next", "next_at", "hotel_id", postgresql_where=text("state = 'open'")),
        belongs_to("conversation", "conversation_id"),
        belongs_to("message", "message_id"),
        belongs_to("staff", "closed_by"),
    )

    id: int | None = Field(default=None, sa_column=number_id())
    conversation_id: UUID = Field(sa_column=reference(nullable=False))
    message_id: int = Field(sa_column=big())
    """In which it was said."""
    place: int = Field(sa_column=Column(SmallInteger, nullable=False))
    """Which of that message's promises."""
    author: Author = Field(sa_column=words(Author))
    quote: str = Field(sa_column=prose())
    """The sentence as it was said."""
    said_at: datetime = Field(sa_column=moment(nullable=False))
    due_at: datetime = Field(sa_column=moment(nullable=False))
    state: PromiseState = Field(
        default=PromiseState.OPEN, sa_column=words(PromiseState, default=PromiseState.OPEN)
    )
    next_at: datetime | None = Field(default=None, sa_column=moment())
    """When time does the next thing with it; None: nothing more."""
    warned_at: datetime | None = Field(default=None, sa_column=moment())
    missed_at: datetime | None = Field(default=None, sa_column=moment())
    """When it was due and nobody had closed it."""
    closed_at: datetime | None = Field(default=None, sa_column=moment())
    closing: Closing | None = Field(default=None, sa_column=words(Closing, nullable=True))
    closed_by: UUID | None = Field(default=None, sa_column=reference())
    heard_to: int = Field(default=0, sa_column=big(default=0))
    """The guest's message that closed it: when it is open again, that one closes it no more."""
    found_at: datetime | None = Field(default=None, sa_column=moment(now=True))
