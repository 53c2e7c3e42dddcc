"""A reply that staff put into a message by its shortcut."""

from datetime import datetime

from sqlalchemy import UniqueConstraint
from sqlmodel import Field

from backend.db.base import HotelEntity
from backend.db.types import document, moment, prose


class CannedReply(HotelEntity, table=True):
    __tablename__ = "canned_reply"
    __table_args__ = (UniqueConstraint("hotel_id", "shortcut"),)

    shortcut: str = Field(sa_column=prose())
    """What is typed behind the slash, in lower case."""
    title: str = Field(sa_column=prose())
    texts: dict[str, str] = Field(default_factory=dict, sa_column=document())
    """By language; with the variables of templates."""
    created_at: datetime | None = Field(default=None, sa_column=moment(now=True))
