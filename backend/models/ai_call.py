"""Every call to the model: what it cost, how it ended, and what left the building."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Column, Index, LargeBinary, text
from sqlmodel import Field

from backend.db.base import HotelTable
from backend.db.types import big, moment, number_id, prose, reference


class AiCall(HotelTable, table=True):
    __tablename__ = "ai_call"
    __table_args__ = (
        Index(None, "hotel_id", "conversation_id", "id"),
        # The meter: what a span of days cost.
        Index(None, "hotel_id", "started_at", postgresql_include=["cost_usd"]),
        Index(
            "ix_ai_call_payload",
            "hotel_id",
            "id",
            postgresql_where=text("payload_gone_at IS NULL"),
        ),
    )

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
    stable_sha256: bytes = Field(
        default=b"",
        sa_column=Column(LargeBinary, nullable=False, server_default=text(r"'\x'")),
    )
    """Of the first message, which is the same for every guest; empty: kept before this was."""
    payload_sha256: bytes
    """Of the whole, as backend.domain.call_hash says."""
    payload_redacted: str = Field(default="", sa_column=prose(default=""))
    """The guest's part of the prompt after placeholders were put in: exactly what was sent."""
    payload_gone_at: datetime | None = Field(default=None, sa_column=moment())
    """Since when the payload is deleted; its hash and what it cost stay."""
    cost_usd: float | None = None
    id_of_provider: str | None = Field(default=None, sa_column=prose(nullable=True))
    turn: int = Field(default=0, sa_column=big(default=0))
