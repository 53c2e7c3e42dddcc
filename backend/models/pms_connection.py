"""A hotel's PMS: where it is, how to ask it, and the path by which it tells us of changes."""

from datetime import datetime

from sqlalchemy import UniqueConstraint
from sqlmodel import Field

from backend.db.base import HotelEntity
from backend.db.types import moment, prose, sealed, words
from backend.domain.words import PmsVendor


class PmsConnection(HotelEntity, table=True):
    __tablename__ = "pms_connection"
    __table_args__ = (UniqueConstraint("hotel_id", "hook_hash"),)

    vendor: PmsVendor = Field(sa_column=words(PmsVendor))
    name: str = Field(sa_column=prose())
    base_url: str = Field(default="", sa_column=prose(default=""))
    """Empty for a PMS that tells everything in its webhooks."""
    property_code: str = Field(default="", sa_column=prose(default=""))
    """Which of the vendor's properties this hotel is; empty: the credentials say it."""
    credentials_sealed: bytes = Field(sa_column=sealed())
    """JSON of the vendor's own fields."""
    secret_sealed: bytes = Field(sa_column=sealed())
    """With which webhooks are signed, where the vendor signs."""
    hook_hash: bytes
    """SHA-256 of the webhook path's secret part."""
    last_event_at: datetime | None = Field(default=None, sa_column=moment())
    last_ok_at: datetime | None = Field(default=None, sa_column=moment())
    last_failure: str | None = Field(default=None, sa_column=prose(nullable=True))
    """Name of the newest failure; None since the last success."""
    failed_at: datetime | None = Field(default=None, sa_column=moment())
    paused_at: datetime | None = Field(default=None, sa_column=moment())
    """Since then what it tells is kept and not followed up; None: it is."""
    removed_at: datetime | None = Field(default=None, sa_column=moment())
    created_at: datetime | None = Field(default=None, sa_column=moment(now=True))
