"""Doubtful sends against the simulated Green API: what its lists prove, and what they do not."""

from collections.abc import Awaitable, Callable
from datetime import timedelta

import pytest
from sqlmodel import col, select, update

from backend.domain.ids import ChannelId
from backend.domain.sending import SendTimes
from backend.domain.words import Author, Look, MessageStatus, OutboxState
from backend.features.sending.drain import drain_sends
from backend.integrations.green_api.client import GreenApiClient
from backend.models import Alert, Channel, Conversation, Message, Outbox
from tests.fixtures.desk import Desk
from tests.fixtures.green_api import TOKEN
from tests.simulators.serving import Simulator
from tests.waiting import until

NOW = timedelta(0)
AT_ONCE = SendTimes(reconcile_after=NOW, look_again=NOW, journal_pace=NOW)
Drain = Callable[..., Awaitable[int]]


@pytest.fixture
async def sim(desk: Desk, green_api: Simulator) -> Simulator:
    """With the desk's own number."""
    instance = desk.hotel.channel.id_instance
    green_api.control("instances", {"id_instance": instance, "api_token": TOKEN})
    sealed = desk.works.vault.seal(
        TOKEN.encode(), hotel_id=desk.hotel.id, purpose="channel.api_token"
    )
    async with desk.works.hotel(desk.hotel.id) as work:
        await work.session.exec(
            update(Channel).values(api_url=green_api.green, api_token_sealed=sealed)
        )
    return green_api


@pytest.fixture
def drain(desk: Desk, green_client: GreenApiClient) -> Drain:
    async def run() -> int:
        channel = ChannelId(desk.hotel.channel.id)
        return await drain_sends(
            desk.works, desk.hotel.id, channel, gateway=green_client, times=AT_ONCE
        )

    return run


def _arrived(sim: Simulator, desk: Desk) -> list[str]:
    return [
        entry["text"]
        for entry in sim.look("ledger", kind="whatsapp", limit=1000)["whatsapp"]
        if entry["id_instance"] == desk.hotel.channel.id_instance and entry["by"] == "api"
    ]


async def _doubt(
    desk: Desk,
    sim: Simulator,
    drain: Drain,
    *,
    accepted: bool,
    text: str = "Good evening",
    author: Author = Author.AI,
) -> tuple[Message, Conversation]:
    """The call is cut off; no echo ever comes, because the number has no webhooks."""
    instance = desk.hotel.channel.id_instance
    sim.switch_on(
        "reset", id_instance=instance, method="sendMessage", params={"accepted": accepted}
    )
    chat = await desk.chat()
    message = await desk.queue(chat, text, author=author)
    await drain()
    assert await desk.status(message.id) is MessageStatus.UNCERTAIN
    if accepted:
        await until(lambda: text in _arrived(sim, desk))
    return message, chat


async def test_without_an_echo_the_journal_settles_it(
    desk: Desk, sim: Simulator, drain: Drain
) -> None:
    """Accepted, the answer lost, the webhook lost: found in the journal, sent once."""
    message, _ = await _doubt(desk, sim, drain, accepted=True)
    await drain()
    row = await desk.outbox(message.id)

    assert row.state is OutboxState.ACCEPTED
    assert row.provider_id is not None
    assert _arrived(sim, desk) == ["Good evening"]


async def test_what_never_arrived_goes_out_once_more(
    desk: Desk, sim: Simulator, drain: Drain
) -> None:
    """Neither queue nor journal has it: an answer of the AI may be repeated."""
    message, _ = await _doubt(desk, sim, drain, accepted=False)
    await drain()
    await drain()
    await until(lambda: _arrived(sim, desk) == ["Good evening"])

    assert await desk.status(message.id) is MessageStatus.ACCEPTED
    assert (await desk.outbox(message.id)).attempts == 2


@pytest.mark.parametrize(
    ("text", "author"),
    [
        ("Your door code is 4711 20", Author.AI),
        ("The deposit is 120 EUR", Author.STAFF),
    ],
)
async def test_a_code_or_an_amount_is_left_to_a_person(
    desk: Desk, sim: Simulator, drain: Drain, text: str, author: Author
) -> None:
    """Absent everywhere, and still not repeated by itself."""
    message, _ = await _doubt(desk, sim, drain, accepted=False, text=text, author=author)
    await drain()
    await drain()

    assert (await desk.outbox(message.id)).state is OutboxState.ASKED
    assert await desk.status(message.id) is MessageStatus.UNCERTAIN
    assert _arrived(sim, desk) == []
    assert await _alerts(desk) == ["send_uncertain"]


async def test_a_journal_that_lags_is_not_believed(
    desk: Desk, sim: Simulator, drain: Drain
) -> None:
    """It hides even what Green API accepted since, so that nothing is proved absent; when it
    catches up the message is found. The guest gets it once."""
    message, _ = await _doubt(desk, sim, drain, accepted=True)
    await _look_in(desk, message, timedelta(hours=1))
    other = await desk.queue(await desk.chat(), "elsewhere")
    await drain()
    await until(lambda: "elsewhere" in _arrived(sim, desk))
    sim.switch_on("journal_empty", id_instance=desk.hotel.channel.id_instance)
    await _look_in(desk, message, NOW)
    await drain()
    lagging = await desk.outbox(message.id)
    await drain()

    assert await desk.status(other.id) is MessageStatus.ACCEPTED
    assert (lagging.state, lagging.look) == (OutboxState.UNCERTAIN, Look.INCOMPLETE)
    assert await desk.status(message.id) is MessageStatus.ACCEPTED
    assert sorted(_arrived(sim, desk)) == ["Good evening", "elsewhere"]


async def test_the_same_words_typed_on_the_phone_are_left_to_a_person(
    desk: Desk, sim: Simulator, drain: Drain
) -> None:
    """A colleague answered from the phone while ours was in doubt: no second copy."""
    message, chat = await _doubt(desk, sim, drain, accepted=False)
    phone = {"phone": chat.chat_id.removesuffix("@c.us"), "text": "Good evening"}
    sim.control("phone-message", {"id_instance": desk.hotel.channel.id_instance, **phone})
    await drain()
    row = await desk.outbox(message.id)

    assert (row.state, row.look) == (OutboxState.ASKED, Look.TYPED_ON_PHONE)
    assert _arrived(sim, desk) == []


def test_doubt_ends_within_four_minutes() -> None:
    """Lease, the journal's lag and one look more, with an honest journal."""
    times = SendTimes()

    assert max(times.lease, times.reconcile_after) + times.look_again <= timedelta(minutes=4)


async def _look_in(desk: Desk, message: Message, wait: timedelta) -> None:
    async with desk.works.hotel(desk.hotel.id) as work:
        await work.session.exec(
            update(Outbox)
            .where(col(Outbox.message_id) == message.id)
            .values(next_at=work.now + wait)
        )


async def _alerts(desk: Desk) -> list[str]:
    async with desk.works.hotel(desk.hotel.id) as work:
        return [str(kind) for kind in (await work.session.exec(select(Alert.kind))).all()]
