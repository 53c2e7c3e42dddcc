"""The RQ queue of the drains, and the only kind of job that is let into it.

Whoever can write to Redis must not be able to run code of his choice: arguments are JSON, the
function is one, and callbacks and webhooks of a job are refused.
"""

from collections.abc import Callable
from typing import Any

from redis import Redis
from redis.backoff import NoBackoff
from redis.retry import Retry
from rq import Queue
from rq.job import Job
from rq.serializers import JSONSerializer

from backend.realtime.channels import QUEUE
from backend.realtime.wake import RUNNER

ALLOWED = {RUNNER}
CONNECT_TIMEOUT_S = 1.0


class JobRefused(PermissionError):
    """A job that asks for anything but the runner."""


class SafeJob(Job):
    def __init__(self, *args: Any, **options: Any) -> None:
        # rq-scheduler passes no serializer and would fall back to pickle.
        options["serializer"] = JSONSerializer
        super().__init__(*args, **options)

    @property
    def func(self) -> Callable[..., Any]:
        if self.func_name not in ALLOWED or self.instance is not None:
            raise JobRefused(f"{self.func_name!r} is not a job of ours")
        allowed: Callable[..., Any] = super().func
        return allowed

    @property
    def success_callback(self) -> None:
        return self._refuse_callback(self._success_callback_name)

    @property
    def failure_callback(self) -> None:
        return self._refuse_callback(self._failure_callback_name)

    @property
    def stopped_callback(self) -> None:
        return self._refuse_callback(self._stopped_callback_name)

    def send_webhooks(self, *_: Any, **__: Any) -> None:
        """Ours have none; a foreign one would make us call an address of its choice."""

    @staticmethod
    def _refuse_callback(name: object) -> None:
        if isinstance(name, str) and name:
            raise JobRefused("jobs of ours have no callbacks")


def connect(redis_url: str, *, answer_within_s: float | None = None) -> Redis:
    """For RQ: no retries of its own, so that an outage is seen at once.

    RQ's worker blocks on it and sets its own bound; whoever does not, names one: a Redis that
    hangs closes no connection.
    """
    return Redis.from_url(
        redis_url,
        socket_connect_timeout=CONNECT_TIMEOUT_S,
        socket_timeout=answer_within_s,
        retry=Retry(NoBackoff(), 0),
    )


def work_queue(connection: Redis) -> Queue:
    return Queue(QUEUE, connection=connection, job_class=SafeJob, serializer=JSONSerializer)
