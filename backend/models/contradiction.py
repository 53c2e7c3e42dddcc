"""Two texts of the hotel that cannot both be right, and what a person made of it."""

from datetime import datetime

from sqlalchemy import Index, UniqueConstraint
from sqlmodel import Field

from backend.db.base import HotelEntity
from backend.db.types import moment, prose, words
from backend.domain.facts import Aspect
from backend.domain.knowledge_words import ClashState, TextKind


class Contradiction(HotelEntity, table=True):
    __tablename__ = "contradiction"
    __table_args__ = (
        UniqueConstraint("hotel_id", "fingerprint"),
        Index("ix_contradiction_listed", "hotel_id", "state", "found_at", "id"),
    )

    fingerprint: str = Field(sa_column=prose())
    """Of both sentences and where they stand: another one as soon as either changes."""
    subject: str = Field(sa_column=prose())
    aspect: Aspect = Field(sa_column=words(Aspect))
    left_kind: TextKind = Field(sa_column=words(TextKind))
    left_id: str = Field(sa_column=prose())
    """entry.id, template.id, or conversation.id of a reply."""
    left_title: str = Field(sa_column=prose())
    left_quote: str = Field(sa_column=prose())
    right_kind: TextKind = Field(sa_column=words(TextKind))
    right_id: str = Field(sa_column=prose())
    right_title: str = Field(sa_column=prose())
    right_quote: str = Field(sa_column=prose())
    state: ClashState = Field(
        default=ClashState.OPEN, sa_column=words(ClashState, default=ClashState.OPEN)
    )
    right_is_true: bool | None = None
    """Which of the two a person called right; None: not said."""
    decided_by: str = Field(default="", sa_column=prose(default=""))
    decided_at: datetime | None = Field(default=None, sa_column=moment())
    found_at: datetime | None = Field(default=None, sa_column=moment(now=True))
