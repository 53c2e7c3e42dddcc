"""What a whole run of rehearsals shares: a durable PostgreSQL, a Valkey and the simulators, each a
child of its own that a rehearsal may kill. Before each rehearsal they are whole again."""

import sys
from collections.abc import AsyncIterator
from contextlib import ExitStack, asynccontextmanager
from dataclasses import dataclass, field, replace
from itertools import count
from pathlib import Path
from secrets import token_hex

import psycopg
import redis

from launcher import postgres, valkey
from launcher.guardian import sweep
from launcher.kept import free_port
from launcher.plan import SIMULATORS_APP, START_SECONDS, port_check
from launcher.service import Service
from tests.faults.child import Child
from tests.fixtures.database import CHECKOUT, Database, clone_template, make_template
from tests.fixtures.servers import cluster_cache
from tests.simulators.serving import Simulator

# Guests read at once, the provider forgets nothing, a refused webhook comes again soon.
QUICK = {
    "send_delay_ms": 1,
    "status_delay_ms": 20,
    "webhook_retry_s": 0.5,
    "webhook_timeout_s": 5.0,
    "journal_lag_s": 0.0,
    "ai_latency_s": 0.0,
    "reboot_s": 0.05,
    "rate_limits": False,
    "auto_create": False,
    "auto_read": True,
}


@dataclass
class Servers:
    folder: Path
    mark: str
    pg: postgres.Postgres
    cache: valkey.Valkey
    database: Child
    redis: Child
    simulators: Child
    sim: Simulator
    _numbers: "count[int]" = field(default_factory=lambda: count(1))

    async def heal(self) -> None:
        """Whatever the last rehearsal did to them."""
        for child in (self.database, self.redis, self.simulators):
            if child.is_alive:
                child.thaw()
            else:
                await child.start()
        if self.database.service.argv != self.pg.service().argv:
            self.database.service = self.pg.service()
            await self.database.restart()
        self.sim.control("reset")
        self.sim.control("settings", QUICK)
        self.flush()

    def flush(self) -> None:
        with redis.Redis.from_url(self.cache.url) as client:
            client.flushdb()

    def fresh_database(self) -> Database:
        return clone_template(self.pg.owner_url, f"rehearsal_{next(self._numbers)}")

    def drop(self, database: Database) -> None:
        name = database.owner_url.rpartition("/")[2]
        with psycopg.connect(self.pg.owner_url, autocommit=True) as owner:
            owner.execute(f"drop database if exists {name} with (force)")

    async def restart_database(self, *settings: str) -> None:
        """With further settings, e.g. `max_connections=20`, until the next rehearsal."""
        usual = self.pg.service()
        more = tuple(part for setting in settings for part in ("-c", setting))
        self.database.service = replace(usual, argv=(*usual.argv, *more))
        await self.database.restart()


@asynccontextmanager
async def running_servers(folder: Path) -> AsyncIterator[Servers]:
    mark = f"rehearsal-{token_hex(6)}"
    with ExitStack() as stack:
        # Durable: what is rehearsed is whether an acknowledged row survives.
        pg = stack.enter_context(postgres.scratch(cache=cluster_cache(), fast=False))
        cache = stack.enter_context(valkey.scratch())
        port = free_port()

        def child(service: Service) -> Child:
            return Child(service, folder / f"{service.name}.log", mark)

        made = Servers(
            folder=folder,
            mark=mark,
            pg=pg,
            cache=cache,
            database=child(pg.service()),
            redis=child(cache.service()),
            simulators=child(_simulators(port)),
            sim=Simulator(f"http://127.0.0.1:{port}"),
        )
        try:
            for one in (made.database, made.redis, made.simulators):
                one.launch()
            for one in (made.database, made.redis, made.simulators):
                await one.ready()
            make_template(pg.owner_url)
            yield made
        finally:
            for one in (made.simulators, made.redis, made.database):
                await one.stop()
            sweep({mark}, 9)


def _simulators(port: int) -> Service:
    address = ("--host", "127.0.0.1", "--port", str(port))
    return Service(
        name="simulators",
        argv=(sys.executable, "-m", "uvicorn", *address, "--no-access-log", SIMULATORS_APP),
        ready=port_check(port),
        cwd=CHECKOUT,
        # Never a file of whoever runs the tests.
        env={"HOTELBOT_SIMULATOR_FILE": ""},
        start_seconds=START_SECONDS,
    )
