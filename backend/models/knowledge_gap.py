"""What a person made of a question that no entry held the answer to."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import BigInteger
from sqlmodel import Field

from backend.db.base import HotelTable
from backend.db.types import belongs_to, moment, prose, reference, words
from backend.domain.knowledge_words import GapEnd


class KnowledgeGap(HotelTable, table=True):
    __tablename__ = "knowledge_gap"
    __table_args__ = (belongs_to("decision", "decision_id", on_delete="CASCADE"),)

    decision_id: int = Field(primary_key=True, sa_type=BigInteger)
    """The decision that handed the question over."""
    end: GapEnd = Field(sa_column=words(GapEnd))
    entry_id: UUID | None = Field(default=None, sa_column=reference())
    """The entry it became."""
    settled_by: str = Field(default="", sa_column=prose(default=""))
    settled_at: datetime | None = Field(default=None, sa_column=moment(now=True))
