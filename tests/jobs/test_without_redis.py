"""Redis may vanish or forget at any moment: messages come later, never not at all."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
import redis
from redis.asyncio import Redis

from backend.domain.words import OutboxState
from backend.kit.crypto import Vault
from backend.ports.wake import WorkKind
from backend.realtime import wake
from backend.realtime.publish import RedisPublisher
from backend.realtime.redis_client import QUESTION_S, create_redis
from backend.realtime.wake import RqWaker
from backend.work import WorkFactory
from launcher.kept import free_port, kept_secret
from launcher.service import running
from launcher.valkey import Valkey, write_configuration
from tests.fixtures.desk import Desk
from tests.fixtures.silence import silence
from tests.jobs.conftest import Processes, arrived, eventually
from tests.simulators.serving import Simulator
from tests.waiting import PATIENCE_S

pytestmark = pytest.mark.slow


@pytest.fixture
def own_valkey(tmp_path: Path) -> Valkey:
    """Not started: the test decides when it lives."""
    server = Valkey(folder=tmp_path, port=free_port(), password=kept_secret(tmp_path / "password"))
    write_configuration(server, keep=False)
    return server


@asynccontextmanager
async def waking(desk: Desk, url: str, vault: Vault) -> AsyncIterator[Desk]:
    """The same desk, with real wakes and live events instead of recorders."""
    client = create_redis(url)
    works = WorkFactory(
        desk.works.engine, publisher=RedisPublisher(client), waker=RqWaker(client), vault=vault
    )
    yield Desk(works, desk.hotel)
    await client.aclose()


async def test_messages_flow_while_redis_is_dead_and_after_it_is_back(
    wired_desk: Desk, sim: Simulator, processes: Processes, own_valkey: Valkey, vault: Vault
) -> None:
    """The worker outlives its Redis, sends by its own looking, and takes wakes again later."""

    async def have_arrived(count: int) -> bool:
        return len(arrived(sim, wired_desk.hotel)) == count

    async with waking(wired_desk, own_valkey.url, vault) as desk:
        chat = await desk.chat()
        with running(own_valkey.service()) as server:
            worker = processes.worker(HOTELBOT_REDIS_URL=own_valkey.url)
            await desk.queue(chat, "before")
            await eventually(lambda: have_arrived(1))
            server.kill()
            server.wait()
        await desk.queue(chat, "without")
        await eventually(lambda: have_arrived(2))
        with running(own_valkey.service()):
            await desk.queue(chat, "again")
            await eventually(lambda: have_arrived(3))
            await eventually(lambda: _has_taken_the_wake(own_valkey.url))
            still_running = worker.poll() is None

    assert still_running
    assert arrived(sim, wired_desk.hotel) == ["before", "without", "again"]


async def test_a_flush_under_load_loses_nothing(
    wired_desk: Desk, sim: Simulator, processes: Processes, flushed_redis_url: str, vault: Vault
) -> None:
    """Queue, markers and live counters are gone several times; every message still arrives once."""
    sim.control("settings", {"rate_limits": False})
    with redis.Redis.from_url(flushed_redis_url) as client:
        async with waking(wired_desk, flushed_redis_url, vault) as desk:
            chats = [await desk.chat() for _ in range(4)]
            processes.worker()
            for number in range(40):
                await desk.queue(chats[number % 4], f"message {number}")
                if number % 7 == 0:
                    client.flushdb()

            async def all_accepted() -> bool:
                states = [set(await desk.states(chat.id)) for chat in chats]
                return all(state == {OutboxState.ACCEPTED} for state in states)

            await eventually(all_accepted)
    sim.control("settings", {"rate_limits": True})

    wanted = sorted(f"message {number}" for number in range(40))
    assert sorted(arrived(sim, wired_desk.hotel)) == wanted


async def test_a_wake_costs_no_more_than_its_bound_when_redis_is_away(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Whoever commits must not wait for a hint: its own bound ends the wake, whatever the client
    would wait for."""
    bound = QUESTION_S
    monkeypatch.setattr(wake, "QUESTION_S", 0.01)
    async with silence() as url, Redis.from_url(url, socket_timeout=2 * PATIENCE_S) as client:
        async with asyncio.timeout(PATIENCE_S):
            await RqWaker(client).wake([WorkKind.SENDS])

    assert bound <= 0.7


async def _has_taken_the_wake(url: str) -> bool:
    with redis.Redis.from_url(url) as client:
        return client.llen("rq:queue:work") == 0 and not client.exists("wake:sends")
