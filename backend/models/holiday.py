"""A day on which the usual shifts are not worked."""

from datetime import date

from sqlalchemy import UniqueConstraint
from sqlmodel import Field

from backend.db.base import HotelEntity
from backend.db.types import prose


class Holiday(HotelEntity, table=True):
    __tablename__ = "holiday"
    __table_args__ = (UniqueConstraint("hotel_id", "day"),)

    day: date
    name: str = Field(sa_column=prose())
