"""Who is at a conversation, and what was said in it behind somebody's back."""

from datetime import datetime
from typing import Any
from uuid import UUID

from pydantic import BaseModel, ConfigDict

from backend.domain.presence import PresenceState
from backend.domain.words import Author


class SignView(BaseModel):
    model_config = ConfigDict(frozen=True)

    conversation_id: UUID
    staff_id: UUID
    name: str
    state: PresenceState
    until: datetime
    """After this it says nothing."""

    def as_json(self) -> dict[str, Any]:
        return self.model_dump(mode="json")


class NewsView(BaseModel):
    """A message that came after the last one the writer saw."""

    model_config = ConfigDict(frozen=True)

    id: str
    author: Author
    author_name: str
    """Of a colleague; else empty."""
    text: str
    """One line, shortened."""
    sent_at: datetime
