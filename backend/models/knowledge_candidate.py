"""A question that a colleague answered and no entry held: perhaps the next entry."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Index, UniqueConstraint
from sqlmodel import Field

from backend.db.base import HotelEntity
from backend.db.types import belongs_to, big, moment, prose, reference, words
from backend.domain.knowledge_words import CandidateState


class KnowledgeCandidate(HotelEntity, table=True):
    __tablename__ = "knowledge_candidate"
    __table_args__ = (
        UniqueConstraint(
            "hotel_id", "question_id", name="uq_knowledge_candidate_hotel_id_question_id"
        ),
        belongs_to("conversation", "conversation_id"),
        Index("ix_knowledge_candidate_listed", "hotel_id", "state", "found_at", "id"),
    )

    conversation_id: UUID = Field(sa_column=reference(nullable=False))
    question_id: int = Field(sa_column=big())
    """The guest's message; it may be gone."""
    question: str = Field(sa_column=prose())
    answer: str = Field(sa_column=prose())
    """Both without personal data."""
    language: str = Field(sa_column=prose())
    answered_by: str = Field(default="", sa_column=prose(default=""))
    state: CandidateState = Field(
        default=CandidateState.OPEN, sa_column=words(CandidateState, default=CandidateState.OPEN)
    )
    entry_id: UUID | None = Field(default=None, sa_column=reference())
    """The entry it became."""
    wording_at: datetime | None = Field(default=None, sa_column=moment())
    """Since when the model words it."""
    settled_by: str = Field(default="", sa_column=prose(default=""))
    settled_at: datetime | None = Field(default=None, sa_column=moment())
    found_at: datetime = Field(sa_column=moment(nullable=False))
