"""When to stop calling somebody who does not answer, and when to try again. Pure but for memory.

Opens after five failures in a row, or when at least half of ten or more calls of the last minute
failed. Stays open 15 s, doubled each time the probe fails too, at most five minutes.

The circuit of a whole provider asks for failures of several sources (numbers) as well: one number
whose address is dead says nothing about the others.
"""

from collections import deque
from dataclasses import dataclass, field
from enum import StrEnum

WINDOW_S = 60.0
BUCKET_S = 5.0
IN_A_ROW = 5
LEAST_CALLS = 10
OPEN_FIRST_S = 15.0
OPEN_MOST_S = 300.0


class CircuitState(StrEnum):
    CLOSED = "closed"
    OPEN = "open"
    HALF_OPEN = "half_open"
    """One probe may go through."""


@dataclass(slots=True)
class _Bucket:
    start: float
    calls: int = 0
    failures: int = 0
    failed: set[str] = field(default_factory=set)
    """Sources that failed."""


@dataclass(slots=True)
class Circuit:
    """Times are seconds of one steady clock."""

    least_sources: int = 1
    openings: int = 0
    """How often it opened since it last worked; 0: closed."""
    open_until: float = 0.0
    _failed_in_a_row: int = 0
    _buckets: deque[_Bucket] = field(default_factory=deque)

    @property
    def stands_for_many(self) -> bool:
        return self.least_sources > 1

    @property
    def is_doubtful(self) -> bool:
        return self.openings > 0 or self._failed_in_a_row > 0

    def state(self, now: float) -> CircuitState:
        if self.openings == 0:
            return CircuitState.CLOSED
        return CircuitState.OPEN if now < self.open_until else CircuitState.HALF_OPEN

    def record(self, ok: bool, now: float, *, source: str = "") -> bool:
        """True when this opened or closed it."""
        match self.state(now):
            case CircuitState.OPEN:
                return False  # an answer to a call from before it opened
            case CircuitState.HALF_OPEN:
                if ok:
                    self.close()
                else:
                    self.open(self.openings + 1, now)
                return True
            case CircuitState.CLOSED:
                self._count(ok, now, source)
                if self._is_failing(now):
                    self.open(1, now)
                    return True
                return False

    def open(self, openings: int, now: float) -> None:
        self.openings = openings
        self.open_until = now + min(OPEN_FIRST_S * 2 ** min(openings - 1, 10), OPEN_MOST_S)
        self._forget()

    def close(self) -> None:
        self.openings, self.open_until = 0, 0.0
        self._forget()

    def _forget(self) -> None:
        self._failed_in_a_row = 0
        self._buckets.clear()

    def _count(self, ok: bool, now: float, source: str) -> None:
        start = now - now % BUCKET_S
        if not self._buckets or self._buckets[-1].start != start:
            self._buckets.append(_Bucket(start))
        self._buckets[-1].calls += 1
        if not ok:
            self._buckets[-1].failures += 1
            self._buckets[-1].failed.add(source)
        self._failed_in_a_row = 0 if ok else self._failed_in_a_row + 1

    def _is_failing(self, now: float) -> bool:
        while self._buckets and self._buckets[0].start <= now - WINDOW_S:
            self._buckets.popleft()
        calls = sum(bucket.calls for bucket in self._buckets)
        failures = sum(bucket.failures for bucket in self._buckets)
        sources = set().union(*(bucket.failed for bucket in self._buckets))
        if len(sources) < self.least_sources:
            return False
        return self._failed_in_a_row >= IN_A_ROW or (calls >= LEAST_CALLS and failures * 2 >= calls)
