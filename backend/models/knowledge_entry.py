"""One fact sheet of the hotel that the AI may answer from."""

from datetime import date, datetime

from sqlalchemy import Index
from sqlmodel import Field

from backend.db.base import HotelEntity
from backend.db.types import moment, prose, words
from backend.domain.words import FactClass


class KnowledgeEntry(HotelEntity, table=True):
    __tablename__ = "knowledge_entry"
    __table_args__ = (Index(None, "hotel_id", "language"),)

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
    created_at: datetime | None = Field(default=None, sa_column=moment(now=True))
    updated_at: datetime | None = Field(default=None, sa_column=moment(now=True))
