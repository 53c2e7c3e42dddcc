"""Moments of a stay: days and times on the hotel's clock, turned into points in time.

A stay is kept as days and wall-clock times, because that is what was promised to the guest: noon
stays noon when the clocks change in between.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import Protocol
from zoneinfo import ZoneInfo

from backend.domain.words import StayStatus


class PlannedStay(Protocol):
    @property
    def arrival(self) -> date: ...

    @property
    def departure(self) -> date: ...

    @property
    def arrival_time(self) -> time | None: ...

    @property
    def departure_time(self) -> time | None: ...

    @property
    def status(self) -> StayStatus: ...


@dataclass(frozen=True, slots=True)
class HouseTimes:
    """What holds where a stay says nothing of its own."""

    timezone: str
    check_in: time = time(15)
    check_out: time = time(11)

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.timezone)

    def today(self, now: datetime) -> date:
        """The hotel's day; `now` is aware."""
        return now.astimezone(self.zone).date()


@lru_cache(maxsize=4096)
def moment_at(day: date, at: time, zone: ZoneInfo) -> datetime:
    """The point in time, in UTC, when the hotel's clock shows this.

    A time that the clock skips in spring counts as the first moment after the gap; one that it
    shows twice in autumn counts as the first of the two.
    """
    wall = datetime.combine(day, at, tzinfo=zone)
    instant = wall.astimezone(UTC)
    if _on_clock(instant, zone) == wall.replace(tzinfo=None):
        return instant
    return _end_of_gap(wall, zone)


def planned_arrival(stay: PlannedStay, house: HouseTimes) -> datetime:
    return moment_at(stay.arrival, stay.arrival_time or house.check_in, house.zone)


def planned_departure(stay: PlannedStay, house: HouseTimes) -> datetime:
    return moment_at(stay.departure, stay.departure_time or house.check_out, house.zone)


def is_arriving_today(stay: PlannedStay, today: date) -> bool:
    """Expected today and not here yet."""
    return stay.status is StayStatus.BOOKED and stay.arrival == today


def is_due_out(stay: PlannedStay, today: date) -> bool:
    """In the house, and today or earlier was the last day."""
    return stay.status is StayStatus.IN_HOUSE and stay.departure <= today


def nights_of(stay: PlannedStay) -> int:
    """Counted by days: a night of 23 or 25 hours is one night."""
    return (stay.departure - stay.arrival).days


def day_starts(day: date, house: HouseTimes) -> datetime:
    """The first moment of the hotel's day, also where midnight is skipped."""
    return moment_at(day, time(0), house.zone)


def _on_clock(instant: datetime, zone: ZoneInfo) -> datetime:
    return instant.astimezone(zone).replace(tzinfo=None)


def _end_of_gap(wall: datetime, zone: ZoneInfo) -> datetime:
    """Halves the time around the change until the minute is found at which the clock jumps."""
    day = timedelta(days=1)
    low, high = (wall - day).astimezone(UTC), (wall + day).astimezone(UTC)
    target = wall.replace(tzinfo=None)
    return _first(low, high, lambda instant: _on_clock(instant, zone) >= target)


def _first(low: datetime, high: datetime, holds: Callable[[datetime], bool]) -> datetime:
    """The first whole second in (low, high] for which it holds; it must hold for high."""
    while high - low > timedelta(seconds=1):
        middle = low + timedelta(seconds=(high - low).total_seconds() // 2)
        low, high = (low, middle) if holds(middle) else (middle, high)
    return high
