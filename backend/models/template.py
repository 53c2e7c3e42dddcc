"""A text the hotel sends again and again, by name; its words are per language."""

from datetime import datetime

from sqlalchemy import UniqueConstraint
from sqlmodel import Field

from backend.db.base import HotelEntity
from backend.db.types import moment, prose, words
from backend.domain.words import MessageClass


class Template(HotelEntity, table=True):
    __tablename__ = "template"
    __table_args__ = (UniqueConstraint("hotel_id", "name"),)

    name: str = Field(sa_column=prose())
    message_class: MessageClass = Field(
        default=MessageClass.USEFUL, sa_column=words(MessageClass, default=MessageClass.USEFUL)
    )
    """Of every message made from it."""
    created_at: datetime | None = Field(default=None, sa_column=moment(now=True))
    updated_at: datetime | None = Field(default=None, sa_column=moment(now=True))
