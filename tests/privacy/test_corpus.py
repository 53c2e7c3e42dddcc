"""Planted personal data in five languages goes through a whole turn, and none of it is on the wire.

What is read is what the simulator of the model received.
"""

from collections.abc import AsyncIterator, Awaitable, Callable, Iterator

import httpx
import pytest
import pytest_asyncio
from pydantic import SecretStr

from backend.domain.pseudonyms import Pseudonyms
from backend.features.turns.drain import drain_turns
from backend.integrations.deepseek.client import DeepSeekClient
from backend.work import WorkFactory
from bench._planted import FRESH_SET, KNOWN_SET, Case, cases, leaks
from tests.fixtures.chats import Chats
from tests.fixtures.work import HotelFixture
from tests.simulators.serving import Simulator, simulator
from tests.turns.stage import BREAKFAST, teach

# A name that nothing says is one, and a street whose kind is in no list: docs/privacy.md says so.
NOT_FOUND = {"Stefan Wolf", "9 Harbour View"}
FEWEST_CALLS = 0.9
"""A few of the messages ask for a person, who is called without the model."""


@pytest.fixture(scope="module")
def running() -> Iterator[Simulator]:
    with simulator() as one:
        yield one


@pytest_asyncio.fixture
async def client(running: Simulator) -> AsyncIterator[DeepSeekClient]:
    running.control("reset")
    async with httpx.AsyncHTTPTransport(trust_env=False) as transport:
        yield DeepSeekClient(
            transport,
            base_url=running.deepseek,
            api_key=SecretStr("sk-test"),
            model="deepseek-flash",
        )


Through = Callable[[list[Case]], Awaitable[list[tuple[Case, str]]]]


@pytest.fixture
def through(
    works: WorkFactory,
    hotel: HotelFixture,
    chats: Chats,
    client: DeepSeekClient,
    running: Simulator,
) -> Through:
    """Each case is a guest's message; (case, the bodies that were sent for it)."""

    async def go(planted: list[Case]) -> list[tuple[Case, str]]:
        await teach(works, hotel, ("Breakfast", BREAKFAST))
        for number, case in enumerate(planted):
            known = case.known
            room = known.rooms[0] if known.rooms else None
            chat = await chats.open(hotel, name=known.names[0], room=room)
            await chat.write(f"{case.text} (c{number})")
        while await drain_turns(works, hotel.id, ai=client, limit=40):
            pass
        # The first message is the same for all; the second one is the date and the stay.
        bodies = [
            "\n".join(one["content"] for one in entry["request"]["messages"][2:])
            for entry in running.ledger("ai")
        ]
        return [
            (case, body)
            for number, case in enumerate(planted)
            for body in bodies
            if f"(c{number})" in body
        ]

    return go


@pytest.mark.parametrize(("name", "not_found"), [(KNOWN_SET, set()), (FRESH_SET, NOT_FOUND)])
async def test_nothing_planted_is_on_the_wire(
    through: Through, name: str, not_found: set[str]
) -> None:
    """Phones in many writings, names, e-mails, cards, passports, rooms, bookings, accounts, days
    of birth and addresses."""
    planted = list(cases(name))
    sent = await through(planted)

    assert len(sent) >= FEWEST_CALLS * len(planted)
    assert not_found == {case.planted for case, body in sent if leaks(case, body)}


async def test_without_the_placeholders_nearly_all_of_it_would_be(
    through: Through, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same corpus by the same look: what it finds is there to be found."""
    monkeypatch.setattr(Pseudonyms, "hide", lambda _self, text: text)
    planted = list(cases(KNOWN_SET))[::3]
    sent = await through(planted)

    assert len(sent) >= FEWEST_CALLS * len(planted)
    assert all(leaks(case, body) for case, body in sent)


def test_the_corpus_is_large_and_speaks_five_languages() -> None:
    """At least 150 cases, and what everybody has in each language."""
    known = list(cases(KNOWN_SET))
    assert len(known) >= 150
    assert len({case.text for case in known}) == len(known)
    assert {case.language for case in known} == {"en", "de", "es", "ru", "fr"}
    for kind in ("phone", "name", "email", "card", "passport", "room", "address", "birth"):
        assert len({case.language for case in known if case.kind == kind}) == 5
