"""When a colleague gets the one e-mail about what no page has shown them."""

from datetime import datetime, time, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from backend.domain.notifying import quiet_end

EveryMinutes = Literal[15, 60]
"""At most one digest in so many."""
GRACE = timedelta(minutes=5)
"""What is looked at within it is not written about."""
MOST_ATTEMPTS = 8
FIRST_WAIT = timedelta(minutes=1)
LONGEST_WAIT = timedelta(hours=1)


def first_due(
    now: datetime,
    *,
    every: timedelta,
    last_sent: datetime | None,
    quiet: tuple[time | None, time | None],
    zone: ZoneInfo,
) -> datetime:
    """For what has just come. What comes in quiet hours waits for their end."""
    due = now + GRACE
    if last_sent is not None:
        due = max(due, last_sent + every)
    return quiet_end(*quiet, due, zone) or due


def wait_after(attempts: int) -> timedelta | None:
    """Until the next attempt; None: there is none."""
    if attempts >= MOST_ATTEMPTS:
        return None
    times: int = 3 ** (attempts - 1)
    return min(FIRST_WAIT * times, LONGEST_WAIT)
