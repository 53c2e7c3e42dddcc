"""What a trigger is to be decided for, and when; planned anew with every change of the stay."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Column, Index, Integer, UniqueConstraint, text
from sqlmodel import Field

from backend.db.base import HotelTable
from backend.db.types import belongs_to, moment, number_id, prose, reference, words
from backend.domain.words import PlanState


class PlannedOccurrence(HotelTable, table=True):
    __tablename__ = "planned_occurrence"
    __table_args__ = (
        UniqueConstraint(
            "hotel_id",
            "trigger_id",
            "stay_id",
            "conversation_id",
            "occurrence",
            name="uq_planned_occurrence_once",
            postgresql_nulls_not_distinct=True,
        ),
        Index("ix_planned_occurrence_stay", "hotel_id", "stay_id"),
        Index(
            "ix_planned_occurrence_conversation",
            "hotel_id",
            "conversation_id",
            postgresql_where=text("state = 'planned' AND conversation_id IS NOT NULL"),
        ),
        Index(
            "ix_planned_occurrence_due",
            "due_at",
            "hotel_id",
            postgresql_where=text("state = 'planned'"),
        ),
        Index(
            "ix_planned_occurrence_next",
            "hotel_id",
            "due_at",
            "id",
            postgresql_where=text("state = 'planned'"),
        ),
        belongs_to("trigger", "trigger_id"),
        belongs_to("stay", "stay_id"),
        belongs_to("conversation", "conversation_id"),
    )

    id: int | None = Field(default=None, sa_column=number_id())
    trigger_id: UUID = Field(sa_column=reference(nullable=False))
    stay_id: UUID | None = Field(default=None, sa_column=reference())
    conversation_id: UUID | None = Field(default=None, sa_column=reference())
    """Of a silence; what is planned for a stay finds its conversation when it is decided."""
    occurrence: str = Field(sa_column=prose())
    """What the ledger lets fire only once. Several rooms of a group may share one."""
    planned_for: datetime = Field(sa_column=moment(nullable=False))
    due_at: datetime = Field(sa_column=moment(nullable=False))
    """When it is decided: later than planned_for where it was deferred or booked late."""
    until: datetime | None = Field(default=None, sa_column=moment())
    state: PlanState = Field(default=PlanState.PLANNED, sa_column=words(PlanState))
    reason: str | None = Field(default=None, sa_column=prose(nullable=True))
    deferrals: int = Field(
        default=0, sa_column=Column(Integer, nullable=False, server_default=text("0"))
    )
    attempts: int = Field(
        default=0, sa_column=Column(Integer, nullable=False, server_default=text("0"))
    )
    """Times it was claimed; counted before the attempt."""
    lease_until: datetime | None = Field(default=None, sa_column=moment())
    created_at: datetime | None = Field(default=None, sa_column=moment(now=True))
    decided_at: datetime | None = Field(default=None, sa_column=moment())
