"""How a message leaves the house: how long it may wait, who goes first, what each outcome means.

Nothing here sends. After a call whose end is unknown nothing is sent again blindly: Green API has
no idempotency key, so its journals are asked first (domain/reconciling.py).
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from backend.domain.retrying import Act, Trouble, decide, trouble_of
from backend.domain.words import (
    Author,
    InstanceState,
    MessageClass,
    MessageStatus,
    OutboxState,
    SendOutcome,
)

NOT_AFTER = {
    Author.AI: timedelta(minutes=15),
    Author.TRIGGER: timedelta(minutes=30),
    Author.STAFF: timedelta(hours=24),
}
"""An answer that comes later than this is worse than none: it expires and staff are told."""

PRIORITY = {Author.STAFF: 0, Author.AI: 1, Author.TRIGGER: 2}
"""Lower goes first on one number; within a conversation the order of queueing wins."""

PROMOTIONAL_PRIORITY = 9
"""Of promotional messages, whoever wrote them."""

SENDABLE = (InstanceState.UNKNOWN, InstanceState.AUTHORIZED)
"""In every other state Green API would keep the message and send it up to a day later."""

ECHO_MARGIN = timedelta(seconds=5)
"""The provider's times are whole seconds of another clock: an echo may look older than its call."""

JOURNAL_PACE = timedelta(seconds=1.2)
"""Between two looks at a number's journals: Green API allows one a second, by its own clock."""
CROWDED_PAUSE = timedelta(seconds=1)
"""Green API counts calls per number and second; after a 429 the number rests one of them."""


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


def priority_of(author: Author, message_class: MessageClass) -> int:
    promotional = message_class is MessageClass.PROMOTIONAL
    return PROMOTIONAL_PRIORITY if promotional else PRIORITY[author]


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
    trouble = trouble_of(outcome, http_status)
    if trouble is None:
        return Settled(OutboxState.ACCEPTED, MessageStatus.ACCEPTED)
    action = decide(trouble, attempts, luck=luck)
    match action.act:
        case Act.TRY_AGAIN:
            rest = now + CROWDED_PAUSE if trouble is Trouble.CROWDED else None
            return _queued(action.reason, now + action.wait, rest_until=rest)
        case Act.PAUSE:
            return _queued(action.reason, now, pause=Pause(now + action.wait, action.reason))
        case Act.GIVE_UP:
            reason = detail or action.reason
            return Settled(OutboxState.FAILED, MessageStatus.FAILED, reason, tell_person=True)
        case Act.LOOK_UP:
            lost = outcome is SendOutcome.LOST
            return uncertain("worker_lost" if lost else action.reason, now, times)


def uncertain(reason: str, now: datetime, times: SendTimes) -> Settled:
    return Settled(
        OutboxState.UNCERTAIN,
        MessageStatus.UNCERTAIN,
        reason,
        next_at=now + times.reconcile_after,
    )


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
