"""A complaint from its beginning to its end: who may close it, and when."""

from enum import StrEnum


class ComplaintState(StrEnum):
    OPEN = "open"
    OWNED = "owned"
    ACTED = "acted"
    """Something was done; whether it helped is not known yet."""
    ASKED = "asked"
    """The guest was asked whether it is fixed."""
    CLOSED = "closed"


class ComplaintSource(StrEnum):
    MOOD = "mood"
    TRIGGER = "trigger"
    """A keyword or another rule of the hotel's."""
    SURVEY = "survey"
    STAFF = "staff"


class Closing(StrEnum):
    """What lets a complaint be closed."""

    GUEST = "guest"
    """The guest said that it is fixed."""
    REASON = "reason"
    """A colleague said why without that."""


class Step(StrEnum):
    OWN = "own"
    ACT = "act"
    ASK = "ask"
    CLOSE = "close"
    CONFIRM = "confirm"
    DENY = "deny"


_NEXT: dict[Step, tuple[frozenset[ComplaintState], ComplaintState]] = {
    Step.OWN: (
        frozenset(ComplaintState) - {ComplaintState.CLOSED},
        ComplaintState.OWNED,
    ),
    Step.ACT: (
        frozenset({ComplaintState.OWNED, ComplaintState.ACTED, ComplaintState.ASKED}),
        ComplaintState.ACTED,
    ),
    Step.ASK: (frozenset({ComplaintState.ACTED, ComplaintState.ASKED}), ComplaintState.ASKED),
    Step.CLOSE: (frozenset(ComplaintState) - {ComplaintState.CLOSED}, ComplaintState.CLOSED),
    Step.CONFIRM: (frozenset({ComplaintState.ASKED}), ComplaintState.CLOSED),
    Step.DENY: (frozenset({ComplaintState.ASKED}), ComplaintState.OWNED),
}


def after(state: ComplaintState, step: Step) -> ComplaintState | None:
    """Where the step leads; None: it is not possible from here. Another owner keeps what was
    reached already."""
    allowed, following = _NEXT[step]
    if state not in allowed:
        return None
    if step is Step.OWN and state is not ComplaintState.OPEN:
        return state
    return following
