"""Every call to the provider's send method: written before it, completed after it."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import BigInteger, Column, Integer
from sqlmodel import Field

from backend.db.base import HotelTable
from backend.db.types import belongs_to, big, moment, prose, words
from backend.domain.words import SendOutcome


class SendAttempt(HotelTable, table=True):
    __tablename__ = "send_attempt"
    __table_args__ = (belongs_to("outbox", "outbox_id", on_delete="CASCADE"),)

    hotel_id: UUID = Field(primary_key=True)
    outbox_id: int = Field(sa_column=Column(BigInteger, primary_key=True))
    n: int = Field(sa_column=Column(Integer, primary_key=True))
    epoch: int = Field(sa_column=big())
    started_at: datetime | None = Field(default=None, sa_column=moment(now=True))
    ended_at: datetime | None = Field(default=None, sa_column=moment())
    http_status: int | None = None
    outcome: SendOutcome | None = Field(default=None, sa_column=words(SendOutcome, nullable=True))
    detail: str | None = Field(default=None, sa_column=prose(nullable=True))
