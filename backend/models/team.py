"""Some of a hotel's people, to whom a conversation may be given together."""

from datetime import datetime

from sqlalchemy import UniqueConstraint
from sqlmodel import Field

from backend.db.base import HotelEntity
from backend.db.types import moment, prose


class Team(HotelEntity, table=True):
    __tablename__ = "team"
    __table_args__ = (UniqueConstraint("hotel_id", "name"),)

    name: str = Field(sa_column=prose())
    created_at: datetime | None = Field(default=None, sa_column=moment(now=True))
