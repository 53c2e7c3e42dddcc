"""The retry table: what went wrong and how often, in; what is done about it and why, out.

Sends, turns, webhooks and calls to the provider's journals all ask here, so that there is one
answer to "is this tried again?". Nothing here waits or writes.
"""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from backend.domain.words import SendOutcome

TOO_MANY_REQUESTS = 429
BACKOFF_FIRST = timedelta(seconds=1)
BACKOFF_MOST = timedelta(seconds=60)
QUOTA_PAUSE = timedelta(hours=1)
"""The plan may be changed at any time, so one send is tried every hour."""
AUTH_PAUSE = timedelta(minutes=5)
BUG_WAITS = (
    timedelta(seconds=5),
    timedelta(seconds=30),
    timedelta(minutes=2),
    timedelta(minutes=10),
    timedelta(minutes=30),
)
"""After the first, second … failure of our own code; the last one is given up instead."""
MOST_ATTEMPTS = len(BUG_WAITS)
GUESTS_PATIENCE = timedelta(seconds=25)
"""What waits longer for another try is shown to a person meanwhile."""


class Trouble(StrEnum):
    """Why something was not done."""

    BUSY = "busy"
    """Refused before anything was taken: no connection, name not found, TLS, held back by us."""
    CROWDED = "crowded"
    """429: we were too quick. The other side is well."""
    NO_ANSWER = "no_answer"
    """It may or may not have been done: time-out, 5xx, reset, a 200 that says nothing."""
    QUOTA = "quota"
    AUTH = "auth"
    REFUSED = "refused"
    """400: the same again would be refused again."""
    BUG = "bug"
    """An exception in our own code: poison until proved otherwise."""
    STORE_AWAY = "store_away"
    """Our database did not answer: nothing is wrong with the work."""


class Act(StrEnum):
    TRY_AGAIN = "try_again"
    LOOK_UP = "look_up"
    """Ask the provider's own lists before anything is sent again."""
    PAUSE = "pause"
    """Everything of this number waits; then one try shows whether it works again."""
    GIVE_UP = "give_up"
    """A dead letter, and the conversation moves on."""


@dataclass(frozen=True, slots=True)
class Action:
    act: Act
    reason: str
    wait: timedelta = timedelta(0)
    counts: bool = False
    """Whether it was an attempt: only these are numbered towards giving up."""
    feeds_breaker: bool = False
    """Whether the other side is in doubt, not only this one piece of work."""
    tell_person: bool = False


def decide(trouble: Trouble, attempts: int, *, luck: float = 0.5) -> Action:
    """`attempts` counts this one; `luck` is a random number in [0, 1) that spreads the tries."""
    match trouble:
        case Trouble.BUSY:
            wait = backoff(attempts, luck)
            return Action(Act.TRY_AGAIN, "provider_busy", wait, feeds_breaker=True)
        case Trouble.CROWDED:
            return Action(Act.TRY_AGAIN, "provider_busy", backoff(attempts, luck))
        case Trouble.NO_ANSWER:
            return Action(Act.LOOK_UP, "no_answer", feeds_breaker=True)
        case Trouble.QUOTA:
            return Action(Act.PAUSE, "quota", QUOTA_PAUSE, tell_person=True)
        case Trouble.AUTH:
            return Action(Act.PAUSE, "auth", AUTH_PAUSE, tell_person=True)
        case Trouble.REFUSED:
            return Action(Act.GIVE_UP, "refused", counts=True, tell_person=True)
        case Trouble.BUG:
            return _after_a_bug(attempts)
        case Trouble.STORE_AWAY:
            return Action(Act.TRY_AGAIN, "database_away", backoff(attempts, luck))


def trouble_of(outcome: SendOutcome, http_status: int | None = None) -> Trouble | None:
    """Of one call to the provider; None: it was done."""
    if http_status == TOO_MANY_REQUESTS and outcome is SendOutcome.REFUSED:
        return Trouble.CROWDED
    return _OF_CALL[outcome]


def backoff(attempts: int, luck: float) -> timedelta:
    """A random part of 1 s doubling to 60 s, never less than a tenth of a second."""
    ceiling = min(BACKOFF_MOST, BACKOFF_FIRST * (1 << min(max(attempts, 1) - 1, 10)))
    return max(timedelta(milliseconds=100), ceiling * luck)


def _after_a_bug(attempts: int) -> Action:
    if attempts >= MOST_ATTEMPTS:
        return Action(Act.GIVE_UP, "bug", counts=True, tell_person=True)
    wait = BUG_WAITS[max(attempts, 1) - 1]
    told = wait > GUESTS_PATIENCE
    return Action(Act.TRY_AGAIN, "bug", wait, counts=True, tell_person=told)


_OF_CALL = {
    SendOutcome.ACCEPTED: None,
    SendOutcome.REFUSED: Trouble.BUSY,
    SendOutcome.AMBIGUOUS: Trouble.NO_ANSWER,
    SendOutcome.LOST: Trouble.NO_ANSWER,
    SendOutcome.PERMANENT: Trouble.REFUSED,
    SendOutcome.QUOTA: Trouble.QUOTA,
    SendOutcome.AUTH: Trouble.AUTH,
}
