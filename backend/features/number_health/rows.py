"""What moves between the statements on a number and what decides about it."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from backend.domain.words import HoldReason, MessageClass


@dataclass(frozen=True, slots=True)
class Waiting:
    """A queued message whose leave is to be decided."""

    outbox_id: int
    message_class: MessageClass
    starts_contact: bool


@dataclass(frozen=True, slots=True)
class Weighed:
    """None and None: it may leave."""

    outbox_id: int
    reason: HoldReason | None
    until: datetime | None


@dataclass(frozen=True, slots=True)
class Counts:
    channel_id: UUID
    day: date
    sent: int
    delivered: int
    failed: int
    no_account: int
    expired: int
    new_contacts: int
    answered: int


@dataclass(frozen=True, slots=True)
class Queue:
    """Queued messages of one class and, where they are held, for one reason."""

    message_class: MessageClass
    reason: HoldReason | None
    count: int
    until: datetime | None
    expires_at: datetime
    oldest_at: datetime
