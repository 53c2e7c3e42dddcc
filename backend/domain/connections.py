"""What a hotel depends on, said so that staff understand it: how it is, and what guests notice."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from backend.domain.words import InstanceState


class ConnectionKind(StrEnum):
    WHATSAPP = "whatsapp"
    """One of the hotel's numbers."""
    MODEL = "model"
    LIVE = "live"
    """What brings news to open screens at once."""
    DATABASE = "database"


class Condition(StrEnum):
    WORKING = "working"
    HELD = "held"
    """It failed lately, so calls are kept back for a moment and then tried again by themselves."""
    PAUSED = "paused"
    """It answers, and does not allow us to go on."""
    DOWN = "down"


@dataclass(frozen=True, slots=True)
class Outage:
    """Something does not answer."""

    since: datetime | None
    next_try_at: datetime | None = None
    error: str | None = None
    """Name of the failure."""


@dataclass(frozen=True, slots=True)
class Standing:
    condition: Condition
    summary: str
    means_for_guests: str = ""
    what_to_do: str = ""
    since: datetime | None = None
    next_try_at: datetime | None = None
    error: str | None = None


@dataclass(frozen=True, slots=True)
class NumberFacts:
    state: InstanceState
    state_at: datetime | None
    pause_reason: str | None
    paused_until: datetime | None
    outage: Outage | None = None
    """Of sending by this number."""
    provider: Outage | None = None
    """Of the provider as a whole."""
    journal: Outage | None = None


QUEUED = "Messages to guests wait here and leave when it works again."
_STATES = {
    InstanceState.NOT_AUTHORIZED: ("Logged out of WhatsApp", "Scan the QR code again."),
    InstanceState.BLOCKED: ("Blocked by WhatsApp", "Ask Green API what can be done."),
    InstanceState.SUSPENDED: ("Suspended by WhatsApp", "Wait, and send less to new guests."),
    InstanceState.SLEEP_MODE: ("The phone is switched off or offline", "Switch the phone on."),
    InstanceState.YELLOW_CARD: ("Limited by WhatsApp", "Wait, and send less to new guests."),
}
_PAUSES = {
    "quota": ("The month's quota at Green API is used up", "Change the plan at Green API."),
    "auth": ("Green API refuses this number's key", "Connect the number again with a new token."),
    "removed": ("Disconnected", ""),
}


def describe_number(facts: NumberFacts, now: datetime) -> Standing:
    """Worst first: what a person must mend comes before what mends itself."""
    if facts.state in _STATES:
        summary, todo = _STATES[facts.state]
        return Standing(Condition.DOWN, summary, QUEUED, todo, since=facts.state_at)
    if facts.pause_reason is not None:
        return _paused(facts.pause_reason, facts.paused_until, now)
    if facts.provider is not None:
        return _held("Green API does not answer, for any number", QUEUED, facts.provider)
    if facts.outage is not None:
        return _held("Green API does not answer for this number", QUEUED, facts.outage)
    if facts.journal is not None:
        summary = "Connected; the lists of sent messages do not answer"
        means = "Guests notice nothing. Whether an unclear message arrived is known later."
        return _held(summary, means, facts.journal)
    if facts.state is InstanceState.AUTHORIZED:
        return Standing(Condition.WORKING, "Connected")
    return Standing(Condition.WORKING, "Connecting", since=facts.state_at)


def describe_model(outage: Outage | None) -> Standing:
    if outage is None:
        return Standing(Condition.WORKING, "Answering")
    means = "Guests get rule answers or an honest holding message, and a person is called."
    return _held("The model does not answer", means, outage)


def describe_live(outage: Outage | None) -> Standing:
    if outage is None:
        return Standing(Condition.WORKING, "News appears at once")
    return Standing(
        Condition.DOWN,
        "Live updates are delayed",
        "Guests notice little: answers leave a second later. Screens ask for news themselves.",
        "The operator looks at Redis.",
        since=outage.since,
        error=outage.error,
    )


def describe_database() -> Standing:
    """Whoever can ask has just been answered by it; when it is away, so is this answer."""
    return Standing(Condition.WORKING, "Storing everything")


def _paused(reason: str, until: datetime | None, now: datetime) -> Standing:
    summary, todo = _PAUSES.get(reason, ("Sending is paused", ""))
    next_try = until if until is not None and until > now else None
    return Standing(Condition.PAUSED, summary, QUEUED, todo, next_try_at=next_try, error=reason)


def _held(summary: str, means: str, outage: Outage) -> Standing:
    return Standing(
        Condition.HELD,
        summary,
        means,
        since=outage.since,
        next_try_at=outage.next_try_at,
        error=outage.error,
    )
