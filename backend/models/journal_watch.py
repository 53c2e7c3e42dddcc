"""When a number's journals were read, and when they are read next. One row for each number."""

from datetime import datetime
from uuid import UUID

from sqlmodel import Field

from backend.db.base import HotelTable
from backend.db.types import belongs_to, moment


class JournalWatch(HotelTable, table=True):
    __tablename__ = "journal_watch"
    __table_args__ = (belongs_to("channel", "channel_id"),)

    channel_id: UUID = Field(primary_key=True)
    due_at: datetime | None = Field(default=None, sa_column=moment(now=True))
    asked_at: datetime | None = Field(default=None, sa_column=moment())
    """The last try, however it ended."""
    complete_until: datetime | None = Field(default=None, sa_column=moment())
    """What was written before this has been compared with what is stored here."""
    free_at: datetime | None = Field(default=None, sa_column=moment())
    """The provider allows one look a second: the next one not before this."""
