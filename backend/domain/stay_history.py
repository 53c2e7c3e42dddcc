"""What a stay was like at each moment of its past, from what it is now and its log."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from backend.domain.planning import Happened
from backend.domain.stay_times import HouseTimes, planned_arrival, planned_departure
from backend.domain.trigger_facts import KnownStay
from backend.domain.words import StayEventKind, StayStatus

TOGETHER = timedelta(seconds=1)
"""One push may leave several lines in the log; they are one change."""


@dataclass(frozen=True, slots=True)
class PastStay:
    """A stay at one moment."""

    id: UUID
    external_id: str
    guest_id: UUID
    guest_name: str
    group_code: str | None
    room: str | None
    room_type: str | None
    arrival: date
    departure: date
    arrival_time: time | None
    departure_time: time | None
    checked_in_at: datetime | None
    checked_out_at: datetime | None
    booked_at: datetime | None
    created_at: datetime | None
    status: StayStatus
    source: str | None
    rate_code: str | None
    adults: int
    children: int
    vip: bool
    tags: list[str] = field(default_factory=list)


_NAMES = tuple(one.name for one in fields(PastStay))


@dataclass(frozen=True, slots=True)
class Step:
    """From `at` on the stay was like this; `log` is what happened then."""

    at: datetime
    stay: PastStay
    log: tuple[Happened, ...] = ()


def steps_of(now_is: KnownStay, log: Sequence[Happened]) -> list[Step]:
    """Oldest first. `log` too; a stay older than the log is known since it was made."""
    stay = now_is if isinstance(now_is, PastStay) else _past(now_is)
    steps: list[Step] = []
    for happened in reversed(log):
        steps.append(Step(happened.at, stay, (happened,)))
        stay = _before(stay, happened)
    steps.reverse()
    if not log or log[0].kind is not StayEventKind.CREATED:
        began = now_is.created_at or (log[0].at if log else None)
        if began is not None:
            steps.insert(0, Step(began, stay))
    return _together(steps)


def _past(now_is: KnownStay) -> PastStay:
    return PastStay(**{name: getattr(now_is, name) for name in _NAMES})


def expected_steps(stay: PastStay, house: HouseTimes, now: datetime) -> list[Step]:
    """What will happen if everybody comes and goes as planned."""
    steps = []
    arrival, departure = planned_arrival(stay, house), planned_departure(stay, house)
    if stay.status is StayStatus.BOOKED and arrival > now:
        stay = replace(stay, status=StayStatus.IN_HOUSE, checked_in_at=arrival)
        steps.append(_expected(arrival, stay, StayEventKind.CHECKED_IN))
    if stay.status is StayStatus.IN_HOUSE and departure > now:
        stay = replace(stay, status=StayStatus.DEPARTED, checked_out_at=departure)
        steps.append(_expected(departure, stay, StayEventKind.CHECKED_OUT))
    return steps


def _expected(at: datetime, stay: PastStay, kind: StayEventKind) -> Step:
    return Step(at, stay, (Happened(0, kind, at, {}),))


def _together(steps: Sequence[Step]) -> list[Step]:
    joined: list[Step] = []
    for step in steps:
        if joined and step.at - joined[-1].at < TOGETHER:
            joined[-1] = Step(joined[-1].at, step.stay, (*joined[-1].log, *step.log))
        else:
            joined.append(step)
    return joined


def _before(stay: PastStay, happened: Happened) -> PastStay:
    if happened.kind is StayEventKind.CREATED:
        return stay
    values = {
        name: _read(name, pair[0]) for name, pair in happened.changes.items() if name in _NAMES
    }
    return replace(stay, **values) if values else stay


def _read(name: str, value: Any) -> Any:
    """From what stay_changes wrote into the log."""
    reader = _READERS.get(name)
    return value if value is None or reader is None else reader(value)


_READERS: Mapping[str, Any] = {
    "guest_id": UUID,
    "status": StayStatus,
    **dict.fromkeys(("arrival", "departure"), date.fromisoformat),
    **dict.fromkeys(("arrival_time", "departure_time"), time.fromisoformat),
    **dict.fromkeys(("checked_in_at", "checked_out_at", "booked_at"), datetime.fromisoformat),
}
