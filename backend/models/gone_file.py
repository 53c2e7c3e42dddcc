"""A file that a row let go of, noted by the database itself, whoever deleted the row; or a file
that no row holds yet."""

from datetime import datetime

from sqlmodel import Field

from backend.db.base import HotelTable
from backend.db.types import moment, number_id, prose


class GoneFile(HotelTable, table=True):
    __tablename__ = "gone_file"

    id: int | None = Field(default=None, sa_column=number_id())
    stored_key: str = Field(sa_column=prose())
    at: datetime | None = Field(default=None, sa_column=moment(now=True))
    """Not deleted before."""
