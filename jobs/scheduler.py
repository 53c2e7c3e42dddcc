"""The scheduler process: ticks of the timetable through rq-scheduler, and the sweep.

Two of them do no harm: rq-scheduler has a lock, and where that fails the slot in PostgreSQL has
one owner. Without Redis the ticks run here.
"""

import asyncio
import signal
from datetime import UTC, datetime

import structlog
from redis import Redis
from redis.exceptions import RedisError
from rq_scheduler.scheduler import Scheduler
from sqlalchemy.exc import SQLAlchemyError

from backend.bootstrap import Container, create_container
from backend.observability.logging import configure_logging
from backend.realtime.channels import QUEUE
from backend.realtime.wake import RUNNER
from backend.settings import Settings, get_settings
from jobs.process import show_metrics
from jobs.queues import SafeJob, connect
from jobs.relay import pause, relay
from jobs.timetable import TIMETABLE, run_tick

log = structlog.get_logger()

LOOK_EVERY_S = 5
ANSWER_WITHIN_S = 2.0
TICK_TIMEOUT_S = 180


def main() -> None:
    settings = get_settings()
    configure_logging(settings.log_level, settings.log_format)
    show_metrics(settings)
    asyncio.run(serve(settings))


async def serve(settings: Settings) -> None:
    stopping = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stopping.set)
    container = create_container(settings, "worker")
    log.info("scheduler.started", ticks=sorted(TIMETABLE))
    try:
        async with asyncio.TaskGroup() as group:
            group.create_task(relay(container.work, container.waker, stopping=stopping))
            group.create_task(keep_time(container, stopping=stopping))
    finally:
        await container.close()
    log.info("scheduler.stopped")


async def keep_time(container: Container, *, stopping: asyncio.Event) -> None:
    connection = connect(container.settings.redis_url, answer_within_s=ANSWER_WITHIN_S)
    try:
        while not stopping.is_set():
            try:
                await asyncio.to_thread(enqueue_ticks, connection)
            except (RedisError, OSError) as error:
                log.warning("scheduler.redis_away", error=type(error).__name__)
                await _run_here(container)
            await pause(stopping, LOOK_EVERY_S)
    finally:
        connection.close()


def enqueue_ticks(connection: Redis) -> None:
    """Puts the timetable back where a flush took it away, then hands out what is due."""
    scheduler = Scheduler(
        queue_name=QUEUE, connection=connection, job_class=SafeJob, interval=LOOK_EVERY_S
    )
    for name, tick in TIMETABLE.items():
        if f"tick-{name}" not in scheduler:
            scheduler.schedule(
                # rq-scheduler compares with a naive clock in UTC.
                datetime.now(UTC).replace(tzinfo=None),
                RUNNER,
                args=["tick", name],
                interval=int(tick.every.total_seconds()),
                id=f"tick-{name}",
                timeout=TICK_TIMEOUT_S,
                description=f"tick {name}",
                # Under load there is always a wake that waits; a tick is short and must not.
                at_front=True,
            )
    if scheduler.acquire_lock():
        try:
            scheduler.enqueue_jobs()
        finally:
            scheduler.remove_lock()


async def _run_here(container: Container) -> None:
    for name in TIMETABLE:
        try:
            await run_tick(container, name)
        except SQLAlchemyError as error:
            log.error("scheduler.tick_failed", tick=name, error=type(error).__name__)


if __name__ == "__main__":
    main()
