"""Signs of life of the installation: from them it learns how long it was away."""

from datetime import datetime

from sqlmodel import Field

from backend.db.base import GlobalTable
from backend.db.types import moment


class Heartbeat(GlobalTable, table=True):
    __tablename__ = "heartbeat"

    name: str = Field(primary_key=True)
    """web: webhooks are answered; ticks: the timetable runs."""
    seen_at: datetime | None = Field(default=None, sa_column=moment(now=True))
    away_since: datetime | None = Field(default=None, sa_column=moment())
    back_at: datetime | None = Field(default=None, sa_column=moment())
    """Of the last absence that was long enough to lose messages."""
