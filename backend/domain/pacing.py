"""How fast one number sends: additive increase, multiplicative decrease (AIMD).

A number has a configured gap between two sends. "Too many requests" halves its rate; each minute
gives a tenth of the configured rate back. What is left is never stored anew as it grows: it
follows from when it was last cut.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

GROWTH_PER_MINUTE = 0.1
"""Of the configured rate."""
LEAST_SHARE = 1 / 32
"""Never zero: a number that is only slow recovers by itself."""
ONE_CUT_PER = timedelta(seconds=1)
"""Refusals of the same burst are one piece of news."""
PROVIDERS_GAP = timedelta(milliseconds=20)
"""Green API takes 50 calls a second. Cut down, a number without a gap of its own begins here."""
PROMOTIONAL_SHARE = 0.2
"""Of the rate of a number, however much of it is idle."""


@dataclass(frozen=True, slots=True)
class Pace:
    """The share of the configured rate that was left at `at`; None: never cut."""

    share: float = 1.0
    at: datetime | None = None

    def now(self, now: datetime) -> float:
        if self.at is None:
            return 1.0
        minutes = max((now - self.at).total_seconds(), 0.0) / 60
        return min(1.0, max(self.share, LEAST_SHARE) + GROWTH_PER_MINUTE * minutes)

    def full_at(self, now: datetime) -> datetime | None:
        """When the configured rate is reached again; None: it is."""
        missing = 1.0 - self.now(now)
        return now + timedelta(minutes=missing / GROWTH_PER_MINUTE) if missing > 0 else None


def cut(pace: Pace, now: datetime) -> Pace:
    """After "too many requests". The same pace when it was cut a moment ago."""
    if pace.at is not None and now - pace.at < ONE_CUT_PER:
        return pace
    return Pace(max(LEAST_SHARE, pace.now(now) / 2), now)


def gap(configured: timedelta, share: float) -> timedelta:
    """Between two sends; none at all only for a number that has none and was not cut."""
    if share >= 1.0:
        return configured
    return max(configured, PROVIDERS_GAP) / share


def promotional_gap(gap: timedelta) -> timedelta:
    return gap / PROMOTIONAL_SHARE
