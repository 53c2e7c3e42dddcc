"""Something a person of the hotel should look at."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Column, Index, SmallInteger, UniqueConstraint, text
from sqlmodel import Field

from backend.db.base import HotelEntity
from backend.db.types import belongs_to, big, moment, prose, reference, words
from backend.domain.words import AlertKind, AlertStatus


class Alert(HotelEntity, table=True):
    __tablename__ = "alert"
    __table_args__ = (
        UniqueConstraint("hotel_id", "dedupe_key"),
        Index("ix_alert_open", "hotel_id", "status", text("created_at DESC"), "id"),
        Index(None, "hotel_id", "conversation_id"),
        Index(
            "ix_alert_climb",
            "climb_at",
            "hotel_id",
            postgresql_where=text("status = 'open' AND climb_at IS NOT NULL"),
        ),
        belongs_to("conversation", "conversation_id"),
        belongs_to("message", "message_id"),
    )

    kind: AlertKind = Field(sa_column=words(AlertKind))
    conversation_id: UUID | None = Field(default=None, sa_column=reference())
    message_id: int | None = Field(default=None, sa_column=big(nullable=True))
    channel_id: UUID | None = Field(default=None, sa_column=reference())
    dedupe_key: str = Field(sa_column=prose())
    """What makes it the same alert, e.g. complaint:<message id>."""
    reason: str = Field(sa_column=prose())
    """One line a person reads; no guest's words."""
    status: AlertStatus = Field(default=AlertStatus.OPEN, sa_column=words(AlertStatus))
    verdict: bool | None = None
    """Whether staff called it right; None: not said."""
    score: float | None = None
    """Of the mood that raised it, -1 to 1; None: something else did."""
    rung: int = Field(
        default=0, sa_column=Column(SmallInteger, nullable=False, server_default=text("0"))
    )
    """Which rung of its ladder is told next."""
    climb_at: datetime | None = Field(default=None, sa_column=moment())
    """When; None: it climbs no further."""
    handled_by: UUID | None = Field(default=None, sa_column=reference())
    handled_at: datetime | None = Field(default=None, sa_column=moment())
    created_at: datetime | None = Field(default=None, sa_column=moment(now=True))
