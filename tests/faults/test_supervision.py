"""Those who start and wake the others die themselves."""

import json
import sys
from pathlib import Path

from launcher.plan import START_SECONDS
from launcher.service import Service
from launcher.supervisor import STOP_SECONDS
from tests.faults.child import Child, below
from tests.faults.guests import Guests
from tests.faults.invariants import check
from tests.faults.ledgers import read
from tests.faults.matrix import covers
from tests.faults.rig import Rig
from tests.fixtures.database import CHECKOUT
from tests.waiting import until

TICKS = 4


@covers("F10")
async def test_one_of_two_schedulers_is_killed(rig: Rig, seed: int) -> None:
    """Together they run each slot once; alone the other one keeps time and sweeps."""
    await rig.open_hotels(1)
    await rig.whole()
    await rig.scheduler()
    worker = rig.named("worker")[0]
    await until(lambda: rig.value("select count(*) from periodic_run") >= TICKS, seconds=60)

    rig.named("scheduler")[0].kill()
    before = rig.change("delete from periodic_run")
    # The timetable of the dead one's lock would be up in a quarter of a minute; an emptied
    # Valkey has no timetable at all, and the other one has to put it back.
    rig.servers.flush()
    await until(lambda: rig.value("select count(*) from periodic_run") >= TICKS, seconds=90)
    await Guests(rig, seed).write(5)
    await rig.settled()

    def each_slot_was_run_once() -> bool:
        slots = before + rig.value("select count(*) from periodic_run")
        return bool(worker.said.count('"tick.ran"') == slots)

    await until(each_slot_was_run_once, seconds=60)
    assert check(read(rig)) == []


@covers("F11")
async def test_the_supervisor_is_killed(rig: Rig, seed: int) -> None:
    """No orphan outlives it, and the next one brings everything back."""
    await rig.open_hotels(1)
    await rig.web()
    supervisor = _supervisor(rig)
    rig.children.append(supervisor)
    await supervisor.start()
    guests = Guests(rig, seed)
    await guests.write(2)
    await rig.settled()
    before = [pid for pid in below(supervisor.pid) if _is_job(pid)]

    supervisor.process.kill()
    supervisor.process.wait()
    await until(lambda: not any(map(_is_job, before)), seconds=60)
    await guests.write(2)
    await supervisor.start()
    await rig.settled()

    assert len(before) == 2
    assert check(read(rig)) == []


def _is_job(pid: int) -> bool:
    """Still alive, and one of ours: the guardian stays a moment longer to clean up."""
    try:
        words = Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
        return b"jobs.worker" in words or b"jobs.scheduler" in words
    except OSError:
        return False


def _supervisor(rig: Rig) -> Child:
    data_dir = rig.folder / "supervised"
    data_dir.mkdir()
    described = [
        {"name": name, "script": f"exec {sys.executable} -m {module}"}
        for name, module in (("worker", "jobs.worker"), ("scheduler", "jobs.scheduler"))
    ]
    service = Service(
        name="supervisor",
        argv=(
            *(sys.executable, "-m", "tests.launcher.stage"),
            *(str(data_dir), json.dumps(described), str(STOP_SECONDS)),
        ),
        env={**rig.environment(), "PYTHONPATH": str(CHECKOUT)},
        cwd=rig.folder,
        start_seconds=START_SECONDS,
    )
    return Child(service, rig.folder / "supervisor.log", rig.mark, ready_words="Ready")
