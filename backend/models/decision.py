"""The ledger: why something automatic was sent, or was not."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Column, Computed, Index, Integer, Uuid, text
from sqlmodel import Field

from backend.db.base import HotelTable
from backend.db.types import belongs_to, big, document, moment, number_id, prose, reference, words
from backend.domain.words import DecisionKind, DecisionOutcome


class Decision(HotelTable, table=True):
    __tablename__ = "decision"
    __table_args__ = (
        Index(
            "uq_decision_fired_once",
            "hotel_id",
            "trigger_id",
            "occurrence",
            unique=True,
            postgresql_where=text("outcome = 'fired' AND kind = 'trigger'"),
        ),
        Index(
            "ix_decision_unanswered",
            "hotel_id",
            "id",
            postgresql_where=text(
                "kind = 'answer' AND outcome <> 'suppressed'"
                " AND facts->>'hand_over' IN ('not_in_knowledge', 'weak_evidence')"
            ),
        ),
        Index(
            "ix_decision_template",
            "hotel_id",
            "template_id",
            "decided_at",
            postgresql_where=text("outcome = 'fired' AND kind = 'trigger'"),
        ),
        Index(
            "ix_decision_passing",
            "hotel_id",
            "id",
            postgresql_where=text(
                "kind = 'trigger' AND outcome IN ('skipped', 'suppressed', 'deferred')"
            ),
        ),
        Index(None, "hotel_id", "conversation_id", "id"),
        Index(None, "hotel_id", "stay_id"),
        Index(None, "hotel_id", "guest_id", "id"),
        Index(None, "hotel_id", "trigger_id", "id"),
        Index(
            "ix_decision_week",
            "hotel_id",
            "decided_at",
            "trigger_id",
            "outcome",
            postgresql_where=text("kind = 'trigger'"),
        ),
        belongs_to("trigger", "trigger_id"),
        belongs_to("conversation", "conversation_id"),
        belongs_to("guest", "guest_id"),
    )

    id: int | None = Field(default=None, sa_column=number_id())
    kind: DecisionKind = Field(sa_column=words(DecisionKind))
    conversation_id: UUID | None = Field(default=None, sa_column=reference())
    """None: there is no conversation with this guest yet."""
    guest_id: UUID | None = Field(default=None, sa_column=reference())
    stay_id: UUID | None = Field(default=None, sa_column=reference())
    turn: int = Field(default=0, sa_column=big(default=0))
    trigger_id: UUID | None = Field(default=None, sa_column=reference())
    trigger_version: int | None = Field(default=None, sa_type=Integer)
    occurrence: str | None = Field(default=None, sa_column=prose(nullable=True))
    """What may fire only once, e.g. stay:<id>."""
    outcome: DecisionOutcome = Field(sa_column=words(DecisionOutcome))
    reason: str = Field(sa_column=prose())
    """A stable code that staff screens turn into a sentence."""
    facts: dict[str, Any] = Field(default_factory=dict, sa_column=document())
    """What was known then; no guest's words."""
    template_id: UUID | None = Field(
        default=None,
        sa_column=Column(
            Uuid, Computed("(facts ->> 'template_id')::uuid", persisted=True), nullable=True
        ),
    )
    """What was sent, or would have been. Taken from the facts by the database: behind row-level
    security an expression like theirs is never looked up in an index."""
    decided_at: datetime | None = Field(default=None, sa_column=moment(now=True))
