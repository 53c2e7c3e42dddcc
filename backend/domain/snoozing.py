"""When a snoozed conversation comes back: a choice of staff, turned into a moment.

A choice by the clock means the hotel's clock: tomorrow at nine is nine there, also in the night in
which the clocks change. An hour is sixty minutes, whatever the clock says.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from backend.domain.inbox_words import SnoozeChoice
from backend.domain.stay_times import moment_at

MORNING = time(9)
MOST = timedelta(days=366)
SPANS = {
    SnoozeChoice.HOUR: timedelta(hours=1),
    SnoozeChoice.THREE_HOURS: timedelta(hours=3),
}


class Refusal(StrEnum):
    """Why a choice gives no moment."""

    NO_ARRIVAL = "no_arrival"
    PAST = "past"
    TOO_FAR = "too_far"
    NO_TIME = "no_time"


@dataclass(frozen=True, slots=True)
class Snooze:
    until: datetime | None
    """None: until the guest writes."""


def snooze(
    choice: SnoozeChoice,
    *,
    now: datetime,
    zone: ZoneInfo,
    arrival: date | None = None,
    on_clock: datetime | None = None,
) -> Snooze | Refusal:
    """`arrival`: the day the guest comes. `on_clock`: what the hotel's clock shall show."""
    if choice is SnoozeChoice.NEXT_REPLY:
        return Snooze(None)
    if choice in SPANS:
        return Snooze(now + SPANS[choice])
    wanted = _on_clock(choice, today=now.astimezone(zone).date(), arrival=arrival, given=on_clock)
    if wanted is None:
        return Refusal.NO_ARRIVAL if choice is SnoozeChoice.ARRIVAL else Refusal.NO_TIME
    return later(wanted, now=now, zone=zone)


def later(on_clock: datetime, *, now: datetime, zone: ZoneInfo) -> Snooze | Refusal:
    """The moment when the hotel's clock shows this, if it lies ahead and not too far."""
    moment = moment_at(on_clock.date(), on_clock.time().replace(tzinfo=None), zone)
    if moment <= now:
        return Refusal.PAST
    return Refusal.TOO_FAR if moment > now + MOST else Snooze(moment)


def _on_clock(
    choice: SnoozeChoice, *, today: date, arrival: date | None, given: datetime | None
) -> datetime | None:
    if choice is SnoozeChoice.TOMORROW:
        return datetime.combine(today + timedelta(days=1), MORNING)
    if choice is SnoozeChoice.ARRIVAL:
        return datetime.combine(arrival, MORNING) if arrival else None
    return given
