"""When a message counts as written, whether it came late, and when its turn is to be decided."""

from datetime import datetime, timedelta

OLDEST_BELIEVED = timedelta(hours=24)
"""Green API keeps a notification for a day; an older time is a wrong clock."""
NEWEST_BELIEVED = timedelta(minutes=5)
LATE_AFTER = timedelta(minutes=10)
LONGEST_BURST = timedelta(seconds=8)


def sort_time(written: datetime | None, received: datetime) -> datetime:
    """The provider's time where it can be true, else the time of arrival."""
    if written is None or not is_believable(written, received):
        return received
    return written


def is_believable(written: datetime, received: datetime) -> bool:
    return received - OLDEST_BELIEVED <= written <= received + NEWEST_BELIEVED


def is_late(written: datetime | None, received: datetime) -> bool:
    """An unbelievable time says nothing: the message counts as written when it arrived."""
    return sort_time(written, received) < received - LATE_AFTER


def due_time(now: datetime, *, since: datetime, debounce_ms: int) -> datetime:
    """When a burst that began at `since` is answered: after a silence, but not endlessly."""
    return min(now + timedelta(milliseconds=debounce_ms), since + LONGEST_BURST)
