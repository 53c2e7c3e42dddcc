"""Something a colleague is told of. What repeats before they look is one row that counts."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Column, Index, Integer, text
from sqlmodel import Field

from backend.db.base import HotelTable
from backend.db.types import belongs_to, moment, number_id, prose, reference, words
from backend.domain.notifying import NotifyKind

UNREAD = text("read_at IS NULL")


class Notification(HotelTable, table=True):
    __tablename__ = "notification"
    __table_args__ = (
        Index("ix_notification_list", "hotel_id", "staff_id", text("at DESC"), text("id DESC")),
        Index(
            "uq_notification_unread",
            "hotel_id",
            "staff_id",
            "conversation_id",
            "kind",
            unique=True,
            postgresql_where=UNREAD,
        ),
        Index("ix_notification_at", "hotel_id", "at"),
        belongs_to("staff", "staff_id"),
        belongs_to("conversation", "conversation_id"),
    )

    id: int | None = Field(default=None, sa_column=number_id())
    staff_id: UUID = Field(sa_column=reference(nullable=False))
    kind: NotifyKind = Field(sa_column=words(NotifyKind))
    conversation_id: UUID = Field(sa_column=reference(nullable=False))
    actor_name: str = Field(default="", sa_column=prose(default=""))
    """The colleague who did it last; empty: the guest, or it happened by itself."""
    times: int = Field(
        default=1, sa_column=Column(Integer, nullable=False, server_default=text("1"))
    )
    at: datetime | None = Field(default=None, sa_column=moment(now=True))
    """The last time."""
    told_times: int = Field(
        default=0, sa_column=Column(Integer, nullable=False, server_default=text("0"))
    )
    """How many of these a page has shown or a digest has told of, for whoever wants digests."""
    read_at: datetime | None = Field(default=None, sa_column=moment())
