"""Rotating refresh tokens of the API. A reused one revokes its whole family."""

from datetime import datetime
from uuid import UUID

from sqlmodel import Field

from backend.db.base import GlobalTable
from backend.db.types import moment


class RefreshToken(GlobalTable, table=True):
    __tablename__ = "refresh_token"

    token_hash: bytes = Field(primary_key=True)
    family: UUID = Field(index=True)
    account_id: UUID = Field(foreign_key="account.id", index=True)
    issued_at: datetime | None = Field(default=None, sa_column=moment(now=True))
    expires_at: datetime = Field(sa_column=moment(nullable=False))
    used_at: datetime | None = Field(default=None, sa_column=moment())
    revoked_at: datetime | None = Field(default=None, sa_column=moment())
