"""How a hotel's alerts climb, and how many of them it wants; one row, made when it is first set."""

from datetime import datetime

from sqlalchemy import Column, Integer
from sqlmodel import Field

from backend.db.base import HotelTable
from backend.db.types import listing, moment


class AlertPolicy(HotelTable, table=True):
    __tablename__ = "alert_policy"

    climb_minutes: list[int] = Field(default_factory=list, sa_column=listing())
    """After an alert was raised; ascending."""
    budget: int | None = Field(default=None, sa_column=Column(Integer, nullable=True))
    """At most so many complaints by mood a shift of eight hours; None: all of them."""
    threshold: float | None = None
    """The mildest score that still raises one, as the budget leads to; None: every complaint."""
    threshold_at: datetime | None = Field(default=None, sa_column=moment())
