"""A file of reservations and how far its import has come."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Column, Index, Integer, text
from sqlmodel import Field

from backend.db.base import HotelEntity
from backend.db.types import big, document, listing, moment, prose, reference, sealed, words
from backend.domain.words import ImportState


def _count() -> Any:
    return Field(default=0, sa_column=Column(Integer, nullable=False, server_default=text("0")))


class StayImport(HotelEntity, table=True):
    __tablename__ = "stay_import"
    __table_args__ = (
        Index("ix_stay_import_recent", "hotel_id", "created_at"),
        Index(
            "ix_stay_import_due",
            "next_at",
            "hotel_id",
            postgresql_where=text("state IN ('checking', 'running')"),
        ),
    )

    file_name: str = Field(sa_column=prose())
    rows_sealed: bytes = Field(sa_column=sealed())
    """The table that was read from the file, packed; guests' names and numbers are in it."""
    columns: list[str] = Field(default_factory=list, sa_column=listing())
    """The heads of the file's columns, in order."""
    mapping: dict[str, Any] = Field(default_factory=dict, sa_column=document())
    """{field of a stay: number of the column}."""
    day_order: str = Field(default="dmy", sa_column=prose(default="dmy"))
    """How 03/04/2026 is read: dmy, mdy or ymd."""
    state: ImportState = Field(default=ImportState.UPLOADED, sa_column=words(ImportState))
    error: str | None = Field(default=None, sa_column=prose(nullable=True))
    """Name of the failure that ended it."""
    total: int = _count()
    done: int = _count()
    """Lines worked through in this pass."""
    created: int = _count()
    amended: int = _count()
    unchanged: int = _count()
    refused: int = _count()
    next_at: datetime | None = Field(default=None, sa_column=moment(now=True))
    """Not before this a worker takes it; a worker that has it moves it ahead, as a lease."""
    epoch: int = Field(default=0, sa_column=big(default=0))
    attempts: int = _count()
    by_name: str = Field(default="", sa_column=prose(default=""))
    by_id: UUID | None = Field(default=None, sa_column=reference())
    created_at: datetime | None = Field(default=None, sa_column=moment(now=True))
    finished_at: datetime | None = Field(default=None, sa_column=moment())
