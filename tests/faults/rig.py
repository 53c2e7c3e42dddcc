"""One rehearsal: hotels with wired numbers, real processes, and every address replaceable.

rig.route("redis", proxy)            # before the processes and hotels that shall use it
hotels = await rig.open_hotels(3)
web = await rig.web()
worker = await rig.worker(FAULT="send.called:1")
guests = Guests(rig, seed)           # tests/faults/guests.py
await guests.write(20)
await rig.settled()                  # everything worked through, both sides
assert check(rig.ledgers()) == []    # tests/faults/ledgers.py
"""

import signal
import socket
import sys
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from secrets import token_hex
from typing import Any, Literal, LiteralString, Protocol
from urllib.parse import urlsplit, urlunsplit
from uuid import UUID

import httpx
import psycopg
from psycopg import sql
from psycopg.rows import dict_row

from backend.db.engine import create_engine
from backend.features.accounts.passwords import hash_password
from backend.kit.crypto import Vault
from backend.models import KnowledgeEntry
from backend.work import WorkFactory
from launcher.guardian import sweep
from launcher.plan import START_SECONDS
from launcher.service import Service
from tests.faults.child import Child
from tests.faults.servers import Servers
from tests.fixtures.api import PASSWORD
from tests.fixtures.database import CHECKOUT, Database
from tests.fixtures.work import (
    API_TOKEN,
    SECRET,
    WEBHOOK_TOKEN,
    HotelFixture,
    Recorder,
    create_hotel,
)
from tests.simulators.serving import Simulator
from tests.waiting import until

Query = LiteralString | sql.Composed
Part = Literal["database", "redis", "green", "deepseek", "web"]

WEB_APP = "tests.faults.web_app:create"
SETTLE_S = 90.0
MODEL_KEY = "simulated"
# Long enough that a busy machine does not lose a living worker's row, short enough to wait for.
LEASES = {
    "HOTELBOT_WORK_LEASE_S": "4",
    "HOTELBOT_SEND_LEASE_S": "4",
    "HOTELBOT_RECONCILE_AFTER_S": "2",
}
REAL_LEASES = {"HOTELBOT_WORK_LEASE_S": "30", "HOTELBOT_SEND_LEASE_S": "30"}
"""As in the product, longer than any call: for who outlives the rehearsal, so that nothing is tried
once more because the machine was busy."""


class Behind(Protocol):
    """A proxy, or anything else that listens in place of an address."""

    @property
    def url(self) -> str:
        """e.g. tcp://127.0.0.1:4711; only host and port count."""


@dataclass(frozen=True)
class RigHotel:
    fixture: HotelFixture
    canary: str
    """A word that only this hotel's knowledge and guests contain."""

    @property
    def id(self) -> UUID:
        return self.fixture.id

    @property
    def id_instance(self) -> int:
        return self.fixture.channel.id_instance


@dataclass
class Rig:
    servers: Servers
    database: Database
    folder: Path
    hotels: list[RigHotel] = field(default_factory=list)
    children: list[Child] = field(default_factory=list)
    """Web, workers and schedulers of this rehearsal; the stores are in `servers`."""
    env: dict[str, str] = field(default_factory=dict)
    """For every process started from now on, e.g. other leases."""
    mark: str = field(default_factory=lambda: f"rehearsal-{token_hex(6)}")
    _routes: dict[Part, str] = field(default_factory=dict)
    _listener: socket.socket = field(default_factory=socket.socket)

    def __post_init__(self) -> None:
        self._listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        # As bin/up does it: the socket outlives a web process, callers wait in its queue.
        self._listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._listener.bind(("127.0.0.1", 0))
        self._listener.listen(2048)

    @property
    def sim(self) -> Simulator:
        return self.servers.sim

    # Where each part is, as its users are told.

    def target(self, part: Part) -> tuple[str, int]:
        """Host and port of the real one: where a proxy forwards to."""
        ends: dict[Part, str] = {
            "database": self.database.app_url,
            "redis": self.servers.cache.url,
            "green": self.sim.green,
            "deepseek": self.sim.deepseek,
            "web": f"http://127.0.0.1:{self._listener.getsockname()[1]}",
        }
        found = urlsplit(ends[part])
        assert found.hostname is not None
        assert found.port is not None
        return found.hostname, found.port

    def route(self, part: Part, behind: Behind) -> None:
        """From now on users of `part` are sent to `behind.url`'s host and port."""
        self._routes[part] = urlsplit(behind.url).netloc

    def address(self, part: Part) -> str:
        whole: dict[Part, str] = {
            "database": self.database.app_url,
            "redis": self.servers.cache.url,
            "green": self.sim.green,
            "deepseek": self.sim.deepseek,
            "web": "http://{}:{}".format(*self.target("web")),
        }
        return _moved(whole[part], self._routes.get(part))

    @property
    def web_url(self) -> str:
        """The web process itself, past any proxy."""
        return "http://{}:{}".format(*self.target("web"))

    def environment(self) -> dict[str, str]:
        return {
            "HOTELBOT_ENV": "development",
            "HOTELBOT_PUBLIC_URL": self.web_url,
            "HOTELBOT_DATABASE_URL": self.address("database"),
            "HOTELBOT_REDIS_URL": self.address("redis"),
            "HOTELBOT_SECRET_KEY": SECRET,
            "HOTELBOT_GREEN_API_URL": self.address("green"),
            "HOTELBOT_GREEN_API_MEDIA_URL": self.address("green"),
            "HOTELBOT_DEEPSEEK_BASE_URL": self.address("deepseek"),
            "HOTELBOT_DEEPSEEK_API_KEY": MODEL_KEY,
            "HOTELBOT_LOG_FORMAT": "json",
            "HOTELBOT_DATA_DIR": str(self.folder),
            # From a folder of its own, so that nobody's .env is read.
            "PYTHONPATH": str(CHECKOUT),
            "HOTELBOT_WEB_DRAIN_S": "1",
            "HOTELBOT_WEB_FINISH_S": "3",
            **LEASES,
            **self.env,
        }

    # Hotels.

    async def open_hotels(self, how_many: int, **columns: object) -> list[RigHotel]:
        """Each with a number at the simulator, its hook, and something to say to a guest."""
        engine = create_engine(self.database.app_url, pool_size=2, statement_timeout_ms=10_000)
        works = WorkFactory(engine, publisher=Recorder(), waker=Recorder(), vault=Vault(SECRET))
        try:
            made = [await self._open_hotel(works, **columns) for _ in range(how_many)]
        finally:
            await engine.dispose()
        return made

    async def _open_hotel(self, works: WorkFactory, **columns: object) -> RigHotel:
        number = len(self.hotels) + 1
        fixture = await create_hotel(
            works, {"name": f"Hotel {number}", **columns}, green_url=self.address("green")
        )
        hotel = RigHotel(fixture, canary_of(fixture.id))
        self.hotels.append(hotel)
        entries = [
            ("Breakfast", f"Breakfast is served from 7:00 in the {hotel.canary} room."),
            ("WiFi", "The WiFi network is called Guest and needs no password."),
        ]
        async with works.hotel(fixture.id) as work:
            work.session.add_all(
                KnowledgeEntry(hotel_id=fixture.id, title=title, text=text, language="en")
                for title, text in entries
            )
        self.sim.control(
            "instances",
            {
                "id_instance": hotel.id_instance,
                "api_token": API_TOKEN,
                "webhook_url": f"{self.address('web')}/hooks/green/{fixture.hook_id}",
                "webhook_token": WEBHOOK_TOKEN,
                "settings": {"delaySendMessagesMilliseconds": 0},
            },
        )
        return hotel

    # Processes.

    async def web(self, how_many: int = 1, *, app: str = WEB_APP, **env: str) -> Child:
        """The last one started. All accept on one socket, as bin/up has it."""
        for _ in range(how_many):
            child = self._web(app, **env)
            await child.ready()
        return child

    async def worker(self, *options: str, **env: str) -> Child:
        child = self._job("worker", *options, **env)
        await child.ready()
        return child

    async def scheduler(self, **env: str) -> Child:
        child = self._job("scheduler", **env)
        await child.ready()
        return child

    async def whole(self, *, web: int = 1, workers: int = 1) -> None:
        """Web processes, workers and a scheduler, started side by side."""
        children = [self._web(WEB_APP) for _ in range(web)]
        children += [self._job("worker") for _ in range(workers)]
        children.append(self._job("scheduler"))
        for child in children:
            await child.ready()

    def named(self, kind: str) -> list[Child]:
        return [child for child in self.children if child.name.startswith(f"{kind}-")]

    def _web(self, app: str, **env: str) -> Child:
        fd = self._listener.fileno()
        argv = (sys.executable, "-m", "hotelbot_ui.serve", "--fd", str(fd), "--app", app)
        # Its own line tells it from another web process on the same socket.
        return self._launch("web", argv, "web.started", env, fds=(fd,))

    def _job(self, kind: str, *options: str, **env: str) -> Child:
        argv = (sys.executable, "-m", f"jobs.{kind}", *options)
        return self._launch(kind, argv, f"{kind}.started", env)

    def _launch(
        self,
        kind: str,
        argv: tuple[str, ...],
        ready: str,
        env: Mapping[str, str],
        *,
        fds: tuple[int, ...] = (),
    ) -> Child:
        """`env` is for the first life only: a killed process comes back without its fault."""
        name = f"{kind}-{len(self.named(kind)) + 1}"
        service = Service(
            name=name,
            argv=argv,
            env=self.environment(),
            cwd=self.folder,
            pass_fds=fds,
            start_seconds=START_SECONDS,
        )
        child = Child(service, self.folder / f"{name}.log", self.mark, ready_words=ready)
        child.launch(**env)
        self.children.append(child)
        return child

    async def end(self) -> None:
        """The stores stay for the next rehearsal."""
        await self.end_processes()
        self._listener.close()

    async def end_processes(self) -> None:
        for child in self.children:
            if child.is_alive:
                child.thaw()
                child.ask_to_stop()
        for child in self.children:
            if child.is_alive:
                await child.stop()
        sweep({self.mark}, signal.SIGKILL)

    # People.

    @asynccontextmanager
    async def manager(self) -> AsyncIterator[httpx.AsyncClient]:
        """The API, signed in as the first hotel's manager."""
        hashed = await hash_password(PASSWORD)
        account = self.hotels[0].fixture.account
        self.change("update account set password_hash = %s where id = %s", hashed, account.id)
        login = {"email": account.email, "password": PASSWORD}
        async with httpx.AsyncClient(base_url=self.web_url, timeout=30) as client:
            answer = (await client.post("/api/v1/auth/token", json=login)).raise_for_status()
            client.headers["Authorization"] = f"Bearer {answer.json()['access_token']}"
            yield client

    # What became of it.

    def rows(self, query: Query, *values: object) -> list[dict[str, Any]]:
        """As the owner, past every wall; past any proxy too."""
        with psycopg.connect(self.database.owner_url, row_factory=dict_row) as owner:
            return owner.execute(query, values or None).fetchall()

    def value(self, query: Query, *values: object) -> Any:
        (row,) = self.rows(query, *values)
        return next(iter(row.values()))

    def change(self, statement: Query, *values: object) -> int:
        with psycopg.connect(self.database.owner_url, autocommit=True) as owner:
            return owner.execute(statement, values or None).rowcount

    async def settled(self, *, within_s: float = SETTLE_S) -> None:
        """Everything the provider holds was delivered, everything of ours is worked through."""

        def is_so() -> bool:
            # Twice: between the two questions of one look a webhook passes from there to here.
            return not self.unsettled() and not self.unsettled()

        try:
            await until(is_so, seconds=within_s)
        except TimeoutError:
            raise AssertionError(
                f"not settled within {within_s:.0f} s: {self.unsettled()}"
            ) from None

    def unsettled(self) -> dict[str, int]:
        """What still waits, by name; empty: nothing."""
        try:
            (waiting,) = self.rows(_WAITING)
        except psycopg.OperationalError:
            return {"database": 1}
        for instance in self.sim.look("state")["instances"]:
            waiting["sends at the provider"] += instance["sends_waiting"]
            waiting["webhooks at the provider"] += instance["webhooks_waiting"]
        return {name: number for name, number in waiting.items() if number}


_WAITING: LiteralString = """
select (select count(*) from inbox where state = 'new') as inbox,
  (select count(*) from conversation where due_at is not null) as turns,
  (select count(*) from outbox where state in ('queued', 'sending', 'uncertain')) as outbox,
  0 as "sends at the provider", 0 as "webhooks at the provider"
"""


def canary_of(hotel_id: UUID) -> str:
    """Letters only: digits would be taken for a number to be hidden from the model."""
    return "Canary" + "".join(chr(ord("a") + int(digit, 16)) for digit in hotel_id.hex[-12:])


def _moved(url: str, netloc: str | None) -> str:
    """The address with another host and port, and the same name and password."""
    if netloc is None:
        return url
    parts = urlsplit(url)
    login, at, _ = parts.netloc.rpartition("@")
    return urlunsplit(parts._replace(netloc=f"{login}{at}{netloc}"))
