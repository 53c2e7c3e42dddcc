"""How a message leaves the house: how long it may wait, who goes first, what each outcome means.

Nothing here sends. After a call whose end is unknown nothing is sent again blindly: Green API has
no idempotency key, so its journals are asked first (domain/reconciling.py).
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from backend.domain.words import Author, InstanceState, MessageStatus, OutboxState, SendOutcome

NOT_AFTER = {
    Author.AI: timedelta(minutes=15),
    Author.TRIGGER: timedelta(minutes=30),
    Author.STAFF: timedelta(hours=24),
}
"""An answer that comes later than this is worse than none: it expires and staff are told."""

PRIORITY = {Author.STAFF: 0, Author.AI: 1, Author.TRIGGER: 2}
"""Lower goes first on one number; within a conversation the order of queueing wins."""

SENDABLE = (InstanceState.UNKNOWN, InstanceState.AUTHORIZED)
"""In every other state Green API would keep the message and send it up to a day later."""

ECHO_MARGIN = timedelta(seconds=5)
"""The provider's times are whole seconds of another clock: an echo may look older than its call."""

BACKOFF_FIRST = timedelta(seconds=1)
BACKOFF_MOST = timedelta(seconds=60)
QUOTA_PAUSE = timedelta(hours=1)
JOURNAL_PACE = timedelta(seconds=1.2)
"""Between two looks at a number's journals: Green API allows one a second, by its own clock."""
AUTH_PAUSE = timedelta(minutes=5)
CROWDED_PAUSE = timedelta(seconds=1)
"""Green API counts calls per number and second; after a 429 the number rests one of them."""
TOO_MANY_REQUESTS = 429


@dataclass(frozen=True, slots=True)
class SendTimes:
    """The waits an installation may change; tests do."""

    lease: timedelta = timedelta(seconds=30)
    """Longer than the deadline of one send call (15 s), so a live worker never loses its row."""
    reconcile_after: timedelta = timedelta(seconds=150)
    """Green API's journals may be two minutes late; half a minute of margin."""
    look_again: timedelta = timedelta(seconds=30)
    journal_pace: timedelta = JOURNAL_PACE
    person_after: timedelta = timedelta(minutes=30)
    """A message whose end could not be looked up for so long is shown to a person."""


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
    rest_until: datetime | None = None
    """The number sends nothing before this; too short to tell anybody."""
    tell_person: bool = False


def not_after(author: Author, now: datetime) -> datetime:
    return now + NOT_AFTER[author]


def settle(
    outcome: SendOutcome,
    now: datetime,
    *,
    attempts: int,
    luck: float,
    times: SendTimes,
    http_status: int | None = None,
    detail: str = "",
) -> Settled:
    """`luck` is a random number in [0, 1): full jitter keeps many rows from knocking at once."""
    match outcome:
        case SendOutcome.ACCEPTED:
            return Settled(OutboxState.ACCEPTED, MessageStatus.ACCEPTED)
        case SendOutcome.REFUSED:
            rest = now + CROWDED_PAUSE if http_status == TOO_MANY_REQUESTS else None
            next_at = now + backoff(attempts, luck)
            return _queued("provider_busy", next_at, rest_until=rest)
        case SendOutcome.QUOTA:
            return _queued("quota", now, pause=Pause(now + QUOTA_PAUSE, "quota"))
        case SendOutcome.AUTH:
            return _queued("auth", now, pause=Pause(now + AUTH_PAUSE, "auth"))
        case SendOutcome.PERMANENT:
            reason = detail or "refused"
            return Settled(OutboxState.FAILED, MessageStatus.FAILED, reason, tell_person=True)
        case SendOutcome.AMBIGUOUS:
            return uncertain("no_answer", now, times)
        case SendOutcome.LOST:
            return uncertain("worker_lost", now, times)


def uncertain(reason: str, now: datetime, times: SendTimes) -> Settled:
    return Settled(
        OutboxState.UNCERTAIN,
        MessageStatus.UNCERTAIN,
        reason,
        next_at=now + times.reconcile_after,
    )


def backoff(attempts: int, luck: float) -> timedelta:
    """A random part of 1 s doubling to 60 s, never less than a tenth of a second."""
    ceiling = min(BACKOFF_MOST, BACKOFF_FIRST * (1 << min(max(attempts, 1) - 1, 10)))
    return max(timedelta(milliseconds=100), ceiling * luck)


def _queued(
    reason: str,
    next_at: datetime,
    *,
    pause: Pause | None = None,
    rest_until: datetime | None = None,
) -> Settled:
    return Settled(
        OutboxState.QUEUED,
        MessageStatus.QUEUED,
        reason,
        next_at=next_at,
        pause=pause,
        rest_until=rest_until,
    )
