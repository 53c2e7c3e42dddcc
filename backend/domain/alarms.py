"""The ladder of an alert that nobody has seen: when it climbs, and whom each rung tells."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from backend.domain.words import AlertKind

CLIMB_MINUTES = (5, 10, 20)
"""After which an alert climbs, where the hotel says nothing else."""
CLIMBING = frozenset(
    {
        AlertKind.COMPLAINT,
        AlertKind.HUMAN_ASKED,
        AlertKind.ERASURE_ASKED,
        AlertKind.AI_FAILED,
        AlertKind.PROMISE_DUE,
        AlertKind.PROMISE_MISSED,
        AlertKind.TRIGGER_ASKS,
    }
)
"""A guest waits, or a rule of the hotel's asks. What concerns the machine is on its own screen."""
MANAGERS_FROM = 2
EVERYBODY_FROM = 3
APART = timedelta(seconds=25)
"""At most one message on one way to one person; what comes meanwhile is one digest."""


class AlertWay(StrEnum):
    """How somebody is told of an alert."""

    SCREEN = "screen"
    EMAIL = "email"
    WEBHOOK = "webhook"
    WHATSAPP = "whatsapp"


class StepState(StrEnum):
    WAITING = "waiting"
    DONE = "done"
    LEFT_OUT = "left_out"
    """Not needed any more, or there was no way; the outcome says which."""
    FAILED = "failed"


def next_climb(rung: int, raised_at: datetime, minutes: Sequence[int]) -> datetime | None:
    """When the rung after this one is due; None: it was the last."""
    return raised_at + timedelta(minutes=minutes[rung]) if rung < len(minutes) else None


def whom(
    rung: int,
    *,
    on_duty: Collection[UUID],
    managers: Collection[UUID],
    everybody: Collection[UUID],
) -> set[UUID]:
    """Those on duty first, then the managers too, at last everybody who may answer. Without
    anybody on duty it is the managers from the beginning."""
    if rung >= EVERYBODY_FROM:
        return set(everybody)
    if rung >= MANAGERS_FROM or not on_duty:
        return set(on_duty) | set(managers)
    return set(on_duty)
