"""When a person or a team is on duty, week by week, on the hotel's clock."""

from datetime import datetime, time
from uuid import UUID

from sqlalchemy import CheckConstraint, Column, Time
from sqlmodel import Field

from backend.db.base import HotelEntity
from backend.db.types import belongs_to, flag, listing, moment, reference


class Shift(HotelEntity, table=True):
    __tablename__ = "shift"
    __table_args__ = (
        CheckConstraint("(staff_id IS NULL) <> (team_id IS NULL)", name="person_or_team"),
        belongs_to("staff", "staff_id"),
        belongs_to("team", "team_id", on_delete="CASCADE"),
    )

    staff_id: UUID | None = Field(default=None, sa_column=reference())
    team_id: UUID | None = Field(default=None, sa_column=reference())
    weekdays: list[int] = Field(default_factory=list, sa_column=listing())
    """Monday is 0; the days on which it begins."""
    starts: time = Field(sa_column=Column(Time, nullable=False))
    ends: time = Field(sa_column=Column(Time, nullable=False))
    """Not later than the beginning: on the next day."""
    on_holidays: bool = Field(default=False, sa_column=flag())
    created_at: datetime | None = Field(default=None, sa_column=moment(now=True))
