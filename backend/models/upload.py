"""A file that staff chose to send and that no message has taken yet."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Index
from sqlmodel import Field

from backend.db.base import HotelEntity
from backend.db.types import big, moment, prose, reference


class Upload(HotelEntity, table=True):
    __tablename__ = "upload"
    __table_args__ = (Index(None, "hotel_id", "created_at"),)

    file_name: str = Field(sa_column=prose())
    mime_type: str = Field(sa_column=prose())
    size_bytes: int = Field(sa_column=big())
    stored_key: str = Field(sa_column=prose())
    staff_id: UUID | None = Field(default=None, sa_column=reference())
    created_at: datetime | None = Field(default=None, sa_column=moment(now=True))
