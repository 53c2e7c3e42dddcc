"""Which stretch of a journal is compared, and that each message counts once."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from backend.domain.completeness import REACH, SETTLED_AFTER, Entry, count, next_check, window

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
BORN = NOW - timedelta(days=30)
STEP = timedelta(minutes=10)


def test_windows_follow_on_each_other_without_gap_or_overlap() -> None:
    """An outage in between makes one of them longer."""
    first = window(NOW, born=BORN, complete_until=NOW - STEP, previous_start=None)
    later = NOW + timedelta(hours=3)
    second = window(later, born=BORN, complete_until=first.end, previous_start=first.start)

    assert first.end == second.start == NOW - SETTLED_AFTER
    assert second.end == later - SETTLED_AFTER
    assert second.since == first.start


def test_a_day_is_the_most_that_is_asked_for() -> None:
    """The journal goes back no further."""
    found = window(NOW, born=BORN, complete_until=BORN, previous_start=BORN)

    assert found.since == found.start == NOW - REACH
    assert found.minutes(NOW) == 1440


def test_a_number_connected_just_now_has_nothing_to_compare() -> None:
    """What was written before is not ours."""
    assert window(NOW, born=NOW, complete_until=None, previous_start=None).is_empty


@given(
    written=st.lists(st.integers(0, 100), max_size=20),
    waits=st.lists(st.integers(1, 25), min_size=1, max_size=12),
    unseen=st.sets(st.integers(0, 19)),
)
def test_each_message_counts_in_one_check(
    written: list[int], waits: list[int], unseen: set[int]
) -> None:
    """However the checks fall: the sum of what they expect is what was written, and the sum of
    what was missing is what never came by itself."""
    born = NOW
    entries = [Entry(f"m{n}", NOW + timedelta(minutes=at)) for n, at in enumerate(written)]
    stored = {one.key for n, one in enumerate(entries) if n not in unseen}
    now, until, previous = born, None, None
    expected = missing = 0
    for wait in [*waits, 200]:
        now += timedelta(minutes=wait)
        found = window(now, born=born, complete_until=until, previous_start=previous)
        if found.is_empty:
            continue
        read = [one for one in entries if found.reads(one.at)]
        fresh = {one.key for one in read} - stored
        counted = count(read, fresh, found)
        expected, missing = expected + counted.expected, missing + counted.missing
        stored |= fresh
        until, previous = found.end, found.start

    assert expected == len(entries)
    assert missing == sum(1 for n in range(len(entries)) if n in unseen)


def test_numbers_drift_apart() -> None:
    """Those that were due together are not for ever."""
    assert next_check(NOW, 0.0) == NOW + timedelta(minutes=10)
    assert next_check(NOW, 0.999) >= NOW + timedelta(minutes=8)
