"""What left the building outside of a turn is in the ledger, whatever came of it."""

import hashlib

import pytest
from sqlmodel import select

from backend.features.ai_calls.asking import ask
from backend.features.ai_calls.service import keep
from backend.models import AiCall
from backend.ports.ai import AiFailure, AiMessage, AiRequest
from tests.fakes.ai import FakeAi, says
from tests.fixtures.desk import Desk

REQUEST = AiRequest(
    messages=(AiMessage("system", "the same for all"), AiMessage("user", "Is <ROOM_1> quiet?")),
    user_id="h",
    max_tokens=50,
    deadline_s=5,
)


@pytest.mark.parametrize("answer", [says("Yes."), AiFailure.OVERLOADED])
async def test_a_call_outside_of_a_turn_is_kept_with_what_left(
    desk: Desk, answer: dict[str, object] | AiFailure
) -> None:
    """A failed one too: the guest's words went out all the same."""
    conversation = await desk.chat()
    ai = FakeAi(respond=lambda _request: answer)
    async with desk.works.hotel(desk.hotel.id) as work:
        now = work.now
    asked = await ask(ai, REQUEST, task="summary", now=now)
    async with desk.works.hotel(desk.hotel.id) as work:
        await keep(work, asked.record, conversation_id=conversation.id)

    async with desk.works.hotel(desk.hotel.id) as work:
        call = (await work.session.exec(select(AiCall))).one()
    assert (call.conversation_id, call.task) == (conversation.id, "summary")
    assert call.outcome == ("overloaded" if answer is AiFailure.OVERLOADED else "ok")
    assert call.payload_redacted == "user: Is <ROOM_1> quiet?"
    first = hashlib.sha256(b"the same for all").hexdigest()
    whole = hashlib.sha256(f"{first}\n{call.payload_redacted}".encode())
    assert call.payload_sha256 == whole.digest()
    assert call.completion_tokens == (0 if answer is AiFailure.OVERLOADED else 20)
