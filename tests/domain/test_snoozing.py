"""When a snoozed conversation comes back, worked out by hand over the change of the clocks."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.domain.inbox_words import SnoozeChoice
from backend.domain.snoozing import Refusal, Snooze, snooze

BERLIN, NEW_YORK, HOBART = "Europe/Berlin", "America/New_York", "Australia/Hobart"
HOUR, THREE, TOMORROW = SnoozeChoice.HOUR, SnoozeChoice.THREE_HOURS, SnoozeChoice.TOMORROW
ARRIVAL, CUSTOM = SnoozeChoice.ARRIVAL, SnoozeChoice.CUSTOM


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("zone", "now", "choice", "expected"),
    [
        # 28 March 2026, 20:00 in Berlin is 19:00 UTC; the night has 23 hours, 09:00 is 07:00 UTC.
        (BERLIN, "2026-03-28T19:00", TOMORROW, "2026-03-29T07:00"),
        # An hour is sixty minutes, also over 02:00 that night.
        (BERLIN, "2026-03-29T00:30", HOUR, "2026-03-29T01:30"),
        (BERLIN, "2026-03-28T23:30", THREE, "2026-03-29T02:30"),
        # 24 October 2026, 20:00 in Berlin is 18:00 UTC; the night has 25 hours, 09:00 is 08:00 UTC.
        (BERLIN, "2026-10-24T18:00", TOMORROW, "2026-10-25T08:00"),
        (BERLIN, "2026-10-25T00:30", HOUR, "2026-10-25T01:30"),
        # Tomorrow is the hotel's: 23:30 UTC of 1 June is 2 June in Berlin.
        (BERLIN, "2026-06-01T23:30", TOMORROW, "2026-06-03T07:00"),
        # 7 March 2026, 23:00 in New York is 04:00 UTC of the 8th; 09:00 there is 13:00 UTC.
        (NEW_YORK, "2026-03-08T04:00", TOMORROW, "2026-03-08T13:00"),
        # 31 October 2026, 12:00 in New York is 16:00 UTC; 09:00 on 1 November is 14:00 UTC.
        (NEW_YORK, "2026-10-31T16:00", TOMORROW, "2026-11-01T14:00"),
        # 3 October 2026, 18:00 in Hobart is 08:00 UTC; 09:00 of the 4th is 22:00 UTC of the 3rd.
        (HOBART, "2026-10-03T08:00", TOMORROW, "2026-10-03T22:00"),
    ],
)
def test_a_choice_is_a_moment_of_the_hotels_clock(
    zone: str, now: str, choice: SnoozeChoice, expected: str
) -> None:
    """Spans are lengths, days are the hotel's days."""
    assert snooze(choice, now=utc(now), zone=ZoneInfo(zone)) == Snooze(utc(expected))


@pytest.mark.parametrize(
    ("on_clock", "expected"),
    [
        # Skipped in spring: the first moment after the gap.
        ("2026-03-29T02:30", Snooze(utc("2026-03-29T01:00"))),
        # Shown twice in autumn: the first of the two.
        ("2026-10-25T02:30", Snooze(utc("2026-10-25T00:30"))),
        ("2026-03-01T11:59", Refusal.PAST),
        ("2027-03-03T12:00", Refusal.TOO_FAR),
    ],
)
def test_a_custom_time_is_what_the_hotels_clock_shows(
    on_clock: str, expected: Snooze | Refusal
) -> None:
    """Neither the past nor a slip of the year is taken."""
    now = utc("2026-03-01T11:00")
    given = datetime.fromisoformat(on_clock)
    assert snooze(CUSTOM, now=now, zone=ZoneInfo(BERLIN), on_clock=given) == expected


@pytest.mark.parametrize(
    ("arrival", "expected"),
    [
        (date(2026, 3, 29), Snooze(utc("2026-03-29T07:00"))),
        (date(2026, 3, 1), Refusal.PAST),
        (None, Refusal.NO_ARRIVAL),
    ],
)
def test_the_day_of_arrival_needs_one_that_lies_ahead(
    arrival: date | None, expected: Snooze | Refusal
) -> None:
    """At nine in the morning of that day."""
    now = utc("2026-03-01T12:00")
    assert snooze(ARRIVAL, now=now, zone=ZoneInfo(BERLIN), arrival=arrival) == expected


def test_a_custom_choice_without_a_time_is_refused() -> None:
    """Nothing is guessed."""
    now = utc("2026-03-01T12:00")
    assert snooze(CUSTOM, now=now, zone=ZoneInfo(BERLIN)) is Refusal.NO_TIME


@given(
    now=st.integers(0, 6 * 365 * 24 * 60).map(
        lambda minutes: datetime(2024, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
    ),
    zone=st.sampled_from([BERLIN, NEW_YORK, HOBART, "Asia/Kathmandu", "Africa/Casablanca"]),
)
def test_tomorrow_at_nine_lies_ahead_and_shows_nine(now: datetime, zone: str) -> None:
    """Whatever the zone and the day, the hotel's clock shows 09:00 then."""
    found = snooze(TOMORROW, now=now, zone=ZoneInfo(zone))
    assert isinstance(found, Snooze)
    assert found.until is not None
    assert timedelta(hours=8) < found.until - now < timedelta(hours=35)
    assert found.until.astimezone(ZoneInfo(zone)).strftime("%H:%M") == "09:00"
