"""How far the hotel's resolved conversations were looked through."""

from datetime import datetime
from uuid import UUID

from sqlmodel import Field

from backend.db.base import HotelTable
from backend.db.types import moment, reference


class LearningMark(HotelTable, table=True):
    __tablename__ = "learning_mark"

    resolved_at: datetime = Field(sa_column=moment(nullable=False))
    conversation_id: UUID = Field(sa_column=reference(nullable=False))
    """The last one; those resolved in the same moment go by their id."""
