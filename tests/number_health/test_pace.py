"""Refusals slow one number down, keep its order, and touch no other."""

import asyncio
from collections import defaultdict
from collections.abc import Awaitable, Callable

from backend.domain.words import NumberEventKind, OutboxState, SendOutcome
from backend.features.number_health.service import gap_now
from backend.integrations.green_api.client import GreenApiClient
from backend.models import Channel
from backend.ports.messaging import ChannelAccess, SendResult
from tests.fakes.provider import FakeProvider
from tests.fixtures.desk import Desk
from tests.fixtures.green_api import TOKEN
from tests.number_health.conftest import Line
from tests.simulators.serving import Simulator
from tests.waiting import until

AT_ONCE = 3
"""Drains beside the one that hangs; the tests have few connections."""
CROWDED = SendResult(SendOutcome.REFUSED, http_status=429, detail="rate_limited")


async def test_a_burst_of_refusals_keeps_order_and_loses_nothing(
    desk: Desk, green_api: Simulator, green_client: GreenApiClient, id_instance: int
) -> None:
    """A hundred messages to eighty guests; thirty calls in a row are too many for the provider."""
    green_api.switch_on("http_429", count=30, id_instance=id_instance)
    line = Line(desk, green_client)  # type: ignore[arg-type]
    async with desk.works.hotel(desk.hotel.id) as work:
        await work.session.merge(
            Channel.model_validate(
                {
                    **desk.hotel.channel.model_dump(),
                    "id_instance": id_instance,
                    "api_token_sealed": work.vault.seal(
                        TOKEN.encode(), hotel_id=desk.hotel.id, purpose="channel.api_token"
                    ),
                    "api_url": green_api.green,
                }
            )
        )
    chats = [await line.chat() for _ in range(80)]
    for round_ in range(2):
        for chat in chats[: 80 if round_ == 0 else 20]:
            await line.queue(text=f"{chat.id} {round_}", chat=chat)

    async with asyncio.timeout(300):
        while any([set(await desk.states(chat.id)) != {OutboxState.ACCEPTED} for chat in chats]):
            await line.drain()
    health = await line.health()
    arrived: dict[str, list[str]] = defaultdict(list)
    for entry in green_api.look("ledger", kind="whatsapp", limit=1000)["whatsapp"]:
        if entry["id_instance"] == id_instance:
            arrived[entry["chat_id"]].append(entry["text"])

    assert {chat.chat_id: len(arrived[chat.chat_id]) for chat in chats} == {
        chat.chat_id: 2 if place < 20 else 1 for place, chat in enumerate(chats)
    }
    assert all(texts == sorted(texts) for texts in arrived.values())
    assert health.pace.share < 1
    assert health.pace.reasons == ["too_many_requests"]
    assert health.pace.full_at is not None
    assert NumberEventKind.SLOWED in {event.kind for event in health.events}


async def test_a_refusal_doubles_the_gap(line: Line) -> None:
    """One second between two messages becomes two, and the refused one still arrives."""
    await line.set(send_interval_ms=1000)
    line.provider.script.append(CROWDED)
    await line.queue()
    before = await line.channel()
    await line.drain()
    after = await line.channel()

    assert gap_now(before, after.pace_at or before.created_at).total_seconds() == 1.0  # type: ignore[arg-type]
    assert after.pace_at is not None
    assert gap_now(after, after.pace_at).total_seconds() == 2.0
    await until(lambda: _arrives(line), seconds=30)


async def _arrives(line: Line) -> bool:
    await line.drain()
    return len(line.arrived()) == 1


class Exchange:
    """Fifty providers behind one gateway, as the worker sees them."""

    def __init__(self) -> None:
        self.providers: dict[int, FakeProvider] = defaultdict(FakeProvider)
        self.stuck: int | None = None
        self.let_go = asyncio.Event()

    async def send_text(
        self, access: ChannelAccess, *, chat_id: str, text: str, quoted_id: str | None = None
    ) -> SendResult:
        if access.id_instance == self.stuck:
            await self.let_go.wait()
        provider = self.providers[access.id_instance]
        return await provider.send_text(access, chat_id=chat_id, text=text, quoted_id=quoted_id)


async def test_fifty_numbers_do_not_wait_for_each_other(
    make_line: Callable[[], Awaitable[Line]],
) -> None:
    """One hangs and one is refused: the other forty-eight finish at their own pace meanwhile."""
    exchange = Exchange()
    lines = [await make_line() for _ in range(50)]
    for line in lines:
        line.provider = exchange  # type: ignore[assignment]
        await line.set(send_interval_ms=20)
        for number in range(3):
            await line.queue(text=f"message {number}")
    stuck, refused, *others = lines
    exchange.stuck = stuck.desk.hotel.channel.id_instance
    exchange.providers[refused.desk.hotel.channel.id_instance].script.append(CROWDED)
    hanging = asyncio.create_task(stuck.drain())
    async with asyncio.timeout(300):
        gate = asyncio.Semaphore(AT_ONCE)
        await asyncio.gather(*(_finish(line, exchange, gate) for line in (refused, *others)))
        waited = not hanging.done()
        exchange.let_go.set()
        await hanging
        await _finish(stuck, exchange, gate)

    assert waited
    assert [one.ledger for one in exchange.providers.values() if len(one.ledger) != 3] == []
    shares = [(await line.health()).pace.share for line in lines]
    assert [share for share in shares if share < 1] == [shares[1]]


async def _finish(line: Line, exchange: Exchange, gate: asyncio.Semaphore) -> None:
    provider = exchange.providers[line.desk.hotel.channel.id_instance]
    while len(provider.ledger) < 3:
        async with gate:
            await line.drain()
