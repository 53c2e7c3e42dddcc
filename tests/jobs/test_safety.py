"""What may be run through Redis: one function of ours with JSON arguments, nothing else."""

import pickle
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest
import redis
from rq import Queue
from rq.job import Job
from rq.serializers import JSONSerializer

from backend.realtime.channels import QUEUE
from jobs.queues import JobRefused, SafeJob, work_queue
from tests.fixtures.desk import Desk
from tests.jobs.conftest import Processes, arrived, eventually
from tests.simulators.serving import Simulator


@pytest.fixture
def connection(flushed_redis_url: str) -> Iterator[redis.Redis]:
    with redis.Redis.from_url(flushed_redis_url) as made:
        yield made


def test_a_foreign_function_is_refused(connection: redis.Redis) -> None:
    """Whoever can write to Redis cannot choose what runs here."""
    job = work_queue(connection).enqueue_call("os.system", args=("true",))

    with pytest.raises(JobRefused):
        _ = job.func


@pytest.mark.parametrize("when", ["success", "failure", "stopped"])
def test_a_callback_is_refused(connection: redis.Redis, when: str) -> None:
    """A callback is a function too, and RQ would import and call it."""
    work_queue(connection).enqueue_call("jobs.runner.run", args=("wake", "sends"), job_id="x")
    connection.hset("rq:job:x", f"{when}_callback_name", "os.system")
    job = SafeJob.fetch("x", connection=connection)

    with pytest.raises(JobRefused):
        getattr(job, f"{when}_callback")


@pytest.mark.slow
async def test_a_worker_survives_poison_and_runs_none_of_it(
    connection: redis.Redis,
    wired_desk: Desk,
    sim: Simulator,
    processes: Processes,
    tmp_path: Path,
) -> None:
    """A pickled job, a foreign function, a callback, an unknown kind: the next message is sent."""
    trap = tmp_path / "trap"
    foreign = Queue(QUEUE, connection=connection, serializer=JSONSerializer)
    foreign.enqueue_call("os.mkdir", args=(str(trap),))
    foreign.enqueue_call("jobs.runner.run", args=("no such kind",))
    called_back = foreign.enqueue_call("jobs.runner.run", args=("tick", "status_notes"))
    connection.hset(called_back.key, "success_callback_name", "os.mkdir")
    _enqueue_pickle(connection, _Trap(trap))
    message = await wired_desk.queue(await wired_desk.chat(), "still here")
    worker = processes.worker()

    async def queue_is_empty() -> bool:
        return len(foreign) == 0 and arrived(sim, wired_desk.hotel) == ["still here"]

    await eventually(queue_is_empty)
    assert message.id is not None
    assert not trap.exists()
    assert worker.poll() is None


class _Trap:
    """Makes a folder when it is unpickled."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def __reduce__(self) -> tuple[object, ...]:
        return Path.mkdir, (self._folder,)


def _enqueue_pickle(connection: redis.Redis, payload: object) -> None:
    job = Job.create("jobs.runner.run", connection=connection, origin=QUEUE, id="pickled")
    fields = job.to_dict() | {"data": zlib.compress(pickle.dumps(payload)), "timeout": 60}
    connection.hset("rq:job:pickled", mapping=fields)
    connection.rpush(f"rq:queue:{QUEUE}", "pickled")
