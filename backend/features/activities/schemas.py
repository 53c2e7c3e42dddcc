"""The lines of a thread that are no messages: what was done, and what colleagues noted."""

from datetime import datetime
from typing import Any
from uuid import UUID

from pydantic import BaseModel, ConfigDict

from backend.domain.inbox_words import ActivityKind


class ActivityView(BaseModel):
    model_config = ConfigDict(frozen=True)

    id: str
    conversation_id: UUID
    kind: ActivityKind
    actor_kind: str
    actor_id: UUID | None
    actor_name: str
    """Empty: nobody; it happened by itself."""
    text: str | None
    """A note's words; they never leave the house."""
    detail: dict[str, Any]
    at: datetime
