"""A worker's event loop, in a thread of its own for the whole life of the process.

RQ's loop is synchronous and stops between jobs; calls in flight must not stop with it, and work
must go on while RQ waits for a Redis that is away.
"""

import asyncio
import os
import signal
from collections.abc import Callable, Coroutine, Iterable
from dataclasses import dataclass, replace
from datetime import timedelta
from threading import Event, Thread
from typing import Any

import structlog
import uvloop

from backend.bootstrap import Container, create_container
from backend.domain.sending import SendTimes
from backend.features.actions.drain import drain_actions
from backend.features.alarms.drain import Ways, drain_alarms
from backend.features.golden.drain import drain_golden, release_of
from backend.features.intake.service import drain_intake
from backend.features.journey.drain import drain_triggers
from backend.features.knowledge_imports.drain import drain_knowledge
from backend.features.media.drain import drain_media
from backend.features.pms.service import drain_pms
from backend.features.sending.drain import drain_sends
from backend.features.stay_imports.service import drain_imports
from backend.features.turns.drain import drain_turns
from backend.kit.garbage import leave_out_what_is_loaded
from backend.ports.wake import Waker, WorkKind
from backend.reliability.shares import Shares
from backend.settings import Settings
from backend.work import WorkFactory
from jobs.drains import Drain, Pump
from jobs.due import Place, find_due, next_due_in

log = structlog.get_logger()

START_S = 30.0
STOP_MORE_S = 2.5
"""Beside the time to finish: leases are given back, connections closed."""


@dataclass(frozen=True, slots=True)
class Parts:
    """What a job works with."""

    container: Container
    pump: Pump


Perform = Callable[..., Coroutine[Any, Any, None]]
"""Takes Parts, then ids."""


class Engine:
    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._ready = Event()
        self._parts: Parts | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self.broke = False
        self._thread = Thread(target=self._live, name="engine", daemon=True)

    def start(self) -> None:
        """Raises RuntimeError when the loop does not come up."""
        self._thread.start()
        if not self._ready.wait(START_S) or self._parts is None:
            raise RuntimeError("the engine did not start")

    def call(self, perform: Perform, *ids: str, timeout_s: float) -> None:
        """Runs a job on the engine's loop and waits for it; raises what it raises."""
        assert self._parts is not None
        assert self._loop is not None
        future = asyncio.run_coroutine_threadsafe(perform(self._parts, *ids), self._loop)
        try:
            future.result(timeout_s)
        except BaseException:
            future.cancel()
            raise

    def begin_stop(self) -> None:
        """Takes nothing new; safe inside a signal handler."""
        if self._loop is not None and self._parts is not None and self._thread.is_alive():
            self._loop.call_soon_threadsafe(self._parts.pump.stop)

    def stop(self) -> None:
        self.begin_stop()
        self._thread.join(self._settings.worker_finish_s + STOP_MORE_S)

    @property
    def is_alive(self) -> bool:
        return self._thread.is_alive()

    def _live(self) -> None:
        leave_out_what_is_loaded()
        try:
            # Its selector costs half of asyncio's own, and each query waits on it twice.
            with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
                runner.run(self._serve())
        except Exception:
            # RQ's loop would go on taking wakes for nothing: end the process, it is restarted.
            self.broke = True
            log.exception("engine.broke")
            os.kill(os.getpid(), signal.SIGTERM)

    async def _serve(self) -> None:
        container = create_container(self._settings, "worker")
        try:
            parts = assemble(container)
            self._loop, self._parts = asyncio.get_running_loop(), parts
            self._ready.set()
            await parts.pump.run()
        finally:
            self._ready.set()
            await container.close()


def assemble(container: Container) -> Parts:
    """The container's work wakes its own pump first, then the other workers."""
    waker = _NearestFirst(container.waker)
    works = WorkFactory(
        container.engine, publisher=container.publisher, waker=waker, vault=container.vault
    )
    container = replace(container, work=works)
    stopping = asyncio.Event()
    shares = Shares(container.settings.worker_concurrency)
    pump = Pump(
        drains_of(container, stopping=stopping, shares=shares),
        find_due=lambda: find_due(works),
        next_due_in=lambda: next_due_in(works),
        stopping=stopping,
        leases=shares.held_by,
        finish_s=container.settings.worker_finish_s,
    )
    waker.pump = pump
    return Parts(container, pump)


async def _drain_sends(
    container: Container, place: Place, *, times: SendTimes, stop: asyncio.Event
) -> int:
    assert place.channel_id is not None
    return await drain_sends(
        container.work,
        place.hotel_id,
        place.channel_id,
        gateway=container.messaging,
        times=times,
        stop=stop,
        files=container.files,
    )


def drains_of(
    container: Container, *, stopping: asyncio.Event, shares: Shares
) -> dict[WorkKind, Drain]:
    settings, works = container.settings, container.work
    times = SendTimes(
        lease=timedelta(seconds=settings.send_lease_s),
        reconcile_after=timedelta(seconds=settings.reconcile_after_s),
    )

    async def intake(place: Place) -> int:
        assert place.channel_id is not None
        return await drain_intake(
            works,
            place.hotel_id,
            place.channel_id,
            reader=container.webhook_reader,
            lease_s=settings.work_lease_s,
            stop=stopping,
        )

    async def turns(place: Place) -> int:
        return await drain_turns(
            works,
            place.hotel_id,
            ai=container.ai,
            limit=settings.worker_concurrency,
            shares=shares,
            lease=timedelta(seconds=settings.work_lease_s),
        )

    async def sends(place: Place) -> int:
        return await _drain_sends(container, place, times=times, stop=stopping)

    async def stays(place: Place) -> int:
        moved = await drain_pms(works, place.hotel_id, container.pms)
        return moved + await drain_imports(works, place.hotel_id)

    async def triggers(place: Place) -> int:
        return await drain_triggers(works, place.hotel_id)

    return {
        WorkKind.INTAKE: intake,
        WorkKind.TURNS: turns,
        WorkKind.SENDS: sends,
        WorkKind.STAYS: stays,
        WorkKind.TRIGGERS: triggers,
        **_drains_outside(container),
    }


def _drains_outside(container: Container) -> dict[WorkKind, Drain]:
    """Those beside a guest's message: files, alerts, pages, golden questions."""
    works = container.work
    ways = Ways(container.mailer, container.notices, container.settings.public_url)

    async def media(place: Place) -> int:
        return await drain_media(
            works,
            place.hotel_id,
            files=container.files,
            fetcher=container.downloads,
            pictures=container.pictures,
        )

    async def alarms(place: Place) -> int:
        return await drain_alarms(works, place.hotel_id, ways)

    async def actions(place: Place) -> int:
        return await drain_actions(works, place.hotel_id, container.notices)

    async def golden(place: Place) -> int:
        release = release_of(container.settings.deepseek_model)
        return await drain_golden(works, place.hotel_id, ai=container.ai, release=release)

    async def knowledge(place: Place) -> int:
        fetcher, papers = container.pages, container.papers
        return await drain_knowledge(works, place.hotel_id, fetcher=fetcher, papers=papers)

    return {
        WorkKind.MEDIA: media,
        WorkKind.ALARMS: alarms,
        WorkKind.KNOWLEDGE: knowledge,
        WorkKind.GOLDEN: golden,
        WorkKind.ACTIONS: actions,
    }


class _NearestFirst:
    """Implements ports.wake.Waker."""

    def __init__(self, others: Waker) -> None:
        self._others = others
        self.pump: Pump | None = None

    async def wake(self, kinds: Iterable[WorkKind]) -> None:
        """The others are told only when there is more here than this worker can take; they look
        for themselves once a second in any case."""
        if self.pump is not None:
            self.pump.nudge()
            if self.pump.has_room(kinds):
                return
        await self._others.wake(kinds)
