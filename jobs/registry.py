"""Kind of job -> what a worker does. A job carries a kind and ids, never a function."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass

import structlog
from redis.exceptions import RedisError

from backend.ports.wake import WorkKind
from backend.realtime.channels import wake_marker
from jobs.engine import Parts, Perform
from jobs.timetable import run_tick

log = structlog.get_logger()

WAKE_LASTS_S = 2.0
"""A worker that is busy longer lets RQ have it back for a moment and goes on: a tick may wait."""


@dataclass(frozen=True, slots=True)
class Kind:
    perform: Perform
    timeout_s: float


async def wake(parts: Parts, kind: str) -> None:
    """Drains everything that is due; a busy worker takes no further wake, an idle one does."""
    # Cleared before looking: work that comes later sets it again and makes another job.
    try:
        await parts.container.redis.delete(wake_marker(WorkKind(kind)))
    except (RedisError, OSError) as error:
        # The marker ends by itself after seconds; the work that was announced is here now.
        log.warning("wake.marker_left", kind=kind, error=type(error).__name__)
    parts.pump.nudge()
    try:
        async with asyncio.timeout(WAKE_LASTS_S):
            await parts.pump.drained()
    except TimeoutError:
        pass


async def tick(parts: Parts, name: str) -> None:
    await run_tick(parts.container, name)


KINDS: Mapping[str, Kind] = {
    "wake": Kind(wake, timeout_s=WAKE_LASTS_S + 10),
    "tick": Kind(tick, timeout_s=120.0),
}
