"""Shapes of changes of entries that wait."""

from datetime import datetime
from uuid import UUID

from backend.domain.golden_words import ChangeKind, ChangeState
from backend.features.conversations.schemas import View


class ChangeView(View):
    """A change of an entry that waits for the golden questions, or for a person."""

    id: UUID
    kind: ChangeKind
    entry_id: UUID
    title: str
    text: str
    """What the entry would say; empty where it would be deleted."""
    state: ChangeState
    by_name: str
    created_at: datetime
    decided_by: str
    decided_at: datetime | None
    reason: str
