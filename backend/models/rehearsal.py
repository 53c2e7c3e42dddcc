"""What a trigger would have done and would do: the newest replay of each trigger."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Index, Integer
from sqlmodel import Field

from backend.db.base import HotelEntity
from backend.db.types import belongs_to, document, moment, reference


class Rehearsal(HotelEntity, table=True):
    __tablename__ = "rehearsal"
    __table_args__ = (
        Index(None, "hotel_id", "trigger_id"),
        belongs_to("trigger", "trigger_id", on_delete="CASCADE"),
    )

    trigger_id: UUID = Field(sa_column=reference(nullable=False))
    version: int = Field(sa_type=Integer)
    summary: dict[str, Any] = Field(default_factory=dict, sa_column=document())
    created_at: datetime | None = Field(default=None, sa_column=moment(now=True))
