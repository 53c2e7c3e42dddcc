"""A worker process: RQ's worker in the main thread, the engine in a thread beside it.

RQ brings wakes and ticks. When Redis is away RQ's worker gives up; the engine goes on by its own
looking, and RQ's worker is tried again until Redis answers.
"""

import argparse
import os
import signal
import sys
import time
from collections.abc import Callable
from secrets import token_hex
from threading import Thread
from typing import Any

import structlog
from redis.exceptions import RedisError
from rq import Queue, SimpleWorker
from rq.exceptions import StopRequested
from rq.job import Job
from rq.serializers import JSONSerializer

from backend.domain.language_letters import load_models
from backend.observability.logging import configure_logging
from backend.reliability.faults import fault
from backend.settings import Settings, get_settings
from jobs import runner
from jobs.engine import Engine
from jobs.process import show_metrics
from jobs.queues import SafeJob, connect, work_queue

log = structlog.get_logger()

AGAIN_AFTER_S = 1.0
WORKER_TTL_S = 60
"""How long a vanished worker stays in RQ's list; also bounds one wait for a job."""


class HintWorker(SimpleWorker):
    """One job at a time: a wait for the engine to have drained what is due."""

    job_class = SafeJob
    log_job_description = False
    log_result_lifespan = False
    max_connection_wait_time = 2.0
    engine: Engine
    is_wanted: Callable[[], bool]

    def check_for_suspension(self, burst: bool) -> None:
        """RQ asks at each round; a signal that came before its handlers stood is heeded here."""
        if not self.is_wanted():
            raise StopRequested()
        super().check_for_suspension(burst)

    def execute_job(self, job: Job, queue: Queue) -> None:
        fault("rq.popped")
        super().execute_job(job, queue)

    def handle_warm_shutdown_request(self) -> None:
        self.engine.begin_stop()

    @property
    def is_stopping(self) -> bool:
        return self._shutdown_requested_date is not None


class Process:
    """Everything between start and exit of `python -m jobs.worker`."""

    def __init__(self, settings: Settings, *, name: str, max_jobs: int | None) -> None:
        self._settings = settings
        self._name = name
        self._max_jobs = max_jobs
        self._engine = Engine(settings)
        self._stop = False

    def run(self) -> int:
        """The exit code: 0 after a stop that was asked for, or after max_jobs."""
        self._listen_for_signals()
        self._engine.start()
        # A second of work that the first guest of this process would wait for.
        Thread(target=load_models, name="language models", daemon=True).start()
        runner.install(self._engine)
        log.info("worker.started", worker=self._name, pid=os.getpid())
        try:
            while self._is_wanted():
                self._listen_for_signals()
                if self._work() and self._max_jobs is not None:
                    break
                if self._is_wanted():
                    time.sleep(AGAIN_AFTER_S)
        finally:
            runner.install(None)
            self._engine.stop()
        log.info("worker.stopped", worker=self._name)
        return 1 if self._engine.broke else 0

    def _work(self) -> bool:
        """Until RQ's worker ends: asked to, recycled, or without Redis. True: it did its jobs."""
        connection = connect(self._settings.redis_url)
        try:
            worker = HintWorker(
                [work_queue(connection)],
                # A name of its own for each life: the one before may still be listed.
                name=f"{self._name}-{os.getpid()}-{token_hex(3)}",
                connection=connection,
                serializer=JSONSerializer,
                worker_ttl=WORKER_TTL_S,
            )
            worker.engine, worker.is_wanted = self._engine, self._is_wanted
            done = worker.work(max_jobs=self._max_jobs, logging_level="WARNING")
            self._stop = self._stop or worker.is_stopping
            return done
        except (RedisError, OSError) as error:
            log.warning("worker.redis_away", worker=self._name, error=type(error).__name__)
            return False
        finally:
            connection.close()

    def _is_wanted(self) -> bool:
        return not self._stop and self._engine.is_alive

    def _listen_for_signals(self) -> None:
        """While RQ's worker is not there to do it."""
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._on_signal)

    def _on_signal(self, *_: Any) -> None:
        self._stop = True
        self._engine.begin_stop()


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m jobs.worker")
    parser.add_argument("--name", default="worker")
    parser.add_argument("--max-jobs", type=int, default=None, help="end after so many jobs")
    options = parser.parse_args()
    settings = get_settings()
    configure_logging(settings.log_level, settings.log_format)
    show_metrics(settings)
    sys.exit(Process(settings, name=options.name, max_jobs=options.max_jobs).run())


if __name__ == "__main__":
    main()
