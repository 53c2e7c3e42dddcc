"""Shapes of triggers and of the ledger."""

from datetime import datetime
from typing import Annotated, Any, Self
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

from backend.domain.words import DecisionKind, DecisionOutcome, TriggerEvent
from backend.features.conversations.schemas import View

Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=120)]
Keyword = Annotated[str, StringConstraints(strip_whitespace=True, min_length=2, max_length=60)]


class TriggerDraft(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")

    name: Name
    event: TriggerEvent
    keywords: list[Keyword] = Field(default_factory=list, max_length=100)
    template_id: UUID
    enabled: bool = False
    priority: int = Field(default=100, ge=0, le=1000)
    """Lower goes first."""

    @model_validator(mode="after")
    def _keywords_where_they_count(self) -> Self:
        if (self.event is TriggerEvent.KEYWORD) != bool(self.keywords):
            raise ValueError("Keywords belong to a keyword trigger, and it needs at least one.")
        return self


class TriggerView(View):
    id: UUID
    name: str
    event: TriggerEvent
    keywords: list[str]
    template_id: UUID | None
    template_name: str | None
    enabled: bool
    priority: int
    version: int
    updated_at: datetime


class LedgerView(View):
    """One line of "why was it sent, why not"."""

    id: str
    kind: DecisionKind
    conversation_id: UUID
    guest_name: str
    stay_id: UUID | None
    trigger_id: UUID | None
    trigger_name: str | None
    trigger_version: int | None
    outcome: DecisionOutcome
    reason: str
    """A code of backend.domain.triggers or backend.domain.speaking."""
    facts: dict[str, Any]
    decided_at: datetime
