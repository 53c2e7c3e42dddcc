"""Real worker and scheduler processes on the test's database, Valkey and simulators."""

import asyncio
import os
import signal
import subprocess
import sys
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic

import psycopg
import pytest
from sqlmodel import update

from backend.models import Channel
from tests.fixtures.database import CHECKOUT, Database
from tests.fixtures.desk import Desk
from tests.fixtures.work import SECRET, HotelFixture
from tests.simulators.serving import Simulator, simulator
from tests.waiting import PATIENCE_S

END_S = 12.0


@pytest.fixture(scope="session")
def sim_server() -> Iterator[Simulator]:
    with simulator() as running:
        yield running


@pytest.fixture
def sim(sim_server: Simulator) -> Simulator:
    sim_server.control("reset")
    return sim_server


@dataclass
class Processes:
    """Starts the product's own processes; whatever a test leaves running is ended after it."""

    env: dict[str, str]
    folder: Path
    running: list[subprocess.Popen[bytes]] = field(default_factory=list)

    def worker(self, **env: str) -> subprocess.Popen[bytes]:
        return self._start("jobs.worker", "--name", "test", **env)

    def scheduler(self, **env: str) -> subprocess.Popen[bytes]:
        return self._start("jobs.scheduler", **env)

    def output(self) -> str:
        return "\n".join(path.read_text() for path in sorted(self.folder.glob("*.log")))

    def _start(self, *module: str, **env: str) -> subprocess.Popen[bytes]:
        with (self.folder / f"{len(self.running)}.log").open("wb") as output:
            process = subprocess.Popen(
                [sys.executable, "-m", *module],
                cwd=CHECKOUT,
                env={**os.environ, **self.env, **env},
                stdout=output,
                stderr=subprocess.STDOUT,
            )
        self.running.append(process)
        return process

    def end(self) -> None:
        for process in self.running:
            process.send_signal(signal.SIGTERM)
        for process in self.running:
            try:
                process.wait(END_S)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


@pytest.fixture
async def processes(
    database: Database,
    flushed_redis_url: str,
    sim: Simulator,
    tmp_path: Path,
    owner: psycopg.AsyncConnection,
) -> AsyncIterator[Processes]:
    # A worker serves every hotel of the database: what earlier tests left must not meet it.
    for left in (
        "update outbox set state = 'cancelled' where state in ('queued', 'sending', 'uncertain')",
        "update inbox set state = 'ignored' where state = 'new'",
        "update conversation set due_at = null where due_at is not null",
    ):
        await owner.execute(left)
    env = {
        "HOTELBOT_DATABASE_URL": database.app_url,
        "HOTELBOT_REDIS_URL": flushed_redis_url,
        "HOTELBOT_SECRET_KEY": SECRET,
        "HOTELBOT_DEEPSEEK_BASE_URL": sim.deepseek,
        "HOTELBOT_DEEPSEEK_API_KEY": "simulated",
        "HOTELBOT_RECONCILE_AFTER_S": "1",
    }
    made = Processes(env, tmp_path)
    yield made
    made.end()
    print(made.output())  # shown when the test failed


@pytest.fixture
async def wired_desk(make_desk: Callable[..., Awaitable[Desk]], sim: Simulator) -> Desk:
    """A hotel whose number is one of the simulator's."""
    desk = await make_desk()
    await wire(desk, sim)
    return desk


async def wire(desk: Desk, sim: Simulator) -> None:
    async with desk.works.hotel(desk.hotel.id) as work:
        await work.session.exec(update(Channel).values(api_url=sim.green, media_url=sim.green))
    sim.control(
        "instances",
        {"id_instance": desk.hotel.channel.id_instance, "api_token": "a" * 50},
    )


async def eventually(is_so: Callable[[], Awaitable[object]]) -> None:
    """Looks again and again until the condition holds; fails when it does not in time."""
    deadline = monotonic() + PATIENCE_S
    while not await is_so():
        assert monotonic() < deadline, "it did not happen in time"
        await asyncio.sleep(0.05)


def arrived(sim: Simulator, hotel: HotelFixture) -> list[str]:
    """What reached WhatsApp from this hotel's number, in order."""
    return [
        entry["text"]
        for entry in sim.look("ledger", kind="whatsapp", limit=1000)["whatsapp"]
        if entry["id_instance"] == hotel.channel.id_instance
    ]
