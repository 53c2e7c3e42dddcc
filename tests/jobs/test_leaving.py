"""Processes that are asked to end: nothing under way is lost, nobody waits for a lease."""

import asyncio
import os
import signal
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import httpx
import pytest

from backend.work import WorkFactory
from launcher.kept import free_port
from tests.fixtures.chats import Chats
from tests.fixtures.database import CHECKOUT
from tests.fixtures.desk import Desk
from tests.fixtures.served import GATE
from tests.jobs.conftest import Processes, arrived, eventually
from tests.simulators.serving import Simulator
from tests.waiting import PATIENCE_S

pytestmark = pytest.mark.slow


def start_web(env: dict[str, str], folder: Path, port: int) -> subprocess.Popen[bytes]:
    app = "tests.fixtures.served:app"
    with (folder / "web.log").open("wb") as output:
        return subprocess.Popen(
            [sys.executable, "-m", "hotelbot_ui.serve", "--port", str(port), "--app", app],
            cwd=CHECKOUT,
            env={**os.environ, **env, GATE: str(folder / "gate")},
            stdout=output,
            stderr=subprocess.STDOUT,
        )


@asynccontextmanager
async def web(env: dict[str, str], folder: Path, **more: str) -> AsyncIterator["Web"]:
    port = free_port()
    process = start_web({**env, **more}, folder, port)
    try:
        async with httpx.AsyncClient(
            base_url=f"http://127.0.0.1:{port}", timeout=PATIENCE_S
        ) as client:
            made = Web(process, client)
            await eventually(lambda: made.ready_is(200))
            yield made
    finally:
        process.kill()
        process.wait()
        print((folder / "web.log").read_text())


class Web:
    def __init__(self, process: subprocess.Popen[bytes], client: httpx.AsyncClient) -> None:
        self.process = process
        self.client = client

    async def ready_is(self, status: int) -> bool:
        try:
            return (await self.client.get("/health/ready")).status_code == status
        except httpx.TransportError:
            return False

    async def has_ended(self) -> bool:
        return self.process.poll() is not None


async def test_a_web_process_says_that_it_leaves_and_finishes_what_it_began(
    processes: Processes, tmp_path: Path
) -> None:
    """Not ready at once, still accepting for a moment; the request under way is answered."""
    async with web(processes.env, tmp_path, HOTELBOT_WEB_DRAIN_S="10") as served:
        waiting = asyncio.create_task(served.client.get("/waits"))
        entered = tmp_path / "gate.entered"

        async def has_entered() -> bool:
            return entered.exists()

        await eventually(has_entered)
        served.process.send_signal(signal.SIGTERM)
        await eventually(lambda: served.ready_is(503))
        while_leaving = await served.client.get("/health/live")
        (tmp_path / "gate").touch()
        answer = await waiting
        await eventually(served.has_ended)

    assert while_leaving.status_code == 200
    assert (answer.status_code, answer.text) == (200, "finished")
    assert served.process.returncode == -signal.SIGTERM


async def test_what_never_ends_does_not_keep_a_web_process(
    processes: Processes, tmp_path: Path
) -> None:
    """After its time to finish it goes, whatever is still open."""
    more = {"HOTELBOT_WEB_DRAIN_S": "0", "HOTELBOT_WEB_FINISH_S": "1"}
    async with web(processes.env, tmp_path, **more) as served:
        waiting = asyncio.create_task(served.client.get("/waits"))

        async def has_entered() -> bool:
            return (tmp_path / "gate.entered").exists()

        await eventually(has_entered)
        served.process.send_signal(signal.SIGTERM)
        await eventually(served.has_ended)
        cut = await asyncio.gather(waiting, return_exceptions=True)

    assert isinstance(cut[0], httpx.TransportError) or cut[0].status_code >= 500  # type: ignore[union-attr]


async def test_another_worker_goes_on_at_once_with_an_unfinished_turn(
    wired_desk: Desk,
    sim: Simulator,
    processes: Processes,
    works: WorkFactory,
    chats: Chats,
) -> None:
    """The model is slow, the worker is asked to end: its lease is given back, its attempt does not
    count, and the next worker answers."""
    chat = await chats.open(wired_desk.hotel)
    sim.control("settings", {"ai_latency_s": 60})
    await chat.write("Hello, when is breakfast?")
    first = processes.worker(HOTELBOT_WORKER_FINISH_S="0.5")

    async def is_claimed() -> bool:
        return (await chat.row()).lease_until is not None

    await eventually(is_claimed)
    first.send_signal(signal.SIGTERM)
    code = await asyncio.to_thread(first.wait, PATIENCE_S)
    left = await chat.row()
    sim.control("settings", {"ai_latency_s": 0})
    processes.worker()

    async def has_answer() -> bool:
        return bool(arrived(sim, wired_desk.hotel))

    await eventually(has_answer)
    assert code == 0
    assert (left.lease_until, left.attempts) == (None, 0)
    assert left.due_at is not None
    assert len(arrived(sim, wired_desk.hotel)) == 1
