"""One occurrence of a rehearsal: the message as it would read, or why there would be none."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Index
from sqlmodel import Field

from backend.db.base import HotelTable
from backend.db.types import belongs_to, document, moment, prose, reference, words
from backend.domain.words import DecisionOutcome


class RehearsalLine(HotelTable, table=True):
    __tablename__ = "rehearsal_line"
    __table_args__ = (
        Index(None, "hotel_id", "rehearsal_id", "outcome", "n"),
        belongs_to("rehearsal", "rehearsal_id", on_delete="CASCADE"),
    )

    rehearsal_id: UUID = Field(primary_key=True)
    n: int = Field(primary_key=True)
    stay_id: UUID | None = Field(default=None, sa_column=reference())
    guest_id: UUID | None = Field(default=None, sa_column=reference())
    at: datetime = Field(sa_column=moment(nullable=False))
    outcome: DecisionOutcome = Field(sa_column=words(DecisionOutcome))
    reason: str = Field(sa_column=prose())
    occurrence: str = Field(sa_column=prose())
    told: dict[str, Any] = Field(default_factory=dict, sa_column=document())
    """What a line shows beside: guest, room, language, text, the condition that failed."""
