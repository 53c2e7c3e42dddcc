"""What dead letters stand for, as it was read."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from backend.domain.words import Author, InboxState, MessageStatus, SendOutcome


@dataclass(frozen=True, slots=True)
class Around:
    """What a letter of a turn or of a message is about."""

    letter_id: UUID
    conversation_id: UUID | None
    waiting_since: datetime | None
    guest_name: str | None
    room: str | None
    channel_id: UUID | None
    channel_name: str | None
    message_id: int | None
    author: Author | None
    status: MessageStatus | None
    text: str


@dataclass(frozen=True, slots=True)
class Webhook:
    id: int
    kind: str
    raw_sealed: bytes
    state: InboxState
    channel_id: UUID
    channel_name: str


@dataclass(frozen=True, slots=True)
class SendTry:
    message_id: int
    n: int
    at: datetime
    outcome: SendOutcome | None
    http_status: int | None
