"""Questions that colleagues answered and no entry held."""

from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from backend.domain.knowledge_words import CandidateState
from backend.features.conversations.schemas import View


class Resolved(NamedTuple):
    """A conversation that was resolved, and what of its guest is not to be learned."""

    conversation_id: UUID
    resolved_at: datetime
    guest_name: str
    whatsapp_name: str | None
    rooms: list[str]
    bookings: list[str]


class Spoken(NamedTuple):
    """One of its messages."""

    conversation_id: UUID
    id: int
    author: str
    author_name: str
    text: str
    handed_over: bool


class CandidateView(View):
    id: UUID
    conversation_id: UUID
    question: str
    answer: str
    language: str
    answered_by: str
    contradicts: str | None
    """The title of an entry that states something else."""
    state: CandidateState
    entry_id: UUID | None
    settled_by: str
    found_at: datetime


class WordedView(View):
    """A candidate in the words of an entry; nothing of it is saved yet."""

    outcome: str
    """ok, or the code of why there is no text."""
    title: str
    text: str
    detail: str
    """Of `facts_changed`: the fact that was added, lost or changed."""
