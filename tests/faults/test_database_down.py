"""PostgreSQL is killed, restarted, stopped, filled up and refused its disk, while guests write."""

import asyncio
import os
import signal
import subprocess
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from functools import partial
from pathlib import Path

import psycopg
import pytest
from psycopg import sql

from tests.faults.child import below
from tests.faults.guests import Guests
from tests.faults.invariants import check
from tests.faults.ledgers import read
from tests.faults.matrix import covers
from tests.faults.rig import Rig
from tests.faults.standby import following
from tests.waiting import until

RATE = 8.0
LONG_S = 600.0


@asynccontextmanager
async def writing(rig: Rig, seed: int, *, hotels: int = 2) -> AsyncIterator[Guests]:
    """Everything runs and guests write all the time; at the end every promise must hold."""
    await rig.open_hotels(hotels)
    await rig.whole()
    guests = Guests(rig, seed)
    task = asyncio.create_task(guests.keep_writing(rate=RATE, seconds=LONG_S))
    try:
        await until(lambda: acknowledged(rig) > 5, seconds=60)
        yield guests
        so_far = acknowledged(rig)
        await until(lambda: acknowledged(rig) > so_far + 5, seconds=60)
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
    await rig.settled()
    assert check(read(rig)) == []


def acknowledged(rig: Rig) -> int:
    return sum(one["outcome"] == "acked" for one in rig.sim.ledger("webhooks"))


def takes_clients(rig: Rig) -> bool:
    try:
        psycopg.connect(rig.database.owner_url).close()
    except psycopg.OperationalError:
        return False
    return True


def turned_away(rig: Rig) -> int:
    """Webhooks that were answered 503."""
    return sum(one["http_status"] == 503 for one in rig.sim.ledger("webhooks"))


@covers("F18")
@pytest.mark.short
async def test_killed_under_load(rig: Rig, seed: int) -> None:
    """503 until it is back; every acknowledged row is there after its recovery."""
    async with writing(rig, seed):
        for _ in range(2):
            before = turned_away(rig)
            rig.servers.database.kill()
            await until(partial(_more_turned_away, rig, before), seconds=60)
            await rig.servers.database.start()


@covers("F19")
@pytest.mark.parametrize("how", ["fast", "smart"])
async def test_restarted_under_load(rig: Rig, seed: int, how: str) -> None:
    """The pools find the new server by themselves."""
    async with writing(rig, seed):
        server = rig.servers.database
        if how == "smart":
            # It waits for its clients; pools never leave: hurried up once it takes no more.
            server.process.send_signal(signal.SIGTERM)
            await until(lambda: not takes_clients(rig), seconds=60)
        await server.stop()
        await until(lambda: turned_away(rig) > 0, seconds=60)
        await server.start()


@covers("F19")
async def test_stopped_for_long(rig: Rig, seed: int) -> None:
    """Down until each number's webhooks were refused again and again: then all of it is taken."""
    async with writing(rig, seed):
        await rig.servers.database.stop()
        await until(lambda: turned_away(rig) >= 12, seconds=90)
        await rig.servers.database.start()


@covers("F21")
async def test_disk_full(rig: Rig, seed: int) -> None:
    """What does not fit is refused with 503; no crash, and all goes on once there is room."""
    with small_disk(rig) as disk:
        where = sql.Literal(str(disk))
        rig.change(sql.SQL("create tablespace small location {}").format(where))
        rig.change("alter table inbox set tablespace small")
        pid = rig.servers.database.pid
        try:
            async with writing(rig, seed):
                filler = fill(disk)
                await until(lambda: turned_away(rig) > 0, seconds=120)
                filler.unlink()
        finally:
            await rig.end_processes()
            rig.change("alter table inbox set tablespace pg_default")
            rig.change("drop tablespace small")
        assert rig.servers.database.pid == pid
        assert not rig.servers.database.has_said("PANIC")


@covers("F22")
async def test_fsync_fails(rig: Rig, seed: int) -> None:
    """PostgreSQL stops itself rather than believe a broken disk; what it had acknowledged is
    there after its recovery."""
    server = rig.servers.database
    async with writing(rig, seed):
        with failing_fsync(server.pid):
            await until(lambda: server.has_said("PANIC") or not server.is_alive, seconds=60)
        await server.stop()
        await server.start()


def _more_turned_away(rig: Rig, before: int) -> bool:
    return turned_away(rig) > before


@contextmanager
def small_disk(rig: Rig) -> Iterator[Path]:
    """A file system of its own that the database's account may enter."""
    if os.geteuid() != 0:
        pytest.skip("mounting a small disk needs root")
    place = Path(f"/tmp/hotelbot-disk-{os.getpid()}")
    place.mkdir()
    subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=24m,mode=0777", "tmpfs", str(place)], check=True
    )
    try:
        inner = place / "space"
        inner.mkdir()
        account = rig.servers.pg.account
        if account is not None:
            os.chown(inner, account.uid, account.gid)
        yield inner
    finally:
        subprocess.run(["umount", "-l", str(place)], check=True)
        place.rmdir()


def fill(disk: Path) -> Path:
    filler = disk.parent / "filler"
    with filler.open("wb") as file:
        try:
            while True:
                file.write(b"\0" * 65536)
                file.flush()
        except OSError:
            pass
    return filler


@contextmanager
def failing_fsync(pid: int) -> Iterator[None]:
    """Every flush to the disk of the server and its children fails."""
    if not _has_strace():
        pytest.skip("failing a system call needs strace and the right to trace")
    calls = "fsync,fdatasync,sync_file_range"
    pids = [word for one in (pid, *below(pid)) for word in ("-p", str(one))]
    tracer = subprocess.Popen(
        ["strace", "-f", "-qq", "-o", "/dev/null", "-e", f"inject={calls}:error=EIO", *pids],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        yield
    finally:
        tracer.terminate()
        tracer.wait()


def _has_strace() -> bool:
    probe = ["strace", "-o", "/dev/null", "true"]
    try:
        return subprocess.run(probe, check=False, capture_output=True).returncode == 0
    except FileNotFoundError:
        return False


@covers("F20")
async def test_failover_to_a_standby(rig: Rig, seed: int) -> None:
    """With a synchronous standby nothing that was acknowledged is lost when it takes over."""
    async with following(rig.servers) as heir, writing(rig, seed):
        rig.servers.database.kill()
        await until(lambda: turned_away(rig) > 0, seconds=60)
        await heir.take_over()
