"""A guest's message that a colleague called a complaint, and for which nobody was alerted."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import BigInteger, Column
from sqlmodel import Field

from backend.db.base import HotelTable
from backend.db.types import belongs_to, moment, reference


class MissedComplaint(HotelTable, table=True):
    __tablename__ = "missed_complaint"
    __table_args__ = (belongs_to("message", "message_id"),)

    message_id: int = Field(sa_column=Column(BigInteger, primary_key=True, autoincrement=False))
    staff_id: UUID | None = Field(default=None, sa_column=reference())
    at: datetime | None = Field(default=None, sa_column=moment(now=True))
