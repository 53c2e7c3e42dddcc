"""Moments of a stay over the change of the clocks, worked out by hand."""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from backend.domain.stay_times import (
    HouseTimes,
    day_starts,
    is_arriving_today,
    is_due_out,
    moment_at,
    nights_of,
    planned_arrival,
    planned_departure,
)
from backend.domain.words import StayStatus

BERLIN, NEW_YORK, HOBART = "Europe/Berlin", "America/New_York", "Australia/Hobart"
SANTIAGO = "America/Santiago"


@dataclass(frozen=True)
class Planned:
    arrival: date
    departure: date
    arrival_time: time | None = None
    departure_time: time | None = None
    status: StayStatus = StayStatus.BOOKED


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("zone", "day", "at", "expected"),
    [
        # 29 March 2026, Berlin: 02:00 becomes 03:00, which is 01:00 UTC.
        (BERLIN, date(2026, 3, 29), time(1, 59), "2026-03-29T00:59"),
        (BERLIN, date(2026, 3, 29), time(2, 30), "2026-03-29T01:00"),
        (BERLIN, date(2026, 3, 29), time(3, 0), "2026-03-29T01:00"),
        # 25 October 2026, Berlin: 02:30 comes twice, first at 00:30 UTC.
        (BERLIN, date(2026, 10, 25), time(2, 30), "2026-10-25T00:30"),
        (BERLIN, date(2026, 10, 25), time(3, 0), "2026-10-25T02:00"),
        # 8 March 2026, New York: 02:00 becomes 03:00, which is 07:00 UTC.
        (NEW_YORK, date(2026, 3, 8), time(2, 15), "2026-03-08T07:00"),
        # 1 November 2026, New York: 01:30 comes twice, first at 05:30 UTC.
        (NEW_YORK, date(2026, 11, 1), time(1, 30), "2026-11-01T05:30"),
        # 4 October 2026, Hobart: 02:00 becomes 03:00, which is 16:00 UTC of the day before.
        (HOBART, date(2026, 10, 4), time(2, 45), "2026-10-03T16:00"),
        # 5 April 2026, Hobart: 02:30 comes twice, first at 15:30 UTC of the day before.
        (HOBART, date(2026, 4, 5), time(2, 30), "2026-04-04T15:30"),
    ],
)
def test_a_clock_time_is_one_moment(zone: str, day: date, at: time, expected: str) -> None:
    """A skipped time is the first moment after the gap; a doubled one the first of the two."""
    assert moment_at(day, at, ZoneInfo(zone)) == utc(expected)


@pytest.mark.parametrize(
    ("zone", "arrival", "departure", "comes", "leaves"),
    [
        (BERLIN, "2026-10-24", "2026-10-26", "2026-10-24T13:00", "2026-10-26T10:00"),
        (NEW_YORK, "2026-03-07", "2026-03-09", "2026-03-07T20:00", "2026-03-09T15:00"),
        (HOBART, "2026-10-03", "2026-10-05", "2026-10-03T05:00", "2026-10-05T00:00"),
    ],
)
def test_a_stay_over_the_change_keeps_its_clock_times(
    zone: str, arrival: str, departure: str, comes: str, leaves: str
) -> None:
    """Check-in is at three and check-out at eleven on the wall, and it is two nights."""
    stay = Planned(date.fromisoformat(arrival), date.fromisoformat(departure))
    house = HouseTimes(zone)

    assert planned_arrival(stay, house) == utc(comes)
    assert planned_departure(stay, house) == utc(leaves)
    assert nights_of(stay) == 2


def test_a_day_without_midnight_still_begins() -> None:
    """Santiago skips 24:00 on 6 September 2026: the day begins at 01:00, 04:00 UTC."""
    assert day_starts(date(2026, 9, 6), HouseTimes(SANTIAGO)) == utc("2026-09-06T04:00")


def test_today_is_the_hotels() -> None:
    """At one moment it is Tuesday in Hobart and Monday in New York."""
    now = utc("2026-11-23T20:00")

    assert HouseTimes(HOBART).today(now) == date(2026, 11, 24)
    assert HouseTimes(NEW_YORK).today(now) == date(2026, 11, 23)


def test_arriving_today_and_due_out_are_facts_of_the_day() -> None:
    """Who is here already arrives no more; who should have left yesterday is due out as well."""
    today = date(2026, 11, 25)
    coming = Planned(today, date(2026, 11, 27))
    leaving = Planned(date(2026, 11, 20), today, status=StayStatus.IN_HOUSE)

    assert is_arriving_today(coming, today)
    assert not is_arriving_today(replace(coming, status=StayStatus.IN_HOUSE), today)
    assert not is_arriving_today(replace(coming, status=StayStatus.CANCELLED), today)
    assert is_due_out(leaving, today)
    assert is_due_out(replace(leaving, departure=date(2026, 11, 24)), today)
    assert not is_due_out(replace(leaving, status=StayStatus.DEPARTED), today)
    assert not is_due_out(replace(leaving, departure=date(2026, 11, 26)), today)
