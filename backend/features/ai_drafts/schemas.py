"""Answers that the AI wrote for staff."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from backend.domain.inbox_words import AiDraftState
from backend.features.conversations.schemas import View


@dataclass(frozen=True, slots=True)
class NewDraft:
    conversation_id: UUID
    turn: int
    text: str
    sources: Sequence[dict[str, str]]
    decision_id: int


class DraftSource(View):
    id: UUID
    title: str
    """As it was when the draft was written."""


class AiDraftView(View):
    id: UUID
    conversation_id: UUID
    turn: int
    """It answers this turn of the conversation; with any other it is out of date."""
    text: str
    sources: list[DraftSource]
    state: AiDraftState
    edit_distance: int | None
    """Characters changed before it was sent; null until then."""
    created_at: datetime
