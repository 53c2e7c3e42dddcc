"""What every AiGateway promises: the real client and the fake of the tests alike."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass

import orjson
import pytest

from backend.domain.answers import read_answer
from backend.integrations.deepseek.client import DeepSeekClient
from backend.ports.ai import AiFailure, AiGateway, AiMessage, AiRequest, AiUnavailable
from tests.fakes.ai import FakeAi
from tests.simulators.serving import Simulator

SILENT_S = 120.0


@dataclass(frozen=True)
class Subject:
    gateway: AiGateway
    fail: Callable[[], None]
    """The next call finds the service overloaded."""
    hang: Callable[[], None]
    """The next call gets no answer."""


@pytest.fixture(params=["client", "fake"])
def subject(request: pytest.FixtureRequest, client: DeepSeekClient, sim: Simulator) -> Subject:
    if request.param == "client":
        return Subject(
            client,
            fail=lambda: sim.switch_on("ai_503"),
            hang=lambda: sim.switch_on("ai_hang", params={"seconds": SILENT_S}),
        )
    fake = FakeAi()
    return Subject(
        fake,
        fail=lambda: setattr(fake, "respond", lambda _: AiFailure.OVERLOADED),
        hang=lambda: setattr(fake, "may_answer", asyncio.Event()),
    )


def asked(deadline_s: float = 5.0) -> AiRequest:
    messages = (AiMessage("system", "Answer as json."), AiMessage("user", "Hello!"))
    return AiRequest(messages, user_id="h-1", max_tokens=300, deadline_s=deadline_s)


async def test_it_answers_in_the_shape_that_was_asked_for(subject: Subject) -> None:
    """One JSON object that our reader takes, with tokens counted."""
    reply = await subject.gateway.complete(asked())

    answer = read_answer(orjson.loads(reply.content), source=reply.model)
    assert answer.reply
    assert reply.usage.completion_tokens > 0


async def test_trouble_has_a_name(subject: Subject) -> None:
    """Nothing but AiUnavailable comes out of it."""
    subject.fail()

    with pytest.raises(AiUnavailable) as raised:
        await subject.gateway.complete(asked())

    assert AiFailure.OVERLOADED == raised.value.failure


async def test_it_keeps_the_deadline(subject: Subject) -> None:
    """Silence ends when the caller said, not later."""
    subject.hang()

    async with asyncio.timeout(SILENT_S / 2):
        with pytest.raises(AiUnavailable) as raised:
            await subject.gateway.complete(asked(deadline_s=0.3))

    assert AiFailure.TIMEOUT == raised.value.failure
