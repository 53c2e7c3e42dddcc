"""Storing webhooks as they arrive: committed before they are answered, many in one commit.

While one group is being written the next one gathers, so a quiet hotel waits for its own commit
alone and a storm pays for one commit per group instead of one per webhook.
"""

import asyncio
from collections.abc import Coroutine, Sequence
from dataclasses import dataclass, field
from time import monotonic
from uuid import UUID

import psycopg
import structlog
from psycopg_pool import AsyncConnectionPool, PoolTimeout

from backend.ports.wake import Waker, WorkKind
from backend.reliability.faults import fault

DEADLINE_S = 1.0
"""Past this the answer is 503: Green API keeps the notification and its order for 24 h."""
STOOD_STILL_S = 0.2
"""A deadline that is noticed so late was missed by this process itself."""
GROUP_MOST = 100
UNHURRIED = {"outgoingMessageStatus", "outgoingAPIMessageReceived"}
"""Due a little later (store_webhooks), when the workers look by themselves; under load they wait
for what a guest writes (due_intake)."""
GATHER_S = 0.02
"""So long the unhurried wait for company, so that they share a commit; a guest's words never do,
and take along whoever waits."""
WRITERS = 2
WAKE_DISTANCE_S = 0.05
"""Between two wake-ups: a quiet hotel wakes at once, a storm pays for twenty a second."""

_STORE = "select store_webhooks(%b::uuid[], %b::uuid[], %s::text[], %s::text[], %b::bytea[])"
log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Arrived:
    hotel_id: UUID
    channel_id: UUID
    dedupe_key: str
    kind: str
    raw_sealed: bytes


class NotStored(Exception):
    """The database did not take it in time."""


class UnknownNumber(Exception):
    """The number was taken away since its webhook path was looked up."""


@dataclass(slots=True)
class _Waiting:
    row: Arrived
    stored: asyncio.Future[bool]


@dataclass(slots=True)
class IntakeStore:
    """One per web process; used from its event loop only."""

    pool: AsyncConnectionPool
    waker: Waker
    _gathering: list[_Waiting] = field(default_factory=list)
    _tasks: set[asyncio.Task[None]] = field(default_factory=set)
    _writers: int = 0
    _is_timed: bool = False
    _wake_wanted: bool = False
    _waking: bool = False
    _woke_at: float = -WAKE_DISTANCE_S

    async def store(self, row: Arrived) -> bool:
        """Once this returns, the row is committed. False: it was there already.

        Raises NotStored within about a second in which this process could run, and UnknownNumber.
        """
        waiting = _Waiting(row, asyncio.get_running_loop().create_future())
        self._gathering.append(waiting)
        if row.kind not in UNHURRIED:
            self._start_writer()
        elif not self._is_timed:
            self._is_timed = True
            asyncio.get_running_loop().call_later(GATHER_S, self._end_gathering)
        try:
            return await _within_deadline(waiting.stored)
        except TimeoutError:
            raise NotStored from None
        finally:
            # Whoever was answered, or has gone, is not written for any more.
            waiting.stored.cancel()

    def _end_gathering(self) -> None:
        self._is_timed = False
        self._start_writer()

    def _start_writer(self) -> None:
        if self._gathering and self._writers < WRITERS:
            self._writers += 1
            self._run(self._write())

    def _run(self, work: Coroutine[None, None, None]) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _write(self) -> None:
        try:
            while self._gathering:
                group, self._gathering = (
                    self._gathering[:GROUP_MOST],
                    self._gathering[GROUP_MOST:],
                )
                # Who waited too long was answered 503 and will come again.
                group = [waiting for waiting in group if not waiting.stored.done()]
                if group:
                    await self._write_group(group)
        finally:
            self._writers -= 1

    async def _write_group(self, group: Sequence[_Waiting]) -> None:
        try:
            fresh = await self._insert([waiting.row for waiting in group])
        except psycopg.errors.ForeignKeyViolation:
            await self._write_apart(group)
        except (psycopg.Error, PoolTimeout, OSError) as error:
            log.warning("intake.not_stored", error=type(error).__name__, rows=len(group))
            for waiting in group:
                _fail(waiting, NotStored())
        else:
            for waiting, is_fresh in zip(group, fresh, strict=True):
                if not waiting.stored.done():
                    waiting.stored.set_result(is_fresh)
            rows = zip(group, fresh, strict=True)
            if any(is_fresh and waiting.row.kind not in UNHURRIED for waiting, is_fresh in rows):
                self._wake_workers()

    async def _write_apart(self, group: Sequence[_Waiting]) -> None:
        """One row of a number that is gone must not keep the others out."""
        if len(group) == 1:
            _fail(group[0], UnknownNumber())
        else:
            for waiting in group:
                await self._write_group([waiting])

    async def _insert(self, rows: Sequence[Arrived]) -> list[bool]:
        columns = (
            [row.hotel_id for row in rows],
            [row.channel_id for row in rows],
            [row.dedupe_key for row in rows],
            [row.kind for row in rows],
            [row.raw_sealed for row in rows],
        )
        async with self.pool.connection(timeout=DEADLINE_S) as connection:
            fault("hook.storing")
            cursor = await connection.execute(_STORE, columns)
            found = await cursor.fetchone()
        fault("hook.stored")
        assert found is not None
        fresh: list[bool] = found[0]
        return fresh

    def _wake_workers(self) -> None:
        """Beside the answer, never before it; what comes during a wake-up is woken once more."""
        self._wake_wanted = True
        if not self._waking:
            self._waking = True
            self._run(self._wake())

    async def _wake(self) -> None:
        try:
            while self._wake_wanted:
                await asyncio.sleep(max(self._woke_at + WAKE_DISTANCE_S - monotonic(), 0.0))
                self._wake_wanted, self._woke_at = False, monotonic()
                fault("hook.waking")
                await self.waker.wake([WorkKind.INTAKE])
        finally:
            self._waking = False


async def _within_deadline(stored: asyncio.Future[bool]) -> bool:
    """A second that the whole process stood still says nothing about the database, and a 503 costs
    the guest a minute: then the database gets its second all the same."""
    began = monotonic()
    try:
        async with asyncio.timeout(DEADLINE_S):
            return await asyncio.shield(stored)
    except TimeoutError:
        if monotonic() - began < DEADLINE_S + STOOD_STILL_S:
            raise
        async with asyncio.timeout(DEADLINE_S):
            return await stored


def _fail(waiting: _Waiting, error: Exception) -> None:
    if not waiting.stored.done():
        waiting.stored.set_exception(error)
