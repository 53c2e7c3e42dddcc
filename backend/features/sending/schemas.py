"""What moves between the drain and the database: a claimed send, and how its call ended."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from backend.domain.sending import Settled
from backend.domain.words import MessageKind
from backend.ports.messaging import ChannelAccess, SendResult


@dataclass(frozen=True, slots=True)
class Claimed:
    """One message this worker may send until its lease ends."""

    outbox_id: int
    message_id: int
    epoch: int
    attempts: int
    chat_id: str
    text: str
    quoted_provider_id: str | None
    kind: str = MessageKind.TEXT


@dataclass(frozen=True, slots=True)
class FileToSend:
    """What a claimed message carries beside its words."""

    media_id: UUID
    key: str
    name: str
    mime_type: str
    size: int
    uploaded_url: str
    """Where the provider has it from an earlier try; empty: nowhere."""


@dataclass(frozen=True, slots=True)
class Called:
    claimed: Claimed
    result: SendResult


@dataclass(frozen=True, slots=True)
class Verdict:
    """What becomes of one row, if its epoch is still the one that was read."""

    outbox_id: int
    message_id: int
    epoch: int
    settled: Settled
    attempts: int = 0


@dataclass(frozen=True, slots=True)
class Lapsed:
    """What time alone decided on a number, before anybody wrote it down."""

    expired: bool
    lost: bool
    uncertain_due: bool
    to_weigh: bool
    stopped: bool
    """The hotel stopped all automation."""


@dataclass(frozen=True, slots=True)
class Number:
    """A number as the drain finds it."""

    access: ChannelAccess
    probing: bool
    """It was paused: one message tries whether it works again."""
    gap: timedelta
    """Between two sends, at its pace of now."""
    changed: int
    """Messages that expired, lost their worker, or were weighed."""
    uncertain_due: bool


@dataclass(frozen=True, slots=True)
class Batch:
    rows: Sequence[Claimed]
    next_in_s: float | None
    """When something more may be sendable; None: nothing waits for time alone."""
    has_more: bool = False
    """More may be sendable as soon as a call ends."""
    unweighed: bool = False
    """Something may be sendable once it has been weighed."""
