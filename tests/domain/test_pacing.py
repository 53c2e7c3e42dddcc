"""The pace of a number: halved by refusals, grown back by time, never zero, never too fast."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.domain.pacing import LEAST_SHARE, ONE_CUT_PER, Pace, cut, gap, promotional_gap

NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)
SECOND = timedelta(seconds=1)
WAITS = st.lists(
    st.tuples(st.timedeltas(timedelta(0), timedelta(hours=3)), st.booleans()), max_size=40
)
GAPS = st.timedeltas(timedelta(milliseconds=500), timedelta(minutes=10))


def test_a_number_that_was_never_refused_keeps_its_rate() -> None:
    """Nothing is slowed on suspicion."""
    assert Pace().now(NOW) == 1.0
    assert Pace().full_at(NOW) is None
    assert gap(SECOND, 1.0) == SECOND


@pytest.mark.parametrize(("minutes", "share"), [(0, 0.5), (1, 0.6), (3, 0.8), (5, 1.0), (600, 1.0)])
def test_half_is_back_after_five_minutes(minutes: int, share: float) -> None:
    """A tenth of the configured rate each minute."""
    pace = cut(Pace(), NOW)

    assert pace.now(NOW + timedelta(minutes=minutes)) == pytest.approx(share)
    assert pace.full_at(NOW) == NOW + timedelta(minutes=5)


def test_one_burst_is_one_cut() -> None:
    """Twenty refusals within a second say one thing; the next second they say it again."""
    once = cut(Pace(), NOW)
    same = cut(once, NOW + ONE_CUT_PER / 2)
    twice = cut(once, NOW + ONE_CUT_PER)

    assert same is once
    assert twice.now(NOW + ONE_CUT_PER) == pytest.approx(0.25, abs=0.01)


def test_a_number_without_a_gap_gets_one_when_it_is_refused() -> None:
    """Half of no limit would be no limit."""
    assert gap(timedelta(0), 1.0) == timedelta(0)
    assert gap(timedelta(0), 0.5) == timedelta(milliseconds=40)


def test_offers_take_a_fifth_of_the_rate() -> None:
    """Also when the number has nothing else to do."""
    assert promotional_gap(SECOND) == timedelta(seconds=5)


@given(waits=WAITS, configured=GAPS)
def test_never_above_the_configured_rate_and_never_zero(
    waits: list[tuple[timedelta, bool]], configured: timedelta
) -> None:
    """Whatever refusals come when."""
    pace, now = Pace(), NOW
    for wait, refused in waits:
        now += wait
        if refused:
            pace = cut(pace, now)
        share = pace.now(now)

        assert LEAST_SHARE <= share <= 1.0
        assert configured <= gap(configured, share) <= configured / LEAST_SHARE + SECOND


@given(waits=WAITS, quiet=st.timedeltas(timedelta(minutes=10), timedelta(days=30)))
def test_it_always_recovers(waits: list[tuple[timedelta, bool]], quiet: timedelta) -> None:
    """Ten quiet minutes give any number its whole rate back, and it says so beforehand."""
    pace, now = Pace(), NOW
    for wait, refused in waits:
        now += wait
        pace = cut(pace, now) if refused else pace
    full_at = pace.full_at(now)

    assert pace.now(now + quiet) == 1.0
    assert full_at is None or pace.now(full_at) == pytest.approx(1.0)


@given(waits=WAITS)
def test_time_alone_never_slows(waits: list[tuple[timedelta, bool]]) -> None:
    """Between two refusals the share only grows."""
    pace, now = cut(Pace(), NOW), NOW
    for wait, _ in waits:
        before = pace.now(now)
        now += wait

        assert pace.now(now) >= before
