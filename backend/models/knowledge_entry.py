"""One fact sheet of the hotel that the AI may answer from."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Column, Index, Integer
from sqlalchemy import text as sql_text
from sqlmodel import Field

from backend.db.base import HotelEntity
from backend.db.types import belongs_to, moment, prose, reference, words
from backend.domain.words import FactClass


class KnowledgeEntry(HotelEntity, table=True):
    __tablename__ = "knowledge_entry"
    __table_args__ = (
        Index(None, "hotel_id", "language"),
        Index(None, "hotel_id", "title", "id"),
        belongs_to("staff", "owner_id"),
    )

    title: str = Field(sa_column=prose())
    text: str = Field(sa_column=prose())
    language: str = Field(sa_column=prose())
    category: str | None = Field(default=None, sa_column=prose(nullable=True))
    fact_class: FactClass = Field(
        default=FactClass.PUBLIC,
        sa_column=words(FactClass, default=FactClass.PUBLIC),
    )
    """Who may be told; a secret never stands in a prompt without a verified stay."""
    valid_from: date | None = None
    valid_until: date | None = None
    """Last day it holds, in the hotel's time zone."""
    season_from: str | None = Field(default=None, sa_column=prose(nullable=True))
    season_until: str | None = Field(default=None, sa_column=prose(nullable=True))
    """Month and day (05-01), both included: the part of each year in which it holds."""
    owner_id: UUID | None = Field(default=None, sa_column=reference())
    """Staff who keeps it true."""
    review_on: date | None = None
    """When it is to be read again, in the hotel's time zone."""
    origin: str | None = Field(default=None, sa_column=prose(nullable=True))
    """Where it was taken from: an address or the name of a file."""
    version: int = Field(
        default=1, sa_column=Column(Integer, nullable=False, server_default=sql_text("1"))
    )
    deleted_at: datetime | None = Field(default=None, sa_column=moment())
    """Its history is kept, and undo brings it back."""
    created_at: datetime | None = Field(default=None, sa_column=moment(now=True))
    updated_at: datetime | None = Field(default=None, sa_column=moment(now=True))
