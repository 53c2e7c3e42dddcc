"""Two records of one person were made one: what moved, so that it can be undone."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Index, text
from sqlmodel import Field

from backend.db.base import HotelEntity
from backend.db.types import belongs_to, document, moment, prose, reference


class GuestMerge(HotelEntity, table=True):
    __tablename__ = "guest_merge"
    __table_args__ = (
        Index(None, "hotel_id", "kept_id"),
        Index(
            "uq_guest_merge_gone",
            "hotel_id",
            "gone_id",
            unique=True,
            postgresql_where=text("undone_at IS NULL"),
        ),
        belongs_to("guest", "kept_id"),
        belongs_to("guest", "gone_id"),
    )

    kept_id: UUID = Field(sa_column=reference(nullable=False))
    gone_id: UUID = Field(sa_column=reference(nullable=False))
    moved: dict[str, Any] = Field(default_factory=dict, sa_column=document())
    """Table to the ids of the rows that went from one guest to the other."""
    filled: dict[str, Any] = Field(default_factory=dict, sa_column=document())
    """Field of the kept guest to [before, after], where the other one completed it."""
    by_name: str = Field(default="", sa_column=prose(default=""))
    merged_at: datetime | None = Field(default=None, sa_column=moment(now=True))
    undone_at: datetime | None = Field(default=None, sa_column=moment())
