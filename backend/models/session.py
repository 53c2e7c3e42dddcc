"""A browser session. The cookie holds a random token; only its hash is stored."""

from datetime import datetime
from uuid import UUID

from sqlmodel import Field

from backend.db.base import GlobalTable
from backend.db.types import moment, prose


class Session(GlobalTable, table=True):
    __tablename__ = "session"

    token_hash: bytes = Field(primary_key=True)
    account_id: UUID = Field(foreign_key="account.id", index=True)
    hotel_id: UUID | None = Field(default=None, foreign_key="hotel.id")
    """The hotel the person is looking at; None for the operator's console."""
    created_at: datetime | None = Field(default=None, sa_column=moment(now=True))
    last_seen_at: datetime | None = Field(default=None, sa_column=moment(now=True))
    expires_at: datetime = Field(sa_column=moment(nullable=False))
    revoked_at: datetime | None = Field(default=None, sa_column=moment())
    ip: str | None = Field(default=None, sa_column=prose(nullable=True))
    user_agent: str | None = Field(default=None, sa_column=prose(nullable=True))
