"""The pump of a worker: finds what is due across hotels and drains it, many places at once.

A wake makes it look at once. It also looks once a second by itself, and at the moment when
something is known to become due, so that a lost wake or an absent Redis costs time, never work.
"""

import asyncio
from collections import Counter, defaultdict, deque
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from heapq import heapify, heappop, heappush
from time import monotonic

import structlog
from sqlalchemy.exc import SQLAlchemyError

from backend.domain.ids import HotelId
from backend.kit.traces import place_of
from backend.observability.metrics import WORK_FAILURES
from backend.ports.wake import WorkKind
from jobs.due import Place

log = structlog.get_logger()

LOOK_AT_LEAST_EVERY_S = 1.0
LOOK_WHILE_BUSY_S = 0.05
LOOK_AT_MOST_EVERY_S = 0.04
"""A look costs a few milliseconds; under load every commit asks for one."""
LOOK_UNDER_LOAD_EVERY_S = 0.12
CROWD = 8
"""More drains than this under way are load: looks become rarer, and what a number tells gathers
before it is read, so that it goes all the way as one batch, which costs little more than one."""
LATER_FOR_EACH_S = 0.003
GATHER_FOR_EACH_S = 0.02
GATHER_MOST_S = 0.6
UNHURRIED_GATHER = 5
"""Echoes and ticks wait so many times as long: what a guest writes takes them along."""
QUIET_S = 0.2
"""Without work for so long the pump counts as idle."""
NOTHING_FOUND_S = 0.25
"""A place that was due but had nothing for us (another worker is there) is left alone so long."""
BROKEN_S = 2.0
FINISH_S = 15.0
"""After a stop, drains may finish for so long; then they give their leases back."""
GIVE_BACK_S = 1.5


@dataclass(frozen=True, slots=True)
class Limits:
    in_all: int
    """Drains of this kind in the process."""
    per_hotel: int
    again_after_s: float | None = None
    """A further drain of the same place may start so long after the last one; None: never."""
    gathers: bool = False
    """Under load it waits for company. Only where the way begins: who came together stays so."""


LIMITS = {
    WorkKind.INTAKE: Limits(in_all=16, per_hotel=8, gathers=True),
    # A drain of turns lasts as long as the model thinks, so a busy hotel has many at once.
    WorkKind.TURNS: Limits(in_all=800, per_hotel=150, again_after_s=0.15),
    # A large import takes its time; what the PMS tells meanwhile must not wait for it.
    WorkKind.STAYS: Limits(in_all=16, per_hotel=3, again_after_s=0.5),
    # One at a time in a hotel keeps the order of triggers; a storm must leave room for guests.
    WorkKind.TRIGGERS: Limits(in_all=8, per_hotel=1),
    # Large files are slow; a hotel's album may not keep the others' pictures waiting.
    WorkKind.MEDIA: Limits(in_all=16, per_hotel=2, again_after_s=0.5),
    # One at a time in a hotel: what several alerts tell one person is one message.
    WorkKind.ALARMS: Limits(in_all=16, per_hotel=1),
    # Papers are read in processes of their own, which take a core each.
    WorkKind.KNOWLEDGE: Limits(in_all=2, per_hotel=1),
    # One run at a time, so that two changes of a hotel are not judged past each other.
    WorkKind.GOLDEN: Limits(in_all=4, per_hotel=1),
    WorkKind.ACTIONS: Limits(in_all=16, per_hotel=2),
    WorkKind.SENDS: Limits(in_all=200, per_hotel=40, again_after_s=0.25),
}

Drain = Callable[[Place], Awaitable[int]]


class Pump:
    """Lives on one event loop. `find_due` and `next_due_in` ask the database."""

    def __init__(
        self,
        drains: Mapping[WorkKind, Drain],
        *,
        find_due: Callable[[], Awaitable[Sequence[Place]]],
        next_due_in: Callable[[], Awaitable[float | None]],
        stopping: asyncio.Event,
        limits: Mapping[WorkKind, Limits] = LIMITS,
        leases: Callable[[HotelId], int] = lambda _: 0,
        finish_s: float = FINISH_S,
    ) -> None:
        """`leases`: what the drains of a hotel hold beside themselves."""
        self._drains = drains
        self._find_due = find_due
        self._next_due_in = next_due_in
        self._limits = limits
        self._leases = leases
        self._finish_s = finish_s
        self._running: dict[asyncio.Task[int], Place] = {}
        self._at: Counter[Place | WorkKind | HotelId | tuple[WorkKind, HotelId]] = Counter()
        """Drains under way: at a place, of a kind, of a hotel, of a kind in a hotel."""
        self._started: dict[Place, float] = {}
        self._left_alone: dict[Place, float] = {}
        self._due_since: dict[tuple[Place, bool], float] = {}
        """By the last look: since when, look by look, they are; and with nothing hurried."""
        self._nudged = asyncio.Event()
        self._idle = asyncio.Event()
        self._active_at = 0.0
        self.stopping = stopping

    def nudge(self) -> None:
        """Look now. Call it from the pump's own loop."""
        self._idle.clear()
        self._nudged.set()

    async def drained(self) -> None:
        """Returns when nothing was due for a moment and nothing runs, or the pump is stopping."""
        idle = asyncio.ensure_future(self._idle.wait())
        stopping = asyncio.ensure_future(self.stopping.wait())
        try:
            await asyncio.wait({idle, stopping}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            idle.cancel()
            stopping.cancel()

    def has_room(self, kinds: Iterable[WorkKind]) -> bool:
        """Whether drains of these kinds could start at once."""
        return all(self._at[kind] < self._limits[kind].in_all // 2 for kind in kinds)

    def stop(self) -> None:
        self.stopping.set()
        self._nudged.set()

    async def run(self) -> None:
        while not self.stopping.is_set():
            self._nudged.clear()
            looked_at = monotonic()
            try:
                due = await self._find_due()
                self._start(due)
                pause = await self._pause(bool(due))
            except (SQLAlchemyError, OSError) as error:
                log.error("pump.database_away", error=type(error).__name__)
                pause = LOOK_AT_LEAST_EVERY_S
            await self._wait(pause)
            await self._wait_until(looked_at + least_pause(len(self._running)))
        await self._finish()

    def _start(self, due: Sequence[Place]) -> None:
        """Fair: of all that may start, the next is always one of the hotel with the fewest leases
        in flight, counted anew after each."""
        now = monotonic()
        # What others drained meanwhile gathers anew when it is due again.
        told = [(place, place.is_unhurried) for place in due]
        self._due_since = {key: self._due_since.get(key, now) for key in told}
        waiting: dict[HotelId, deque[Place]] = defaultdict(deque)
        for place in due:
            waiting[place.hotel_id].append(place)
        order = [(self._load(hotel_id), n, hotel_id) for n, hotel_id in enumerate(waiting)]
        heapify(order)
        while order:
            _, number, hotel_id = heappop(order)
            place = waiting[hotel_id].popleft()
            if self._may_start(place, now) and self._has_gathered(place, now):
                self._begin(place, now)
            if waiting[hotel_id]:
                heappush(order, (self._load(hotel_id), number, hotel_id))

    def _load(self, hotel_id: HotelId) -> int:
        """Drains under way, and what they hold."""
        return self._at[hotel_id] + self._leases(hotel_id)

    def _begin(self, place: Place, now: float) -> None:
        self._started[place] = self._active_at = now
        task = asyncio.create_task(self._drain(place))
        self._running[task] = place
        self._at.update(_counted_as(place))
        task.add_done_callback(self._ended)

    def _may_start(self, place: Place, now: float) -> bool:
        limits = self._limits[place.kind]
        if (
            now < self._left_alone.get(place, 0.0)
            or self._at[place.kind] >= limits.in_all
            or self._at[place.kind, place.hotel_id] >= limits.per_hotel
        ):
            return False
        if not self._at[place]:
            return True
        again = limits.again_after_s
        return again is not None and now - self._started[place] >= again

    def _has_gathered(self, place: Place, now: float) -> bool:
        if not self._limits[place.kind].gathers:
            return True
        times = UNHURRIED_GATHER if place.is_unhurried else 1
        waited = now - self._due_since[place, place.is_unhurried]
        return waited >= times * gathering(len(self._running))

    async def _drain(self, place: Place) -> int:
        moved = 0
        rest = BROKEN_S
        try:
            moved = await self._drains[place.kind](place)
            rest = 0.0 if moved else NOTHING_FOUND_S
        except Exception as error:  # one hotel's trouble must not end the others' drains
            WORK_FAILURES.labels(place.kind.value).inc()
            # No traceback: the text of an error may hold a guest's words.
            log.error(
                "drain.broke",
                kind=place.kind.value,
                hotel_id=str(place.hotel_id),
                error=type(error).__name__,
                place=place_of(error),
            )
        if rest:
            self._left_alone[place] = monotonic() + rest
        return moved

    def _ended(self, task: asyncio.Task[int]) -> None:
        place = self._running.pop(task)
        self._at.subtract(_counted_as(place))
        if not task.cancelled() and task.result():
            self._active_at = monotonic()
            self._left_alone.pop(place, None)
            self._nudged.set()

    async def _pause(self, found: bool) -> float:
        """How long to sleep unless somebody nudges."""
        if self._running or found or monotonic() - self._active_at < QUIET_S:
            return LOOK_WHILE_BUSY_S
        self._left_alone.clear()
        self._due_since.clear()
        self._started.clear()
        self._idle.set()
        next_due = await self._next_due_in()
        return LOOK_AT_LEAST_EVERY_S if next_due is None else min(next_due, LOOK_AT_LEAST_EVERY_S)

    async def _wait(self, seconds: float) -> None:
        try:
            async with asyncio.timeout(max(seconds, 0.0)):
                await self._nudged.wait()
        except TimeoutError:
            pass

    async def _wait_until(self, moment: float) -> None:
        """A storm of nudges is one look."""
        left = moment - monotonic()
        if left > 0 and not self.stopping.is_set():
            await asyncio.sleep(left)

    async def _finish(self) -> None:
        running = list(self._running)
        if not running:
            return
        _, late = await asyncio.wait(running, timeout=self._finish_s)
        for task in late:
            task.cancel()
        if late:
            # On their way out they give their leases back, so that another worker goes on at once.
            await asyncio.wait(late, timeout=GIVE_BACK_S)
        log.info("pump.stopped", unfinished=len(late))


def least_pause(under_way: int) -> float:
    """Between two looks, in seconds."""
    later = LATER_FOR_EACH_S * max(under_way - CROWD, 0)
    return min(LOOK_AT_MOST_EVERY_S + later, LOOK_UNDER_LOAD_EVERY_S)


def gathering(under_way: int) -> float:
    """How long what is due may wait for company, in seconds."""
    return min(GATHER_FOR_EACH_S * max(under_way - CROWD, 0), GATHER_MOST_S)


def _counted_as(place: Place) -> tuple[Place | WorkKind | HotelId | tuple[WorkKind, HotelId], ...]:
    return place, place.kind, place.hotel_id, (place.kind, place.hotel_id)
