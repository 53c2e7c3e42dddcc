"""A word of the hotel's own that conversations are sorted by."""

from datetime import datetime

from sqlalchemy import UniqueConstraint
from sqlmodel import Field

from backend.db.base import HotelEntity
from backend.db.types import moment, prose, words
from backend.domain.inbox_words import LabelColour


class Label(HotelEntity, table=True):
    __tablename__ = "label"
    __table_args__ = (UniqueConstraint("hotel_id", "name"),)

    name: str = Field(sa_column=prose())
    colour: LabelColour = Field(default=LabelColour.NEUTRAL, sa_column=words(LabelColour))
    created_at: datetime | None = Field(default=None, sa_column=moment(now=True))
