"""A key for scripts and PMS vendors. The key names its hotel, so it opens no other."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import UniqueConstraint
from sqlmodel import Field

from backend.db.base import HotelEntity
from backend.db.types import moment, prose, reference, words
from backend.domain.words import Role


class ApiKey(HotelEntity, table=True):
    __tablename__ = "api_key"
    __table_args__ = (UniqueConstraint("hotel_id", "key_hash"),)

    name: str = Field(sa_column=prose())
    key_hash: bytes
    role: Role = Field(sa_column=words(Role))
    created_by: UUID | None = Field(default=None, sa_column=reference())
    created_at: datetime | None = Field(default=None, sa_column=moment(now=True))
    last_used_at: datetime | None = Field(default=None, sa_column=moment())
    revoked_at: datetime | None = Field(default=None, sa_column=moment())
