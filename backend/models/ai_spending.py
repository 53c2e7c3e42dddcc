"""What the AI of a hotel has cost on a day; only of hotels that bound it."""

from datetime import date

from sqlalchemy import Column, Date, Float, text
from sqlmodel import Field

from backend.db.base import HotelTable


class AiSpending(HotelTable, table=True):
    __tablename__ = "ai_spending"

    day: date = Field(sa_column=Column(Date, primary_key=True))
    """Of the hotel's clock."""
    cost_usd: float = Field(
        default=0.0, sa_column=Column(Float, nullable=False, server_default=text("0"))
    )
    """The sum of the day's calls, so that deciding on a turn need not add them up."""
