"""A second PostgreSQL that follows the first, and takes its place and port when that one dies."""

import subprocess
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import psycopg

from launcher.accounts import give, run_as
from launcher.kept import free_port
from tests.faults.child import Child
from tests.faults.servers import Servers
from tests.waiting import until

NAME = "heir"


@dataclass
class Standby:
    servers: Servers
    child: Child
    data: Path
    owner_url: str

    async def take_over(self) -> None:
        """As a load balancer would see it: the same address, another server behind it."""
        with psycopg.connect(self.owner_url, autocommit=True) as owner:
            owner.execute("select pg_promote()")
        await self.child.stop()
        usual = self.servers.pg.service()
        argv = tuple(
            str(self.data) if word == str(self.servers.pg.data) else word for word in usual.argv
        )
        self.servers.database.service = replace(usual, argv=argv)
        await self.servers.database.start()


@asynccontextmanager
async def following(servers: Servers) -> AsyncIterator[Standby]:
    """Synchronous: a commit is answered when the follower has it on its disk too."""
    await servers.restart_database("wal_level=replica", "max_wal_senders=4")
    with tempfile.TemporaryDirectory(prefix="hotelbot-heir-") as name:
        home = Path(name)
        give(home, servers.pg.account)
        data = home / "data"
        copy_cluster(servers, data)
        port = free_port()
        service = servers.pg.service()
        words = {str(servers.pg.data): str(data), str(servers.pg.port): str(port)}
        argv = tuple(words.get(word, word) for word in service.argv)
        follower = replace(servers.pg, data=data, port=port)
        child = Child(
            replace(service, name=NAME, argv=argv, ready=follower.answers),
            servers.folder / f"{NAME}.log",
            servers.mark,
        )
        (data / "standby.signal").touch()
        give(data / "standby.signal", servers.pg.account)
        _follow(data, servers)
        await child.start()
        with psycopg.connect(servers.pg.owner_url, autocommit=True) as owner:
            owner.execute(f"alter system set synchronous_standby_names = '{NAME}'")
            owner.execute("select pg_reload_conf()")
        await until(lambda: _state(servers) == "sync", seconds=30)
        try:
            yield Standby(servers, child, data, follower.owner_url)
        finally:
            await child.stop()
            await _as_before(servers)


def copy_cluster(servers: Servers, data: Path) -> None:
    """A copy of the running server, as a backup makes it."""
    subprocess.run(
        [
            str(servers.pg.binaries / "pg_basebackup"),
            "--pgdata",
            str(data),
            "--dbname",
            servers.pg.owner_url,
            "--wal-method",
            "stream",
            "--checkpoint",
            "fast",
        ],
        cwd="/",
        check=True,
        capture_output=True,
        **run_as(servers.pg.account),
    )


def _follow(data: Path, servers: Servers) -> None:
    address = f"{servers.pg.owner_url}?application_name={NAME}"
    with (data / "postgresql.auto.conf").open("a") as file:
        file.write(f"primary_conninfo = '{address}'\n")


def _state(servers: Servers) -> str:
    with psycopg.connect(servers.pg.owner_url) as owner:
        row = owner.execute("select sync_state from pg_stat_replication").fetchone()
    return row[0] if row else ""


async def _as_before(servers: Servers) -> None:
    """The first server serves the later rehearsals, without a follower to wait for."""
    if servers.database.is_alive:
        await servers.database.stop()
    auto = servers.pg.data / "postgresql.auto.conf"
    kept = [line for line in auto.read_text().splitlines() if "synchronous" not in line]
    auto.write_text("\n".join(kept) + "\n")
    servers.database.service = servers.pg.service()
    await servers.database.start()
