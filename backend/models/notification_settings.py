"""How one colleague wants to be told, and when not aloud. Without a row: the usual."""

from datetime import datetime, time
from typing import Any
from uuid import UUID

from sqlalchemy import Column, Index, SmallInteger, text
from sqlmodel import Field

from backend.db.base import HotelTable
from backend.db.types import belongs_to, clock_time, document, moment


class NotificationSettings(HotelTable, table=True):
    __tablename__ = "notification_settings"
    __table_args__ = (
        Index(
            "ix_notification_settings_mailed",
            "hotel_id",
            "staff_id",
            postgresql_where=text("mail_minutes IS NOT NULL"),
        ),
        belongs_to("staff", "staff_id"),
    )

    staff_id: UUID = Field(primary_key=True)
    choices: dict[str, Any] = Field(default_factory=dict, sa_column=document())
    """Kind to channels; a kind that is missing is as usual."""
    quiet_from: time | None = Field(default=None, sa_column=clock_time())
    quiet_until: time | None = Field(default=None, sa_column=clock_time())
    """Off shift, on the hotel's clock; both or neither."""
    mail_minutes: int | None = Field(default=None, sa_column=Column(SmallInteger, nullable=True))
    """At most one digest in so many; None: no e-mail."""
    looked_to: datetime | None = Field(default=None, sa_column=moment())
    """What came until then was looked through for a digest."""
