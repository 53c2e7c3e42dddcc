"""From a guest's question to the answer on the phone: turns and sends of a worker in a row."""

import pytest

from tests.fixtures.chats import Chats
from tests.fixtures.desk import Desk
from tests.jobs.conftest import Processes, arrived, eventually
from tests.simulators.serving import Simulator

pytestmark = pytest.mark.slow


async def test_a_guests_question_is_answered_on_the_phone(
    wired_desk: Desk, sim: Simulator, processes: Processes, chats: Chats
) -> None:
    """The turn's answer wakes the sends of the same worker; nobody else is needed."""
    chat = await chats.open(wired_desk.hotel)
    await chat.write("Hello! When is breakfast?")
    processes.worker()

    async def answered() -> bool:
        return len(arrived(sim, wired_desk.hotel)) == 1

    await eventually(answered)
    said = await chat.sent()
    assert [message.text for message in said] == arrived(sim, wired_desk.hotel)
