"""One e-mail about what no page has shown to a colleague: planned, claimed, told once."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Column, Index, Integer, text
from sqlmodel import Field

from backend.db.base import HotelTable
from backend.db.types import belongs_to, big, moment, number_id, prose, reference, words
from backend.domain.alarms import StepState

WAITING = text("state = 'waiting'")


class Digest(HotelTable, table=True):
    __tablename__ = "digest"
    __table_args__ = (
        Index("ix_digest_due", "next_at", "hotel_id", postgresql_where=WAITING),
        Index("uq_digest_waiting", "hotel_id", "staff_id", unique=True, postgresql_where=WAITING),
        Index("ix_digest_person", "hotel_id", "staff_id", text("id DESC")),
        Index("ix_digest_created_at", "hotel_id", "created_at"),
        belongs_to("staff", "staff_id"),
    )

    id: int | None = Field(default=None, sa_column=number_id())
    staff_id: UUID = Field(sa_column=reference(nullable=False))
    state: StepState = Field(
        default=StepState.WAITING, sa_column=words(StepState, default=StepState.WAITING)
    )
    outcome: str | None = Field(default=None, sa_column=prose(nullable=True))
    """A code, e.g. sent, nothing, timeout."""
    attempts: int = Field(
        default=0, sa_column=Column(Integer, nullable=False, server_default=text("0"))
    )
    """Counted before each."""
    epoch: int = Field(default=0, sa_column=big(default=0))
    next_at: datetime | None = Field(default=None, sa_column=moment(now=True))
    """Not before this; while it is claimed, the end of the lease."""
    created_at: datetime | None = Field(default=None, sa_column=moment(now=True))
    done_at: datetime | None = Field(default=None, sa_column=moment())
