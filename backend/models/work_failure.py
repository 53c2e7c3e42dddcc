"""Attempts at work that ended in an unexpected error; what a dead letter's history is made of."""

from datetime import datetime

from sqlalchemy import Column, Index, Integer
from sqlmodel import Field

from backend.db.base import HotelTable
from backend.db.types import moment, number_id, prose


class WorkFailure(HotelTable, table=True):
    __tablename__ = "work_failure"
    __table_args__ = (
        Index("ix_work_failure_work", "hotel_id", "source", "source_id", "id"),
        Index("ix_work_failure_old", "hotel_id", "at"),
    )

    id: int | None = Field(default=None, sa_column=number_id())
    source: str = Field(sa_column=prose())
    """inbox or turn; the attempts of a send are in send_attempt."""
    source_id: str = Field(sa_column=prose())
    attempt: int = Field(sa_column=Column(Integer, nullable=False))
    error: str = Field(sa_column=prose())
    """Name of the failure; never a guest's words."""
    at: datetime | None = Field(default=None, sa_column=moment(now=True))
