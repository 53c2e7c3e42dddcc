"""One row per slot of the timetable: whoever inserts it runs it."""

from datetime import datetime

from sqlalchemy import Column, DateTime
from sqlmodel import Field

from backend.db.base import GlobalTable


class PeriodicRun(GlobalTable, table=True):
    __tablename__ = "periodic_run"

    name: str = Field(primary_key=True)
    slot: datetime = Field(sa_column=Column(DateTime(timezone=True), primary_key=True))
