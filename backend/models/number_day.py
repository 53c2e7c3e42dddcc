"""What one number did on one day of the hotel, added up by the timetable."""

from datetime import date
from uuid import UUID

from sqlalchemy import Column, Date, Integer, Uuid, text
from sqlmodel import Field

from backend.db.base import HotelTable
from backend.db.types import belongs_to


def _count() -> Column[int]:
    return Column(Integer, nullable=False, server_default=text("0"))


class NumberDay(HotelTable, table=True):
    """Messages count on the day they were queued; how far they got may change for days."""

    __tablename__ = "number_day"
    __table_args__ = (belongs_to("channel", "channel_id"),)

    channel_id: UUID = Field(sa_column=Column(Uuid, primary_key=True))
    day: date = Field(sa_column=Column(Date, primary_key=True))
    sent: int = Field(default=0, sa_column=_count())
    """Taken by the provider, whatever became of them."""
    delivered: int = Field(default=0, sa_column=_count())
    failed: int = Field(default=0, sa_column=_count())
    no_account: int = Field(default=0, sa_column=_count())
    expired: int = Field(default=0, sa_column=_count())
    new_contacts: int = Field(default=0, sa_column=_count())
    """Conversations that we began on that day."""
    answered: int = Field(default=0, sa_column=_count())
    """How many of those the guest has answered since."""
