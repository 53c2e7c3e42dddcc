"""Staff see what an answer of the AI stands on."""

import pytest

from backend.errors import NotFound
from backend.features.knowledge.service import delete_entry, list_entries
from backend.features.turns.drain import drain_turns
from backend.features.turns.service import evidence_of
from backend.work import WorkFactory
from tests.fakes.ai import FakeAi, says
from tests.fixtures.chats import Chats
from tests.fixtures.work import HotelFixture
from tests.turns.stage import BREAKFAST, teach
from tests.turns.test_answers import MakeHotel

SENTENCES = [
    {"text": "Hello <GUEST>!", "sources": []},
    {"text": "Breakfast is from 7:00 to 10:30.", "sources": ["k1"]},
    {"text": "It costs 25 EUR.", "sources": ["k1"]},
]


async def test_each_sentence_shows_its_entry_as_it_reads_now(
    works: WorkFactory, hotel: HotelFixture, chats: Chats
) -> None:
    """Kept and left out, with the reason; a deleted entry keeps its title and says so."""
    await teach(works, hotel, ("Breakfast", BREAKFAST))
    chat = await chats.open(hotel)
    await chat.write("When is breakfast?")
    said = says() | {"sentences": SENTENCES}
    await drain_turns(works, hotel.id, ai=FakeAi(lambda request: said), limit=5)
    (sent,) = await chat.sent()
    assert sent.id is not None

    async with works.hotel(hotel.id) as work:
        shown = await evidence_of(work, sent.id)
        (entry,) = (await list_entries(work)).items
        await delete_entry(work, entry.id)
    async with works.hotel(hotel.id) as work:
        later = await evidence_of(work, sent.id)

    assert ["Hello [guest]!", "Breakfast is from 7:00 to 10:30."] == [o.text for o in shown.kept]
    assert [("Breakfast", BREAKFAST, True)] == [
        (one.title, one.text, one.valid_today) for one in shown.kept[1].sources
    ]
    assert [("It costs 25 EUR.", "not_in_source", "price")] == [
        (one.text, one.why, one.kind) for one in shown.dropped
    ]
    assert [("Breakfast", "", False)] == [
        (one.title, one.text, one.valid_today) for one in later.kept[1].sources
    ]


async def test_a_refused_answer_shows_why_a_colleague_was_called(
    works: WorkFactory, hotel: HotelFixture, chats: Chats
) -> None:
    """Nothing of it went out: all of it is left out, under the holding message."""
    await teach(works, hotel, ("Breakfast", BREAKFAST))
    chat = await chats.open(hotel)
    await chat.write("Is there a helicopter?")
    said = says("The helicopter leaves at 9:15.", sources=("k1",))
    await drain_turns(works, hotel.id, ai=FakeAi(lambda request: said), limit=5)
    (sent,) = await chat.sent()
    assert sent.id is not None

    async with works.hotel(hotel.id) as work:
        shown = await evidence_of(work, sent.id)

    assert (shown.kept, shown.reason) == ([], "unsupported")
    assert ["The helicopter leaves at 9:15."] == [one.text for one in shown.dropped]


async def test_another_hotels_message_is_not_found(
    works: WorkFactory, make_hotel: MakeHotel, chats: Chats
) -> None:
    """Whatever number is asked for."""
    ours, theirs = await make_hotel(name="Ours"), await make_hotel(name="Theirs")
    chat = await chats.open(theirs)
    await chat.write("Hello")
    await drain_turns(works, theirs.id, ai=FakeAi(), limit=5)
    (sent,) = await chat.sent()
    assert sent.id is not None

    async with works.hotel(ours.id) as work:
        with pytest.raises(NotFound):
            await evidence_of(work, sent.id)
