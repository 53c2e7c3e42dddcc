"""Who is on duty: weekly shifts by the hotel's clock, with nights, split days and holidays."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from backend.domain.stay_times import moment_at

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Shift:
    people: frozenset[UUID]
    weekdays: frozenset[int]
    """Monday is 0; the day on which it begins."""
    starts: time
    ends: time
    """Not later than `starts`: on the next day."""
    on_holidays: bool = False
    """Worked on holidays too; else a holiday on its weekday leaves it out."""


def on_duty(
    shifts: Iterable[Shift], holidays: Collection[date], now: datetime, zone: ZoneInfo
) -> set[UUID]:
    """A night that began yesterday counts by yesterday's weekday and holiday."""
    today = now.astimezone(zone).date()
    found: set[UUID] = set()
    for shift in shifts:
        for day in (today - DAY, today):
            if _is_worked(shift, day, holidays) and _covers(shift, day, now, zone):
                found |= shift.people
    return found


def _is_worked(shift: Shift, day: date, holidays: Collection[date]) -> bool:
    return day.weekday() in shift.weekdays and (shift.on_holidays or day not in holidays)


def _covers(shift: Shift, day: date, now: datetime, zone: ZoneInfo) -> bool:
    last = day if shift.ends > shift.starts else day + DAY
    return moment_at(day, shift.starts, zone) <= now < moment_at(last, shift.ends, zone)
