"""What leaves the alerts feature."""

from datetime import datetime
from uuid import UUID

from backend.domain.words import AlertKind, AlertStatus
from backend.features.conversations.schemas import View


class AlertView(View):
    id: UUID
    kind: AlertKind
    conversation_id: UUID | None
    message_id: str | None
    guest_name: str | None
    reason: str
    status: AlertStatus
    verdict: bool | None
    """Whether staff called it right; None: not said."""
    created_at: datetime
    handled_by: str | None
    handled_at: datetime | None
