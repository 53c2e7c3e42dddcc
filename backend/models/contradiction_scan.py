"""When the hotel's texts were last compared."""

from datetime import datetime

from sqlmodel import Field

from backend.db.base import HotelTable
from backend.db.types import moment


class ContradictionScan(HotelTable, table=True):
    __tablename__ = "contradiction_scan"

    scanned_at: datetime | None = Field(default=None, sa_column=moment(now=True))
    """What was read had been saved by then."""
    texts: int = 0
