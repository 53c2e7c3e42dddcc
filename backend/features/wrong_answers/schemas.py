"""Answers of the AI that a colleague called wrong."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import BaseModel, StringConstraints

from backend.domain.inbox_words import WrongReason
from backend.features.conversations.schemas import View

Handled = Literal["open", "handled"]


class WrongInput(BaseModel):
    reason: WrongReason
    note: Annotated[str, StringConstraints(strip_whitespace=True, max_length=500)] = ""
    """What would have been right."""


class WrongSource(View):
    id: UUID
    title: str
    """As it was when the answer was given."""


class WrongAnswerView(View):
    message_id: str
    conversation_id: UUID
    guest_name: str
    question: str
    """The guest's last words before the answer."""
    answer: str
    sources: list[WrongSource]
    reason: WrongReason
    note: str
    marked_by: str
    marked_at: datetime
    handled_by: str | None
    handled_at: datetime | None


class WrongMark(View):
    """What stands on the message itself."""

    message_id: str
    conversation_id: UUID
    reason: WrongReason | None
    """null: the mark was taken back."""
    note: str
    marked_by: str
    handled_at: datetime | None


class WrongSummary(View):
    open: int
    handled: int
    by_reason: dict[WrongReason, int]
    """Of the open ones."""
