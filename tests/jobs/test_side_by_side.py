"""Two workers over many hotels: they need nothing of each other but the database."""

from collections import Counter
from collections.abc import Awaitable, Callable
from urllib.request import urlopen

import pytest

from launcher.kept import free_port
from tests.fixtures.chats import Chat, Chats
from tests.fixtures.desk import Desk
from tests.jobs.conftest import Processes, eventually, wire
from tests.simulators.serving import Simulator

pytestmark = pytest.mark.slow
HOTELS = 12
MOST_ROUNDS = 40


async def test_two_workers_share_the_load_of_many_hotels_and_double_nothing(
    make_desk: Callable[..., Awaitable[Desk]],
    sim: Simulator,
    processes: Processes,
    chats: Chats,
) -> None:
    """Both send, every question is answered once, and no hotel waits for a certain worker."""
    desks = [await make_desk() for _ in range(HOTELS)]
    for desk in desks:
        await wire(desk, sim)
    ports = [free_port(), free_port()]
    for port in ports:
        processes.worker(HOTELBOT_METRICS_PORT=str(port))
    asked: list[Chat] = []

    async def both_are_up() -> bool:
        return all(_sent(port) is not None for port in ports)

    async def all_answered() -> bool:
        return len(_answers(sim, desks)) == len(asked)

    await eventually(both_are_up)
    for _ in range(MOST_ROUNDS):
        for desk in desks:
            chat = await chats.open(desk.hotel)
            await chat.write("Hello! When is breakfast?")
            asked.append(chat)
        await eventually(all_answered)
        if all(_sent(port) for port in ports):
            break

    assert all(_sent(port) for port in ports)
    assert set(_answers(sim, desks).values()) == {1}
    for chat in asked:
        assert len(await chat.sent()) == 1


def _answers(sim: Simulator, desks: list[Desk]) -> Counter[tuple[int, str]]:
    """How many messages each chat of these hotels got."""
    ours = {desk.hotel.channel.id_instance for desk in desks}
    return Counter(
        (entry["id_instance"], entry["chat_id"])
        for entry in sim.look("ledger", kind="whatsapp", limit=10_000)["whatsapp"]
        if entry["id_instance"] in ours
    )


def _sent(port: int) -> float | None:
    """Messages that the worker with this metrics port has sent; None before it listens."""
    try:
        with urlopen(f"http://127.0.0.1:{port}/metrics", timeout=5) as answer:
            lines = answer.read().decode().splitlines()
    except OSError:
        return None
    name = 'hotelbot_sends_total{outcome="accepted"}'
    return sum(float(line.rpartition(" ")[2]) for line in lines if line.startswith(name))
