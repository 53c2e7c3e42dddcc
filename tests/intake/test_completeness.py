"""What the provider received and never told us: found, brought in, counted, answered by people."""

import asyncio
import socket
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import pytest
import pytest_asyncio
import uvicorn
from sqlmodel import select, update
from starlette.applications import Starlette

from backend.domain.ids import ChannelId
from backend.domain.words import Author, InstanceState, SendOutcome
from backend.features.channels.service import apply_state, find_channel, get_channel
from backend.features.completeness.schemas import CheckView
from backend.features.completeness.service import check_number
from backend.features.turns.drain import drain_turns
from backend.integrations.green_api.client import GreenApiClient
from backend.integrations.green_api.parse import GreenApiReader
from backend.models import Alert, Channel, Conversation, JournalCheck, JournalWatch
from backend.ports.messaging import ChannelAccess, GatewayFailure
from tests.fakes.ai import FakeAi
from tests.fixtures.work import WEBHOOK_TOKEN
from tests.intake.conftest import MakeNumber, Number
from tests.simulators.serving import Simulator
from tests.waiting import until

HOUR = timedelta(hours=1)
PHONES = {"Anna": "79001234561", "Boris": "79001234562", "Carla": "79001234563"}


@dataclass
class Journal:
    """The part of a gateway that a gap is filled from."""

    bodies: list[dict[str, Any]] = field(default_factory=list)
    asked: list[int] = field(default_factory=list)
    is_down: bool = False

    async def list_received(self, access: ChannelAccess, *, minutes: int) -> list[dict[str, Any]]:
        self.asked.append(minutes)
        if self.is_down:
            raise GatewayFailure(SendOutcome.AMBIGUOUS, "journal down", 500)
        return self.bodies


@pytest.fixture
def journal() -> Journal:
    return Journal()


async def test_a_gap_is_filled_without_doubling(number: Number, journal: Journal) -> None:
    """What came by webhook is known under the same key; only what is missing is added, and is
    late however young it is."""
    await _be_born(number, ago=HOUR)
    await number.tell(number.message("A1", "came", ago=1000))
    journal.bodies = [
        number.message("A1", "came", ago=1000),
        number.message("A2", "was lost", ago=300),
    ]
    first = await _check(number, journal)
    await _make_due(number)
    second = await _check(number, journal)
    await number.drain()
    checks = [(one.expected, one.missing, one.filled) for one in (first, second) if one]

    assert checks == [(2, 1, 1), (0, 0, 0)]
    assert [(m.text, m.late) for m in await number.messages()] == [
        ("came", True),
        ("was lost", True),
    ]
    assert await _alerts(number) == ["messages_missing"]


async def test_what_is_still_on_its_way_is_neither_filled_nor_counted(
    number: Number, journal: Journal
) -> None:
    """The webhook of a message of this minute will come; the next check looks at it."""
    await _be_born(number, ago=HOUR)
    journal.bodies = [number.message("A1", "just now", ago=30)]
    check = await _check(number, journal)

    assert check is not None
    assert (check.expected, check.missing) == (0, 0)
    assert await number.inbox() == []


async def test_what_was_written_before_the_number_was_connected_stays_out(
    number: Number, journal: Journal
) -> None:
    """The phone's older chats are nobody's business here."""
    await _be_born(number, ago=timedelta(minutes=20))
    journal.bodies = [
        number.message("A1", "old", ago=1500),
        number.message("A2", "ours", ago=600),
        number.message("G1", "group", chat="1203630@g.us", ago=600),
    ]
    check = await _check(number, journal)
    await number.drain()

    assert check is not None
    assert check.expected == 1
    assert [m.text for m in await number.messages()] == ["ours"]
    assert 20 < journal.asked[0] < 30


async def test_an_entry_that_shows_late_is_counted_with_the_check_that_finds_it(
    number: Number, journal: Journal
) -> None:
    """Each stretch is read twice, so that a slow journal hides nothing for good."""
    await _be_born(number, ago=HOUR)
    await _check(number, journal)
    journal.bodies = [number.message("A1", "shown late", ago=1200)]
    await _make_due(number)
    check = await _check(number, journal)

    assert check is not None
    assert (check.expected, check.missing) == (1, 1)


async def test_words_typed_on_the_phone_are_brought_in_too(
    number: Number, journal: Journal
) -> None:
    """They show who spoke, and end the waiting they answered."""
    await _be_born(number, ago=HOUR)
    typed = number.message("P1", "See you", kind="outgoingMessageReceived", ago=600)
    journal.bodies = [number.message("A1", "Until tomorrow", ago=700), typed]
    await _check(number, journal)
    await number.drain()
    (conversation,) = await number.conversations()

    assert [m.author for m in await number.messages()] == [Author.GUEST, Author.PHONE]
    assert conversation.waiting_since is None


async def test_a_journal_that_cannot_be_read_moves_nothing(
    number: Number, journal: Journal
) -> None:
    """A minute later the same stretch is asked for again; no check is written."""
    await _be_born(number, ago=timedelta(minutes=50))
    journal.is_down = True
    with pytest.raises(GatewayFailure):
        await _check(number, journal)
    async with number.works.hotel(number.hotel.id) as work:
        checks = (await work.session.exec(select(JournalCheck))).all()
        (watch,) = (await work.session.exec(select(JournalWatch))).all()
        assert watch.due_at is not None
        due_in = watch.due_at - work.now

    assert checks == []
    assert await _alerts(number) == []
    assert timedelta(0) < due_in < timedelta(minutes=2)
    assert watch.complete_until is None


async def test_a_number_that_cannot_be_compared_for_an_hour_is_told_once(
    number: Number, journal: Journal
) -> None:
    """Nobody knows what is missing: a person looks at the phone."""
    await _be_born(number, ago=timedelta(hours=2))
    journal.is_down = True
    for _ in range(2):
        with pytest.raises(GatewayFailure):
            await _check(number, journal)
        await _make_due(number)

    assert await _alerts(number) == ["messages_missing"]


async def test_after_an_absence_the_window_covers_it_as_far_as_the_journal_goes(
    number: Number, journal: Journal
) -> None:
    """Two days away: the last day is asked for, in one call."""
    await _be_born(number, ago=timedelta(days=2))
    check = await _check(number, journal)

    assert check is not None
    assert journal.asked == [1440]
    assert check.window_end - check.window_start == timedelta(hours=24) - timedelta(minutes=3)


async def test_a_number_that_is_not_due_is_left_alone(number: Number, journal: Journal) -> None:
    """Two checkers at once are one check."""
    await _be_born(number, ago=HOUR)
    await _check(number, journal)

    assert await _check(number, journal) is None
    assert len(journal.asked) == 1


async def test_a_number_that_is_authorized_again_is_due_at_once(
    number: Number, journal: Journal
) -> None:
    """What guests wrote meanwhile is on the phone, and in the journal."""
    await _be_born(number, ago=HOUR)
    await _check(number, journal)
    for state in (InstanceState.NOT_AUTHORIZED, InstanceState.AUTHORIZED):
        async with number.works.hotel(number.hotel.id) as work:
            channel = await find_channel(work, number.hotel.channel.id, lock=True)
            await apply_state(work, channel, state=state, at=work.now)

    assert await _check(number, journal) is not None


class _Quiet(uvicorn.Server):
    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """The test run's own signals stay with it."""
        yield


@pytest_asyncio.fixture
async def address(hook_app: Starlette) -> AsyncIterator[str]:
    """Our webhook route on a port, in this loop."""
    server = _Quiet(uvicorn.Config(hook_app, log_level="critical", lifespan="off"))
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        serving = asyncio.create_task(server.serve([listening]))
        await until(lambda: server.started)
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        server.should_exit = True
        await serving


@pytest.mark.usefixtures("green_api")
async def test_webhooks_dead_for_a_while_lose_nothing_and_double_nothing(
    make_number: MakeNumber,
    running_green_api: Simulator,
    green_client: GreenApiClient,
    address: str,
) -> None:
    """Every message appears in its place, marked late; the older ones wait for people, the
    younger one is answered once; the meter shows it, and a second look finds nothing."""
    number = await make_number(late_minutes=15)
    sim = running_green_api
    await _connect(number, sim, address)
    await _be_born(number, ago=HOUR)
    await _write(number, sim, "Anna", "Good morning", ago=1800)
    await until(lambda: _has_inbox(number, 1))
    sim.switch_on("webhook_drop", id_instance=number.hotel.channel.id_instance, count=3)
    await _write(number, sim, "Anna", "Is there a crib?", ago=1500)
    await _write(number, sim, "Boris", "We are late", ago=1200)
    await _write(number, sim, "Carla", "Hello, is breakfast included?", ago=800)
    sim.control("settings", {"rate_limits": True})
    found = await _check(number, green_client)
    sim.control("settings", {"rate_limits": False})
    await number.drain()
    ai = FakeAi()
    for _ in range(2):
        await drain_turns(number.works, number.hotel.id, ai=ai, limit=10)
    await _make_due(number)
    again = await _check(number, green_client)
    await number.drain()
    await drain_turns(number.works, number.hotel.id, ai=ai, limit=10)
    async with number.works.hotel(number.hotel.id) as work:
        view = await get_channel(work, number.hotel.channel.id)
        waiting = {
            row.chat_id
            for row in (await work.session.exec(select(Conversation))).all()
            if row.waiting_since
        }
    said = [m for m in await number.messages() if m.author is Author.GUEST]
    answers = [m for m in await number.messages() if m.author is Author.AI]

    assert found is not None
    assert again is not None
    assert (found.expected, found.missing, found.filled) == (4, 3, 3)
    assert again.missing == 0
    assert [(m.text, m.late) for m in said] == [
        ("Good morning", True),
        ("Is there a crib?", True),
        ("We are late", True),
        ("Hello, is breakfast included?", True),
    ]
    assert waiting == {f"{PHONES['Anna']}@c.us", f"{PHONES['Boris']}@c.us"}
    assert len(answers) == 1
    assert view.completeness is not None
    assert (view.completeness.missing, view.completeness.expected) == (3, 4)


async def _connect(number: Number, sim: Simulator, address: str) -> None:
    async with number.works.hotel(number.hotel.id) as work:
        await work.session.exec(update(Channel).values(api_url=sim.green, media_url=sim.green))
    sim.control(
        "instances",
        {
            "id_instance": number.hotel.channel.id_instance,
            "api_token": "a" * 50,
            "webhook_url": f"{address}{number.path}",
            "webhook_token": WEBHOOK_TOKEN,
        },
    )


async def _write(number: Number, sim: Simulator, name: str, text: str, *, ago: int) -> None:
    sim.control(
        "guest-message",
        {
            "id_instance": number.hotel.channel.id_instance,
            "phone": PHONES[name],
            "name": name,
            "text": text,
            "timestamp": int(time.time()) - ago,
        },
    )


async def _check(number: Number, gateway: Any) -> CheckView | None:
    return await check_number(
        number.works,
        gateway,
        hotel_id=number.hotel.id,
        channel_id=ChannelId(number.hotel.channel.id),
        reader=GreenApiReader(),
    )


async def _be_born(number: Number, *, ago: timedelta) -> None:
    """The number has been connected for so long."""
    async with number.works.hotel(number.hotel.id) as work:
        await work.session.exec(update(Channel).values(created_at=work.now - ago))


async def _make_due(number: Number) -> None:
    async with number.works.hotel(number.hotel.id) as work:
        await work.session.exec(update(JournalWatch).values(due_at=work.now, free_at=None))


async def _has_inbox(number: Number, rows: int) -> bool:
    return len(await number.inbox()) == rows


async def _alerts(number: Number) -> list[str]:
    async with number.works.hotel(number.hotel.id) as work:
        return [str(kind) for kind in (await work.session.exec(select(Alert.kind))).all()]
