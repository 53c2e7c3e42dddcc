"""Every call to the model: what it cost, how it ended, and what left the building."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Index
from sqlmodel import Field

from backend.db.base import HotelTable
from backend.db.types import big, moment, number_id, prose, reference


class AiCall(HotelTable, table=True):
    __tablename__ = "ai_call"
    __table_args__ = (Index(None, "hotel_id", "conversation_id", "id"),)

    id: int | None = Field(default=None, sa_column=number_id())
    conversation_id: UUID | None = Field(default=None, sa_column=reference())
    task: str = Field(sa_column=prose())
    model: str = Field(sa_column=prose())
    outcome: str = Field(sa_column=prose())
    started_at: datetime = Field(sa_column=moment(nullable=False))
    duration_ms: int
    prompt_tokens: int = 0
    cached_tokens: int = 0
    completion_tokens: int = 0
    payload_sha256: bytes
    payload_redacted: str = Field(default="", sa_column=prose(default=""))
    """The guest's part of the prompt after placeholders were put in: exactly what was sent."""
    cost_usd: float | None = None
    id_of_provider: str | None = Field(default=None, sa_column=prose(nullable=True))
    turn: int = Field(default=0, sa_column=big(default=0))
