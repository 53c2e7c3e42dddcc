"""A selection of conversations that a colleague keeps under a name."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Index, UniqueConstraint, text
from sqlmodel import Field

from backend.db.base import HotelEntity
from backend.db.types import belongs_to, document, flag, moment, prose, reference


class SavedView(HotelEntity, table=True):
    __tablename__ = "saved_view"
    __table_args__ = (
        UniqueConstraint("hotel_id", "staff_id", "name"),
        Index("ix_saved_view_shared", "hotel_id", "name", postgresql_where=text("shared")),
        belongs_to("staff", "staff_id"),
    )

    staff_id: UUID = Field(sa_column=reference(nullable=False))
    """Whose it is."""
    name: str = Field(sa_column=prose())
    shared: bool = Field(default=False, sa_column=flag())
    """Shown to everybody of the hotel; only its owner changes it."""
    filter: dict[str, Any] = Field(default_factory=dict, sa_column=document())
    created_at: datetime | None = Field(default=None, sa_column=moment(now=True))
