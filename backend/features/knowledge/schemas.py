"""Shapes of the hotel's fact sheets."""

from datetime import date, datetime
from typing import Annotated, NamedTuple, Self
from uuid import UUID

from pydantic import BaseModel, ConfigDict, StringConstraints, model_validator

from backend.domain.words import FactClass
from backend.features.conversations.schemas import View

Title = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=120)]
Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=4000)]
Language = Annotated[str, StringConstraints(pattern=r"^[a-z]{2}(-[A-Za-z]{2,4})?$")]


class KnowledgeDraft(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")

    title: Title
    text: Text
    language: Language
    category: str | None = None
    fact_class: FactClass = FactClass.PUBLIC
    """secret: told only to a guest with one verified stay who is in the house."""
    valid_from: date | None = None
    valid_until: date | None = None
    """Last day it holds, in the hotel's time zone."""

    @model_validator(mode="after")
    def _ends_after_it_starts(self) -> Self:
        if self.valid_from and self.valid_until and self.valid_until < self.valid_from:
            raise ValueError("The last day is before the first one.")
        return self


class KnowledgeView(View):
    id: UUID
    title: str
    text: str
    language: str
    category: str | None
    fact_class: FactClass
    valid_from: date | None
    valid_until: date | None
    valid_today: bool
    updated_at: datetime


class Gap(NamedTuple):
    decision_id: int
    conversation_id: UUID
    reason: str
    asked_at: datetime
    question: str
    guest_name: str


class GapView(View):
    """A question that no fact sheet held the answer to."""

    id: str
    conversation_id: UUID
    reason: str
    """not_in_knowledge: the AI found nothing; weak_evidence: what it found did not hold."""
    asked_at: datetime
    question: str
    """The guest's last words before the AI gave it to a person, on one line."""
    guest_name: str
