"""Work that was given up, as managers see it."""

from datetime import datetime
from uuid import UUID

from pydantic import BaseModel, ConfigDict


class DeadLetterView(BaseModel):
    model_config = ConfigDict(frozen=True)

    id: UUID
    source: str
    """inbox, turn or outbox."""
    source_id: str
    reason: str
    first_at: datetime
    last_at: datetime
    replayed_at: datetime | None
    discarded_at: datetime | None
    note: str | None
