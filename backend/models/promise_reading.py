"""How far a hotel's messages were read for promises."""

from datetime import datetime

from sqlmodel import Field

from backend.db.base import HotelTable
from backend.db.types import big, moment


class PromiseReading(HotelTable, table=True):
    __tablename__ = "promise_reading"

    read_to: int = Field(default=0, sa_column=big(default=0))
    """Every message up to this number is read; nothing below it can still come."""
    seen_to: int = Field(default=0, sa_column=big(default=0))
    """What was reached at `seen_at`; a smaller number may still have been written then."""
    seen_at: datetime | None = Field(default=None, sa_column=moment(now=True))
    reached: int = Field(default=0, sa_column=big(default=0))
    """The last message that a look has read some seconds after it was written."""
