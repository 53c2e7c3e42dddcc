"""Calls in flight, shared fairly: bounded in all, and for each hotel while others want some too.

Used from one event loop.
"""

from collections import Counter
from collections.abc import Callable, Set
from time import monotonic

import structlog

from backend.domain.ids import HotelId
from backend.domain.shedding import AFTER_S, NOTHING, Optional, left_out
from backend.observability.metrics import IN_FLIGHT, SHEDDING

log = structlog.get_logger()

ALONE_SHARE = 0.5
"""Of all, for one hotel when no other one is at work: the rest is there for whoever comes."""
CROWDED_SHARE = 0.1
"""Of all, for one hotel beside others: a storm in one house is calm weather in the next."""
REMEMBERED_S = 5.0
"""A hotel that had work so lately counts as present."""


class Shares:
    def __init__(self, in_all: int, *, clock: Callable[[], float] = monotonic) -> None:
        self._in_all = in_all
        self._clock = clock
        self._held: Counter[HotelId] = Counter()
        self._seen: dict[HotelId, float] = {}
        self._full_since: float | None = None
        self._left_out: Set[Optional] = NOTHING

    def held_by(self, hotel_id: HotelId) -> int:
        return self._held[hotel_id]

    def take(self, hotel_id: HotelId, most: int) -> int:
        """How many of `most` may start; give each back when it has ended."""
        now = self._clock()
        self._seen[hotel_id] = now
        free = self._in_all - self._held.total()
        got = max(0, min(most, free, self._most_of_one(now) - self._held[hotel_id]))
        self._held[hotel_id] += got
        self._note(now)
        return got

    def give_back(self, hotel_id: HotelId, number: int = 1) -> None:
        self._held[hotel_id] -= number
        if self._held[hotel_id] <= 0:
            del self._held[hotel_id]
        self._note(self._clock())

    def left_out(self) -> Set[Optional]:
        """What is not done now, because this process has been full for too long."""
        self._note(self._clock())
        return self._left_out

    def _most_of_one(self, now: float) -> int:
        self._seen = {one: at for one, at in self._seen.items() if now - at < REMEMBERED_S}
        present = len(self._seen.keys() | self._held.keys())
        share = ALONE_SHARE if present <= 1 else CROWDED_SHARE
        return max(1, int(self._in_all * share))

    def _note(self, now: float) -> None:
        total = self._held.total()
        IN_FLIGHT.set(total)
        if total < self._in_all:
            self._full_since = None
        elif self._full_since is None:
            self._full_since = now
        full_for = 0.0 if self._full_since is None else now - self._full_since
        wanted = left_out(full_for)
        if wanted != self._left_out:
            self._left_out = wanted
            log.warning("load.left_out", kinds=sorted(wanted), full_for_s=round(full_for))
            for kind in AFTER_S:
                SHEDDING.labels(kind).set(kind in wanted)
