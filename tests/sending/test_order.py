"""Whatever the provider answers and however many drains run: order, and nothing twice."""

import asyncio
from collections import defaultdict, deque
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st
from sqlmodel import col, update

from backend.domain.ids import ChannelId
from backend.domain.sending import SendTimes
from backend.domain.words import OutboxState, SendOutcome
from backend.features.sending.drain import drain_sends
from backend.models import Outbox
from backend.ports.messaging import SendResult
from tests.effort import bounded
from tests.fakes.provider import FakeProvider
from tests.fixtures.desk import Desk
from tests.waiting import PATIENCE_S

NOW = timedelta(0)
AT_ONCE = SendTimes(reconcile_after=NOW, look_again=NOW, journal_pace=NOW)
OUTCOMES = st.sampled_from([None, None, SendOutcome.REFUSED, SendOutcome.AMBIGUOUS])
UNFINISHED = {OutboxState.QUEUED, OutboxState.SENDING, OutboxState.UNCERTAIN}


@bounded(12)
@given(
    chats=st.lists(st.integers(0, 3), min_size=3, max_size=14),
    outcomes=st.lists(OUTCOMES, max_size=14),
    accepted_despite=st.booleans(),
)
async def test_each_conversation_arrives_in_order_and_once(
    desk: Desk, chats: list[int], outcomes: list[SendOutcome | None], accepted_despite: bool
) -> None:
    """Three drains at once, refusals and lost answers in any order."""
    provider = FakeProvider(latency_s=0.002, accepts_despite=accepted_despite)
    provider.script = deque(
        SendResult(outcome, detail="scripted") if outcome else None for outcome in outcomes
    )
    conversations = [await desk.chat() for _ in range(4)]
    wanted: dict[str, list[str]] = defaultdict(list)
    for number, chat in enumerate(chats):
        await desk.queue(conversations[chat], f"message {number}")
        wanted[conversations[chat].chat_id].append(f"message {number}")

    async with asyncio.timeout(PATIENCE_S):
        while any([UNFINISHED & set(await desk.states(chat.id)) for chat in conversations]):
            await asyncio.gather(*(_drain(desk, provider) for _ in range(3)))
            await _let_time_pass(desk)

    arrived: dict[str, list[str]] = defaultdict(list)
    for chat_id, text in provider.ledger:
        arrived[chat_id].append(text)
    assert arrived == wanted
    assert provider.most_in_one_chat <= 1


async def _drain(desk: Desk, provider: FakeProvider) -> None:
    await drain_sends(
        desk.works,
        desk.hotel.id,
        ChannelId(desk.hotel.channel.id),
        gateway=provider,
        times=AT_ONCE,
    )


async def _let_time_pass(desk: Desk) -> None:
    """Waits of a backoff are tested as numbers; here they are over."""
    async with desk.works.hotel(desk.hotel.id) as work:
        await work.session.exec(
            update(Outbox).where(col(Outbox.state) == OutboxState.QUEUED).values(next_at=work.now)
        )
