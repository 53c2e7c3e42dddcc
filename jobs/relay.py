"""The sweep: work that is due and that nobody was woken for, and how much of it there is."""

import asyncio
from time import monotonic

import structlog
from sqlalchemy.exc import SQLAlchemyError

from backend.ports.wake import Waker
from backend.work import WorkFactory
from jobs.due import find_due, measure_backlog

log = structlog.get_logger()

SWEEP_EVERY_S = 1.0
MEASURE_EVERY_S = 5.0


async def relay(works: WorkFactory, waker: Waker, *, stopping: asyncio.Event) -> None:
    """A due row brings an idle worker within a second, however its wake was lost."""
    measured_at = 0.0
    while not stopping.is_set():
        try:
            due = await find_due(works)
            if due:
                await waker.wake({place.kind for place in due})
            if monotonic() - measured_at >= MEASURE_EVERY_S:
                measured_at = monotonic()
                await measure_backlog(works)
        except (SQLAlchemyError, OSError) as error:
            log.error("relay.database_away", error=type(error).__name__)
        await pause(stopping, SWEEP_EVERY_S)


async def pause(stopping: asyncio.Event, seconds: float) -> None:
    """Sleeps, but not past the stop."""
    try:
        async with asyncio.timeout(seconds):
            await stopping.wait()
    except TimeoutError:
        pass
