"""One person told of one alert on one way: a rung of its ladder, done once."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Column, Index, Integer, SmallInteger, UniqueConstraint, text
from sqlmodel import Field

from backend.db.base import HotelTable
from backend.db.types import belongs_to, big, moment, number_id, prose, reference, words
from backend.domain.alarms import AlertWay, StepState


class AlertStep(HotelTable, table=True):
    __tablename__ = "alert_step"
    __table_args__ = (
        UniqueConstraint("hotel_id", "alert_id", "rung", "staff_id", "way"),
        Index(
            "ix_alert_step_due",
            "next_at",
            "hotel_id",
            postgresql_where=text("state = 'waiting'"),
        ),
        Index("ix_alert_step_person", "hotel_id", "staff_id", "way", "done_at"),
        belongs_to("alert", "alert_id", on_delete="CASCADE"),
        belongs_to("staff", "staff_id"),
    )

    id: int | None = Field(default=None, sa_column=number_id())
    alert_id: UUID = Field(sa_column=reference(nullable=False))
    rung: int = Field(sa_column=Column(SmallInteger, nullable=False))
    """0: at once."""
    staff_id: UUID = Field(sa_column=reference(nullable=False))
    way: AlertWay = Field(sa_column=words(AlertWay))
    state: StepState = Field(
        default=StepState.WAITING, sa_column=words(StepState, default=StepState.WAITING)
    )
    outcome: str | None = Field(default=None, sa_column=prose(nullable=True))
    """A code, e.g. sent, acknowledged, no_mail_server, timeout."""
    attempts: int = Field(
        default=0, sa_column=Column(Integer, nullable=False, server_default=text("0"))
    )
    """Counted before each."""
    epoch: int = Field(default=0, sa_column=big(default=0))
    next_at: datetime | None = Field(default=None, sa_column=moment(now=True))
    """Not before this; while it is claimed, the end of the lease."""
    created_at: datetime | None = Field(default=None, sa_column=moment(now=True))
    done_at: datetime | None = Field(default=None, sa_column=moment())
