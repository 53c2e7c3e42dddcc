"""What a search shows: whose conversations, and what was said."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from pydantic import BaseModel, ConfigDict

from backend.domain.words import Author
from backend.features.conversations.schemas import ConversationView


class SnippetPart(BaseModel):
    model_config = ConfigDict(frozen=True, from_attributes=True)

    text: str
    found: bool


class FoundMessage(BaseModel):
    model_config = ConfigDict(frozen=True)

    id: str
    conversation_id: UUID
    guest_name: str
    room: str | None
    author: Author
    sent_at: datetime
    parts: Sequence[SnippetPart]


class Found(BaseModel):
    model_config = ConfigDict(frozen=True)

    guests: Sequence[ConversationView]
    """The likest first. Only beside the first page of messages."""
    messages: Sequence[FoundMessage]
    """The newest first."""
    next_cursor: str | None
