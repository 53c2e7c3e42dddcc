"""What happened to a stay, in order; rows are only ever added."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Index
from sqlmodel import Field

from backend.db.base import HotelTable
from backend.db.types import belongs_to, document, moment, number_id, prose, reference, words
from backend.domain.words import StayEventKind


class StayEvent(HotelTable, table=True):
    __tablename__ = "stay_event"
    __table_args__ = (
        Index(None, "hotel_id", "stay_id", "id"),
        belongs_to("stay", "stay_id"),
    )

    id: int | None = Field(default=None, sa_column=number_id())
    stay_id: UUID = Field(sa_column=reference(nullable=False))
    kind: StayEventKind = Field(sa_column=words(StayEventKind))
    changes: dict[str, Any] = Field(default_factory=dict, sa_column=document())
    """{field: [before, after]} in JSON; a secret is never in it."""
    source: str = Field(sa_column=prose())
    """Who told: api, import, staff, or the PMS's vendor."""
    source_at: datetime | None = Field(default=None, sa_column=moment())
    """When it happened by the source's own clock, where it says so."""
    at: datetime | None = Field(default=None, sa_column=moment(now=True))
