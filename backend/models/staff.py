"""A person's place in one hotel."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import UniqueConstraint
from sqlmodel import Field

from backend.db.base import HotelEntity
from backend.db.types import moment, prose, words
from backend.domain.words import Role


class Staff(HotelEntity, table=True):
    __tablename__ = "staff"
    __table_args__ = (UniqueConstraint("hotel_id", "account_id"),)

    account_id: UUID = Field(foreign_key="account.id", index=True)
    name: str = Field(sa_column=prose())
    role: Role = Field(sa_column=words(Role))
    disabled_at: datetime | None = Field(default=None, sa_column=moment())
    created_at: datetime | None = Field(default=None, sa_column=moment(now=True))
