"""What a number tells us, as facts: parsed once at the border, applied by the intake."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from backend.domain.words import InstanceState, MessageKind, MessageStatus


class Side(StrEnum):
    """Who wrote: the guest, somebody on the hotel's phone, or a program through the API."""

    GUEST = "guest"
    PHONE = "phone"
    API = "api"


@dataclass(frozen=True, slots=True)
class Chat:
    """The chat an event belongs to; always the guest's, whoever wrote."""

    id: str
    guest_name: str = ""
    """As WhatsApp shows it; the guest chose it, so it is no more than text."""
    other_address: str | None = None
    """A second chat id of the same guest, when one webhook carries both."""


@dataclass(frozen=True, slots=True)
class IncomingMedia:
    url: str
    """Empty: the provider has no link (yet)."""
    file_name: str = ""
    mime_type: str = ""
    thumbnail: bytes | None = None


@dataclass(frozen=True, slots=True)
class IncomingMessage:
    side: Side
    chat: Chat
    provider_id: str
    kind: MessageKind
    text: str = ""
    content: dict[str, Any] = field(default_factory=dict)
    media: IncomingMedia | None = None
    quoted_id: str | None = None


@dataclass(frozen=True, slots=True)
class MessageEdited:
    side: Side
    chat: Chat
    provider_id: str
    """Of the edit itself; the message that changed is `target_id`."""
    target_id: str
    text: str


@dataclass(frozen=True, slots=True)
class MessageDeleted:
    side: Side
    chat: Chat
    provider_id: str
    target_id: str


@dataclass(frozen=True, slots=True)
class Reacted:
    side: Side
    chat: Chat
    provider_id: str
    target_id: str
    emoji: str
    """Empty: the reaction was taken back."""


@dataclass(frozen=True, slots=True)
class PollVoted:
    side: Side
    chat: Chat
    provider_id: str
    target_id: str
    votes: tuple[tuple[str, int], ...]
    """Every option with its number of voters: the whole state, each time."""


@dataclass(frozen=True, slots=True)
class StatusChanged:
    provider_id: str
    chat_id: str | None
    """Missing in older notifications; an id is unique only within a chat."""
    status: MessageStatus
    reason: str | None = None
    by_api: bool = True


@dataclass(frozen=True, slots=True)
class StateChanged:
    state: InstanceState


@dataclass(frozen=True, slots=True)
class Called:
    side: Side
    """GUEST: the guest called; PHONE: the hotel's phone called the guest."""
    chat: Chat
    provider_id: str
    status: str
    """offer, pickUp, hangUp, missed, declined … as the provider says."""


@dataclass(frozen=True, slots=True)
class QuotaExceeded:
    method: str


@dataclass(frozen=True, slots=True)
class Ignored:
    """Understood, and nothing a hotel needs: groups, device details, unknown webhook types."""

    reason: str


Event = (
    IncomingMessage
    | MessageEdited
    | MessageDeleted
    | Reacted
    | PollVoted
    | StatusChanged
    | StateChanged
    | Called
    | QuotaExceeded
    | Ignored
)
Change = MessageEdited | MessageDeleted | Reacted | PollVoted


@dataclass(frozen=True, slots=True)
class Incoming:
    kind: str
    """typeWebhook."""
    id_instance: int | None
    wid: str | None
    """The number's own chat id; None when the webhook does not say."""
    at: datetime | None
    """The provider's clock, whole seconds; None when missing or impossible."""
    event: Event


class NotReadable(Exception):
    """The body is no notification. `reason` is a short name, never a piece of the body."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(reason)
