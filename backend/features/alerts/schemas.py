"""What leaves the alerts feature."""

from datetime import datetime
from uuid import UUID

from backend.domain.alarms import AlertWay, StepState
from backend.domain.words import AlertKind, AlertStatus
from backend.features.conversations.schemas import View


class StepView(View):
    """One colleague told of an alert on one way."""

    rung: int
    name: str
    way: AlertWay
    state: StepState
    outcome: str | None
    at: datetime
    """When it was done; until then, when it is due."""


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
    climb_at: datetime | None = None
    """When it climbs; None: it climbs no further."""
    steps: list[StepView] = []
    """Whom its ladder told, in that order."""
