"""A backup is only worth what its restored copy passes."""

import asyncio
import subprocess
import tempfile
from dataclasses import replace
from pathlib import Path

import psycopg

from launcher.accounts import give
from launcher.kept import free_port
from tests.faults.child import Child
from tests.faults.guests import Guests
from tests.faults.invariants import check
from tests.faults.ledgers import read
from tests.faults.matrix import covers
from tests.faults.rig import Rig
from tests.faults.standby import copy_cluster
from tests.fixtures.database import clone_template


@covers("F51")
async def test_of_a_copy_of_the_whole_server(rig: Rig, seed: int) -> None:
    """pg_basebackup of the running server: the copy starts, and every promise holds in it."""
    await _worked(rig, seed)
    pg = rig.servers.pg
    with tempfile.TemporaryDirectory(prefix="hotelbot-restored-") as name:
        home = Path(name)
        give(home, pg.account)
        copy_cluster(rig.servers, home / "data")
        port = free_port()
        words = {str(pg.data): str(home / "data"), str(pg.port): str(port)}
        usual = pg.service()
        service = replace(
            usual,
            name="restored",
            argv=tuple(words.get(word, word) for word in usual.argv),
            ready=replace(pg, data=home / "data", port=port).answers,
        )
        restored = Child(service, rig.folder / "restored.log", rig.servers.mark)
        await restored.start()
        try:
            found = _look_at(rig, rig.database.owner_url.replace(f":{pg.port}/", f":{port}/"))
        finally:
            await restored.stop()
    assert found == []


@covers("F51")
async def test_of_a_dump(rig: Rig, seed: int) -> None:
    """pg_dump and pg_restore, as docs/runbooks/postgres-upgrade.md says, into an empty database."""
    await _worked(rig, seed)
    copy = clone_template(rig.servers.pg.owner_url, f"{name_of(rig)}_restored")
    try:
        await asyncio.to_thread(_dump_and_restore, rig, copy.owner_url)
        with psycopg.connect(copy.owner_url) as owner:
            count = owner.execute("select count(*) from message").fetchone()
        found = _look_at(rig, copy.owner_url)
    finally:
        rig.servers.drop(copy)
    assert count == (rig.value("select count(*) from message"),)
    assert found == []


def name_of(rig: Rig) -> str:
    return rig.database.owner_url.rpartition("/")[2]


def _dump_and_restore(rig: Rig, owner_url: str) -> None:
    binaries = rig.servers.pg.binaries
    dump = str(rig.folder / "hotelbot.dump")
    for command in (
        ["pg_dump", "-Fc", "-f", dump, rig.database.owner_url],
        ["pg_restore", "--clean", "--if-exists", "--exit-on-error", "-d", owner_url, dump],
    ):
        subprocess.run([str(binaries / command[0]), *command[1:]], check=True)


async def _worked(rig: Rig, seed: int) -> None:
    await rig.open_hotels(2)
    await rig.whole()
    await Guests(rig, seed).write(12)
    await rig.settled()


def _look_at(rig: Rig, owner_url: str) -> list[object]:
    ours, rig.database = rig.database, replace(rig.database, owner_url=owner_url)
    try:
        return list(check(read(rig)))
    finally:
        rig.database = ours
