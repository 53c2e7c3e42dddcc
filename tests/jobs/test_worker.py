"""A worker process, and what is left when it dies at the worst moment."""

import signal

import pytest

from backend.domain.words import MessageStatus, OutboxState
from tests.fixtures.desk import Desk
from tests.jobs.conftest import Processes, arrived, eventually
from tests.simulators.serving import Simulator
from tests.waiting import PATIENCE_S

pytestmark = pytest.mark.slow
NEVER_S = "600"
"""The worker's time to finish, where the end must come without it."""
LEFT = {
    MessageStatus.ACCEPTED,
    MessageStatus.SENT,
    MessageStatus.DELIVERED,
    MessageStatus.READ,
}


async def test_a_worker_sends_what_was_queued_without_any_wake(
    wired_desk: Desk, sim: Simulator, processes: Processes
) -> None:
    """Wakes are hints: the worker looks by itself."""
    message = await wired_desk.queue(await wired_desk.chat(), "Good evening")
    processes.worker()

    async def accepted() -> bool:
        return await wired_desk.status(message.id) in LEFT

    await eventually(accepted)
    assert arrived(sim, wired_desk.hotel) == ["Good evening"]


@pytest.mark.parametrize("step", ["send.claimed:1", "send.called:1"])
async def test_a_worker_killed_around_the_call_sends_exactly_once(
    wired_desk: Desk, sim: Simulator, processes: Processes, step: str
) -> None:
    """Before the call: sent by the next worker. After it: found in the journal, not repeated."""
    chat = await wired_desk.chat()
    first = await wired_desk.queue(chat, "one")
    await wired_desk.queue(chat, "two")
    # Short, because its end is waited for; of the one who comes after, nobody waits for it.
    killed = processes.worker(FAULT=step, HOTELBOT_SEND_LEASE_S="4")
    assert killed.wait(PATIENCE_S) == -signal.SIGKILL
    state = (await wired_desk.outbox(first.id)).state
    processes.worker()

    async def all_accepted() -> bool:
        return set(await wired_desk.states(chat.id)) == {OutboxState.ACCEPTED}

    await eventually(all_accepted)
    assert state is OutboxState.SENDING
    assert arrived(sim, wired_desk.hotel) == ["one", "two"]


@pytest.mark.parametrize(
    "fault",
    [
        {"kind": "reset", "params": {"accepted": True, "mid_body": True}},
        {"kind": "html_200"},
        {"kind": "no_id_message"},
        {"kind": "http_502", "params": {"accepted": True}},
        {"kind": "http_502", "params": {"accepted": False}},
        {"kind": "reset", "params": {"accepted": False}},
        {"kind": "http_429"},
    ],
    ids=lambda fault: f"{fault['kind']}-{fault.get('params', '')}",
)
async def test_every_lost_answer_ends_in_one_message(
    wired_desk: Desk, sim: Simulator, processes: Processes, fault: dict[str, object]
) -> None:
    """Whether the provider took it or not: the guest reads each line once, in order."""
    sim.control("faults", {"count": 1, "method": "sendMessage", **fault})
    chat = await wired_desk.chat()
    for text in ("one", "two"):
        await wired_desk.queue(chat, text)
    processes.worker()

    async def all_accepted() -> bool:
        return set(await wired_desk.states(chat.id)) == {OutboxState.ACCEPTED}

    await eventually(all_accepted)
    assert arrived(sim, wired_desk.hotel) == ["one", "two"]


async def test_a_worker_asked_to_stop_ends_within_seconds(
    wired_desk: Desk, sim: Simulator, processes: Processes
) -> None:
    """A call under way is finished first, so nothing becomes uncertain."""
    sim.control(
        "faults", {"kind": "delay", "method": "sendMessage", "count": 1, "params": {"seconds": 2}}
    )
    message = await wired_desk.queue(await wired_desk.chat())
    worker = processes.worker(HOTELBOT_WORKER_FINISH_S=NEVER_S)

    async def under_way() -> bool:
        return any(entry["method"] == "sendMessage" for entry in sim.ledger("requests"))

    await eventually(under_way)
    worker.send_signal(signal.SIGTERM)
    code = worker.wait(PATIENCE_S)

    assert code == 0
    assert (await wired_desk.outbox(message.id)).state is OutboxState.ACCEPTED


async def test_an_idle_worker_ends_at_once(processes: Processes, wired_desk: Desk) -> None:
    """Restarts and deploys do not wait for nothing."""
    worker = processes.worker(HOTELBOT_WORKER_FINISH_S=NEVER_S)

    async def started() -> bool:
        return "worker.started" in processes.output()

    await eventually(started)
    worker.send_signal(signal.SIGTERM)

    assert worker.wait(PATIENCE_S) == 0
