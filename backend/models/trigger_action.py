"""One action of a trigger that fired: written with the line of the ledger, done by a drain."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Column, Index, Integer, SmallInteger, UniqueConstraint, text
from sqlmodel import Field

from backend.db.base import HotelTable
from backend.db.types import belongs_to, big, document, moment, number_id, prose, reference, words
from backend.domain.action_words import ActionKind, ActionState


class TriggerAction(HotelTable, table=True):
    __tablename__ = "trigger_action"
    __table_args__ = (
        UniqueConstraint("hotel_id", "decision_id", "place"),
        Index(
            "ix_trigger_action_due",
            "next_at",
            "hotel_id",
            postgresql_where=text("state = 'waiting'"),
        ),
        Index(
            "ix_trigger_action_next",
            "hotel_id",
            "next_at",
            "id",
            postgresql_where=text("state = 'waiting'"),
        ),
        belongs_to("decision", "decision_id", on_delete="CASCADE"),
    )

    id: int | None = Field(default=None, sa_column=number_id())
    decision_id: int = Field(sa_column=big())
    place: int = Field(sa_column=Column(SmallInteger, nullable=False))
    """In the rule's list."""
    kind: ActionKind = Field(sa_column=words(ActionKind))
    wanted: dict[str, Any] = Field(default_factory=dict, sa_column=document())
    """The action as it stood in the rule that fired."""
    conversation_id: UUID | None = Field(default=None, sa_column=reference())
    guest_id: UUID | None = Field(default=None, sa_column=reference())
    stay_id: UUID | None = Field(default=None, sa_column=reference())
    state: ActionState = Field(
        default=ActionState.WAITING, sa_column=words(ActionState, default=ActionState.WAITING)
    )
    outcome: str | None = Field(default=None, sa_column=prose(nullable=True))
    """A code; see backend.features.actions."""
    attempts: int = Field(
        default=0, sa_column=Column(Integer, nullable=False, server_default=text("0"))
    )
    """Counted before each."""
    epoch: int = Field(default=0, sa_column=big(default=0))
    next_at: datetime | None = Field(default=None, sa_column=moment(now=True))
    """Not before this; while it is claimed, the end of the lease."""
    created_at: datetime | None = Field(default=None, sa_column=moment(now=True))
    done_at: datetime | None = Field(default=None, sa_column=moment())
