"""How a message leaves the house: how long it may wait, who goes first, what each outcome means.

Nothing here sends. After a call whose end is unknown nothing is sent again blindly: Green API has
no idempotency key, so the journals are asked first (`decide_reconciled`).
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from backend.domain.words import Author, MessageStatus, OutboxState, SendOutcome

NOT_AFTER = {
    Author.AI: timedelta(minutes=15),
    Author.TRIGGER: timedelta(minutes=30),
    Author.STAFF: timedelta(hours=24),
}
"""An answer that comes later than this is worse than none: it expires and staff are told."""

PRIORITY = {Author.STAFF: 0, Author.AI: 1, Author.TRIGGER: 2}
"""Lower goes first on one number; within a conversation the order of queueing wins."""

ECHO_MARGIN = timedelta(seconds=5)
"""The provider's times are whole seconds of another clock: an echo may look older than its call."""

LEASE = timedelta(seconds=30)
"""Longer than the deadline of one send call (15 s), so a live worker never loses its row."""

BACKOFF_FIRST = timedelta(seconds=1)
BACKOFF_MOST = timedelta(seconds=60)
RECONCILE_AFTER = timedelta(seconds=150)
"""Green API's journals may be two minutes late; half a minute of margin."""
LOOK_AGAIN = timedelta(seconds=30)
PERSON_AFTER = timedelta(minutes=30)
"""An uncertain message whose journals cannot be read is shown to a person after this."""
QUOTA_PAUSE = timedelta(hours=1)
AUTH_PAUSE = timedelta(minutes=5)


def not_after(author: Author, now: datetime) -> datetime:
    return now + NOT_AFTER[author]


@dataclass(frozen=True, slots=True)
class Pause:
    """The number itself cannot send: nothing of it leaves before `until`."""

    until: datetime
    reason: str


@dataclass(frozen=True, slots=True)
class Settled:
    """What one outcome makes of a row that was being sent."""

    state: OutboxState
    status: MessageStatus
    reason: str | None = None
    next_at: datetime | None = None
    pause: Pause | None = None
    tell_person: bool = False


def settle(
    outcome: SendOutcome, now: datetime, *, attempts: int, luck: float, detail: str = ""
) -> Settled:
    """`luck` is a random number in [0, 1): full jitter keeps many rows from knocking at once."""
    match outcome:
        case SendOutcome.ACCEPTED:
            return Settled(OutboxState.ACCEPTED, MessageStatus.ACCEPTED)
        case SendOutcome.REFUSED:
            return _queued(now + backoff(attempts, luck), "provider_busy")
        case SendOutcome.QUOTA:
            pause = Pause(now + QUOTA_PAUSE, "quota")
            return _queued(pause.until, "quota", pause=pause)
        case SendOutcome.AUTH:
            pause = Pause(now + AUTH_PAUSE, "auth")
            return _queued(pause.until, "auth", pause=pause)
        case SendOutcome.PERMANENT:
            return Settled(
                OutboxState.FAILED, MessageStatus.FAILED, detail or "refused", tell_person=True
            )
        case SendOutcome.AMBIGUOUS | SendOutcome.LOST:
            return Settled(
                OutboxState.UNCERTAIN,
                MessageStatus.UNCERTAIN,
                "no_answer" if outcome is SendOutcome.AMBIGUOUS else "worker_lost",
                next_at=now + RECONCILE_AFTER,
            )


def backoff(attempts: int, luck: float) -> timedelta:
    """1 s doubling to 60 s, then a random part of it; never less than a tenth of a second."""
    ceiling = min(BACKOFF_MOST, BACKOFF_FIRST * (1 << min(max(attempts, 1) - 1, 10)))
    return max(timedelta(milliseconds=100), ceiling * luck)


def _queued(next_at: datetime, reason: str, *, pause: Pause | None = None) -> Settled:
    return Settled(
        OutboxState.QUEUED, MessageStatus.QUEUED, reason=reason, next_at=next_at, pause=pause
    )
