"""One survey of one stay: asked once, and what the guest said."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Column, Index, SmallInteger, UniqueConstraint
from sqlmodel import Field

from backend.db.base import HotelEntity
from backend.db.types import belongs_to, big, moment, prose, reference


class SurveyAnswer(HotelEntity, table=True):
    __tablename__ = "survey_answer"
    __table_args__ = (
        UniqueConstraint("hotel_id", "survey_id", "stay_id"),
        Index(None, "hotel_id", "conversation_id"),
        belongs_to("survey", "survey_id"),
        belongs_to("stay", "stay_id"),
        belongs_to("conversation", "conversation_id"),
        belongs_to("message", "message_id"),
    )

    survey_id: UUID = Field(sa_column=reference(nullable=False))
    stay_id: UUID = Field(sa_column=reference(nullable=False))
    conversation_id: UUID = Field(sa_column=reference(nullable=False))
    message_id: int | None = Field(default=None, sa_column=big(nullable=True))
    """The guest's words that were understood."""
    score: int | None = Field(default=None, sa_column=Column(SmallInteger, nullable=True))
    review: str | None = Field(default=None, sa_column=prose(nullable=True))
    """What became of the request for a review: sent, withheld, none."""
    asked_at: datetime | None = Field(default=None, sa_column=moment(now=True))
    answered_at: datetime | None = Field(default=None, sa_column=moment())
