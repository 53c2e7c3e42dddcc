"""What a colleague asked the AI for, and what came of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from backend.domain.inbox_words import HelpTask
from backend.features.conversations.schemas import View

ASKED, OK, LOST = "asked", "ok", "lost"


@dataclass(frozen=True, slots=True)
class Ended:
    outcome: str
    text: str = ""
    sources: Sequence[dict[str, str]] = ()
    detail: str = ""
    left_out: int = 0


class HelpSource(View):
    id: UUID
    title: str
    """As it was then."""


class HelpView(View):
    id: UUID
    conversation_id: UUID
    task: HelpTask
    turn: int
    """Of the conversation when it was asked for: with any other, more was said since."""
    outcome: str
    """ok, asked while it is under way, or the code of why there is no text."""
    text: str
    sources: list[HelpSource]
    detail: str
    """Of `facts_changed`: the fact that was added, lost or changed."""
    left_out: int
    """Sentences that stood on nothing and are not in the text."""
    asked_at: datetime


class HelpFigure(View):
    """What became of one kind of help in the last days."""

    task: HelpTask
    written: int
    failed: int
    sent: int
    """Of these, a reply began as it."""
    unchanged: int
    """Of the sent ones, as they were."""
    changed_median: float | None
    """Characters that staff changed before sending; null: none was sent."""
