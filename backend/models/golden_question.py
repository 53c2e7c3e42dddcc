"""A question that the hotel's AI must go on answering rightly."""

from datetime import datetime
from typing import Any

from sqlalchemy import Boolean, Column, Index, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field

from backend.db.base import HotelEntity
from backend.db.types import listing, moment, prose, words
from backend.domain.golden_words import Expects, QuestionOrigin, QuestionState


class GoldenQuestion(HotelEntity, table=True):
    __tablename__ = "golden_question"
    __table_args__ = (
        Index(None, "hotel_id", "state", "id"),
        Index(
            "uq_golden_question_came_from",
            "hotel_id",
            "came_from",
            unique=True,
            postgresql_where=text("came_from IS NOT NULL"),
        ),
    )

    language: str = Field(sa_column=prose())
    text: str = Field(sa_column=prose())
    """As a guest would write it; no guest's personal data."""
    expects: Expects = Field(sa_column=words(Expects))
    facts: list[str] = Field(default_factory=list, sa_column=listing())
    source_ids: list[str] = Field(default_factory=list, sa_column=listing())
    """Entries of which the answer must stand on one."""
    origin: QuestionOrigin = Field(sa_column=words(QuestionOrigin))
    came_from: str | None = Field(default=None, sa_column=prose(nullable=True))
    """What it was made of, so that it is proposed once."""
    state: QuestionState = Field(
        default=QuestionState.PROPOSED,
        sa_column=words(QuestionState, default=QuestionState.PROPOSED),
    )
    decided_by: str = Field(default="", sa_column=prose(default=""))
    stood: bool | None = Field(default=None, sa_column=Column(Boolean, nullable=True))
    """In the last accepted run; None: it was in none since it was last changed."""
    recording: dict[str, Any] | None = Field(
        default=None, sa_column=Column(JSONB(none_as_null=True), nullable=True)
    )
    """The model's answer of that run, its sources by entry."""
    created_at: datetime | None = Field(default=None, sa_column=moment(now=True))
    updated_at: datetime | None = Field(default=None, sa_column=moment(now=True))
