"""Which stretch of a number's journals is compared with what is stored, and what is counted in it.

The stretches of a number follow on each other, so that each message counts once; each is read a
second time with the next one, because an entry may come late into the journal.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil

EVERY = timedelta(minutes=10)
SPREAD = timedelta(minutes=2)
"""Numbers that were due together drift apart by a random part of this."""
AGAIN = timedelta(minutes=1)
"""After a check that failed."""
SETTLED_AFTER = timedelta(minutes=3)
"""The journals may be two minutes late, and the webhook of a fresh message may be on its way."""
REACH = timedelta(hours=24)
"""The journals go back no further."""
AWAY_LONG = timedelta(minutes=5)
"""An absence of our own after which the journals are read at once."""


@dataclass(frozen=True, slots=True)
class Window:
    since: datetime
    """As far back as the journal is read."""
    start: datetime
    end: datetime

    @property
    def is_empty(self) -> bool:
        return self.end <= self.start

    def minutes(self, now: datetime) -> int:
        """What to ask for; a minute more, because both ends are cut to whole ones."""
        return min(
            ceil((now - self.since) / timedelta(minutes=1)) + 1, ceil(REACH.total_seconds() / 60)
        )

    def reads(self, at: datetime | None) -> bool:
        """Whether an entry of this time is compared; one without a time always is."""
        return at is None or self.since <= at < self.end


@dataclass(frozen=True, slots=True)
class Entry:
    key: str
    at: datetime | None


@dataclass(frozen=True, slots=True)
class Count:
    expected: int
    missing: int


def window(
    now: datetime,
    *,
    born: datetime,
    complete_until: datetime | None,
    previous_start: datetime | None,
) -> Window:
    """`born`: when the number was connected; what was written before is not ours to show."""
    earliest = now - REACH
    start = max(complete_until or born, earliest)
    since = max(min(previous_start or start, start), earliest)
    return Window(since, start, max(now - SETTLED_AFTER, start))


def count(entries: Iterable[Entry], missing: set[str], window: Window) -> Count:
    """An entry from before the window was counted with its own, unless it was not shown then."""
    counted = [
        one
        for one in entries
        if one.key in missing or (one.at is not None and window.start <= one.at)
    ]
    keys = {one.key for one in counted}
    return Count(len(keys), len(keys & missing))


def next_check(now: datetime, luck: float) -> datetime:
    """`luck` is a random number in [0, 1)."""
    return now + EVERY - SPREAD * luck
