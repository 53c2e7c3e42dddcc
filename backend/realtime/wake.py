"""Wakes the workers through RQ: at most one waiting job for each kind of work.

The marker is set by whoever wakes and cleared by the worker before it looks for work, so a wake
can be dropped only while a worker is still about to look.
"""

import asyncio
from collections.abc import Iterable
from uuid import uuid4

import redis
import structlog
from redis.asyncio import Redis
from redis.exceptions import RedisError
from rq.job import Job, JobStatus
from rq.serializers import JSONSerializer
from rq.utils import now

from backend.observability.metrics import WAKE_FAILURES
from backend.ports.wake import WorkKind
from backend.realtime.channels import QUEUE, wake_marker
from backend.realtime.redis_client import QUESTION_S

log = structlog.get_logger()

RUNNER = "jobs.runner.run"
"""The one function that RQ may call."""
MARKER_MS = 5_000
"""A marker whose job was lost blocks wakes no longer than this."""
JOB_TIMEOUT_S = 180
FAILED_FOR_S = 600


class RqWaker:
    def __init__(self, redis: Redis) -> None:
        self._redis = redis

    async def wake(self, kinds: Iterable[WorkKind]) -> None:
        """Ends within 0.7 s whatever Redis does; never raises."""
        wanted = list(kinds)
        try:
            async with asyncio.timeout(QUESTION_S):
                missing = await self._mark(wanted)
                if missing:
                    await self._enqueue(missing)
        except (RedisError, OSError) as error:
            WAKE_FAILURES.inc()
            log.warning("wake.failed", kinds=wanted, error=type(error).__name__)

    async def _mark(self, kinds: list[WorkKind]) -> list[WorkKind]:
        async with self._redis.pipeline(transaction=False) as pipe:
            for kind in kinds:
                pipe.set(wake_marker(kind), 1, nx=True, px=MARKER_MS)
            marked = await pipe.execute()
        return [kind for kind, was_free in zip(kinds, marked, strict=True) if was_free]

    async def _enqueue(self, kinds: list[WorkKind]) -> None:
        """What rq.Queue.enqueue writes, in one asynchronous round trip."""
        async with self._redis.pipeline(transaction=True) as pipe:
            pipe.sadd("rq:queues", f"rq:queue:{QUEUE}")
            for kind in kinds:
                job = _job(kind)
                pipe.hset(job.key, mapping=job.to_dict())
                pipe.rpush(f"rq:queue:{QUEUE}", job.id)
            await pipe.execute()


# RQ wants a client of its own kind to build a job; nothing is ever sent through this one.
_NO_CONNECTION = redis.Redis()


def _job(kind: WorkKind) -> Job:
    job = Job.create(
        RUNNER,
        connection=_NO_CONNECTION,
        args=["wake", kind.value],
        id=uuid4().hex,
        origin=QUEUE,
        timeout=JOB_TIMEOUT_S,
        result_ttl=0,
        failure_ttl=FAILED_FOR_S,
        status=JobStatus.QUEUED,
        description=f"wake {kind.value}",
        serializer=JSONSerializer,
    )
    job.enqueued_at = now()
    return job
