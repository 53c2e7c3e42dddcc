"""A one-time link to set a password: an invitation or a reset."""

from datetime import datetime
from uuid import UUID

from sqlmodel import Field

from backend.db.base import GlobalTable
from backend.db.types import moment, prose


class AccountToken(GlobalTable, table=True):
    __tablename__ = "account_token"

    token_hash: bytes = Field(primary_key=True)
    account_id: UUID = Field(foreign_key="account.id", index=True)
    purpose: str = Field(sa_column=prose())
    expires_at: datetime = Field(sa_column=moment(nullable=False))
    used_at: datetime | None = Field(default=None, sa_column=moment())
