"""What leaves the complaints feature."""

from datetime import datetime
from uuid import UUID

from backend.domain.recovery import Closing, ComplaintSource, ComplaintState
from backend.features.conversations.schemas import View


class ComplaintView(View):
    id: UUID
    conversation_id: UUID
    guest_name: str
    stay_id: UUID | None
    room: str | None
    message_id: str | None
    source: ComplaintSource
    state: ComplaintState
    owner_id: UUID | None
    owner_name: str | None
    opened_at: datetime
    owned_at: datetime | None
    acted_at: datetime | None
    asked_at: datetime | None
    closed_at: datetime | None
    closed_by: str | None
    """A colleague's name."""
    closing: Closing | None
    closing_reason: str | None
