"""A colleague who has taken part in a conversation: answered, noted, was given it or named."""

from datetime import datetime
from uuid import UUID

from sqlmodel import Field

from backend.db.base import HotelTable
from backend.db.types import belongs_to, moment


class Participant(HotelTable, table=True):
    __tablename__ = "participant"
    __table_args__ = (
        belongs_to("conversation", "conversation_id"),
        belongs_to("staff", "staff_id"),
    )

    conversation_id: UUID = Field(primary_key=True)
    staff_id: UUID = Field(primary_key=True)
    since: datetime | None = Field(default=None, sa_column=moment(now=True))
