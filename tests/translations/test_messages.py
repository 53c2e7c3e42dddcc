"""Staff read what guests write in their own language, and the original is never at risk."""

import asyncio
from uuid import UUID

import pytest

from backend.domain.translating import TranslationState
from backend.domain.words import MessageKind
from backend.errors import NotFound
from backend.features.ai_budgets.schemas import AiBudgetInput
from backend.features.ai_budgets.service import set_budget
from backend.features.ai_calls.schemas import CallRecord
from backend.features.ai_calls.service import spend
from backend.features.translations import translator
from backend.features.translations.service import forget_old_translations
from backend.kit.ids import new_uuid
from backend.ports.ai import AiFailure
from tests.fakes.ai import FakeAi, says
from tests.fakes.translating import away, book, texts_of, translator_of
from tests.fixtures.chats import Chats
from tests.translations.conftest import MakeReader

ASKED = "Wann gibt es morgen Frühstück?"
SAID = "When is breakfast tomorrow?"
LATER = "Wann gibt es heute Abendessen?"
BOOK = {ASKED: SAID}


async def test_a_message_is_translated_and_kept(make_reader: MakeReader) -> None:
    """The second look costs nothing, whoever takes it; both texts are stored."""
    reader = await make_reader(translator_of(BOOK))
    (id_,) = await reader.chat.write(ASKED)

    first = await reader.read(id_)
    second = await reader.read(id_)

    assert first == second
    assert (first[0].text, first[0].spoken, first[0].state) == (SAID, "de", "translated")
    assert len(reader.ai.requests) == 1
    (row,) = await reader.rows()
    assert (row.message_id, row.language, row.text) == (id_, "en", SAID)


async def test_one_call_for_what_is_on_the_screen(make_reader: MakeReader) -> None:
    """Several messages go together, and what needs no model does not go at all."""
    reader = await make_reader(translator_of(BOOK))
    ids = await reader.chat.write(ASKED, "👍", "We would like to stay longer, please.", "Danke!")

    found = await reader.read(*ids)

    assert [one.state for one in found] == [
        "translated", "no_words", "same_language", "same_language",
    ]  # fmt: skip
    assert texts_of(reader.ai.requests[0]) == [ASKED, "Danke!"]


async def test_two_who_look_at_once_wait_for_one_call(make_reader: MakeReader) -> None:
    """The second finds what the first one asked for."""
    reader = await make_reader(translator_of(BOOK))
    (id_,) = await reader.chat.write(ASKED)

    both = await asyncio.gather(reader.read(id_), reader.read(id_))

    assert both[0] == both[1]
    assert len(reader.ai.requests) == 1


async def test_whoever_waits_too_long_has_what_is_known(
    make_reader: MakeReader, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Behind a model that hangs the next reader is told so in their own time, without a call."""
    ai = translator_of(BOOK)
    ai.may_answer = asyncio.Event()
    reader = await make_reader(ai)
    (id_,) = await reader.chat.write(ASKED)
    first = asyncio.create_task(reader.read(id_))
    await ai.asked.wait()
    monkeypatch.setattr(translator, "TOTAL_S", 0.05)

    async with asyncio.timeout(60):
        (found,) = await reader.read(id_)
    ai.may_answer.set()

    assert (found.state, found.reason) == ("not_translated", "timeout")
    assert (await first)[0].text == SAID
    assert len(ai.requests) == 1


async def test_the_same_words_of_another_guest_are_not_paid_for_again(
    make_reader: MakeReader, chats: Chats
) -> None:
    """Each message has a translation of its own all the same, and loses it by itself."""
    reader = await make_reader(translator_of(BOOK))
    (id_,) = await reader.chat.write(ASKED)
    await reader.read(id_)
    reader.chat = await chats.open(reader.hotel, name="Bert Brown", language="de")
    (other,) = await reader.chat.write(ASKED)

    assert (await reader.read(other))[0].text == SAID

    assert len(reader.ai.requests) == 1
    assert {row.message_id for row in await reader.rows()} == {id_, other}


async def test_an_edited_message_is_translated_anew(make_reader: MakeReader) -> None:
    """A translation holds for the words it was made of."""
    reader = await make_reader(
        translator_of({**BOOK, "Wann gibt es Abendessen?": "When is dinner?"})
    )
    (id_,) = await reader.chat.write(ASKED)
    await reader.read(id_)
    await reader.change(id_, text="Wann gibt es Abendessen?")

    assert (await reader.read(id_))[0].text == "When is dinner?"

    assert [row.text for row in await reader.rows()] == ["When is dinner?"]


async def test_a_deleted_message_has_no_translation(make_reader: MakeReader) -> None:
    """Not shown from that moment on, and gone from the database with the next clearing."""
    reader = await make_reader(translator_of(BOOK))
    (id_,) = await reader.chat.write(ASKED)
    await reader.read(id_)
    async with reader.works.hotel(reader.hotel.id) as work:
        now = work.now
    await reader.change(id_, deleted_at=now)

    (found,) = await reader.read(id_)
    async with reader.works.hotel(reader.hotel.id) as work:
        await forget_old_translations(work)

    assert (found.text, found.state) == ("", TranslationState.NO_WORDS)
    assert await reader.rows() == []
    assert len(reader.ai.requests) == 1


async def test_a_message_deleted_while_the_model_thinks_keeps_nothing(
    make_reader: MakeReader,
) -> None:
    """What comes back late is not written beside words that are gone."""
    ai = translator_of(BOOK)
    ai.may_answer = asyncio.Event()
    reader = await make_reader(ai)
    (id_,) = await reader.chat.write(ASKED)
    reading = asyncio.create_task(reader.read(id_))
    await ai.asked.wait()
    async with reader.works.hotel(reader.hotel.id) as work:
        now = work.now
    await reader.change(id_, deleted_at=now)
    ai.may_answer.set()
    await reading

    assert await reader.rows() == []
    assert [call.task for call in await reader.calls()] == ["translate"]


async def test_a_caption_is_translated_like_words(make_reader: MakeReader) -> None:
    """What stands under a picture is a text too."""
    reader = await make_reader(translator_of(BOOK))
    (id_,) = await reader.chat.write(ASKED, kind=MessageKind.IMAGE)

    assert (await reader.read(id_))[0].text == SAID


async def test_the_model_away_leaves_the_original_and_a_retry(make_reader: MakeReader) -> None:
    """Named, kept in the ledger of calls, not kept as an answer: the next look asks again."""
    reader = await make_reader(FakeAi(respond=away))
    (id_,) = await reader.chat.write(ASKED)

    (found,) = await reader.read(id_)
    reader.ai.respond = book(BOOK)
    (later,) = await reader.read(id_)

    assert (found.state, found.reason, found.text) == ("not_translated", "overloaded", "")
    assert later.text == SAID
    assert sorted(call.outcome for call in await reader.calls()) == ["ok", "overloaded"]


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (says("Hello"), "unreadable"),
        ({"translations": []}, "left_out"),
        ({"translations": [{"n": 1, "language": "de", "text": "When is breakfast at 8:00?"}]},
         "added_fact"),
        ({"translations": [{"n": 1, "language": "de", "text": 7}]}, "left_out"),
    ],
)  # fmt: skip
async def test_an_answer_that_is_none_is_named(
    make_reader: MakeReader, answer: dict[str, object], reason: str
) -> None:
    """Whatever the model says, the reader has the original and a reason."""
    reader = await make_reader(FakeAi(respond=lambda _request: answer))
    (id_,) = await reader.chat.write(ASKED)

    (found,) = await reader.read(id_)

    assert (found.state, found.reason, found.text) == ("not_translated", reason, "")


async def test_a_refused_translation_is_asked_for_again_only_on_request(
    make_reader: MakeReader,
) -> None:
    """A text that the model spoils does not cost a call with every look."""
    reader = await make_reader(translator_of({ASKED: "When is breakfast at 8:00?"}))
    (id_,) = await reader.chat.write(ASKED)
    await reader.read(id_)
    (found,) = await reader.read(id_)
    reader.ai.respond = book(BOOK)
    (again,) = await reader.read(id_, again=True)

    assert (found.reason, found.fact) == ("added_fact", "8:00")
    assert (again.text, len(reader.ai.requests)) == (SAID, 2)


async def test_private_data_stays_here_and_comes_back_as_it_was_written(
    make_reader: MakeReader,
) -> None:
    """The model reads placeholders; the reader reads the guest's own words."""
    written = "Hier ist Anna, Zimmer 412, rufen Sie bitte +49 151 23456789 an."
    hidden = "Hier ist <GUEST>, Zimmer <ROOM_1>, rufen Sie bitte <PHONE_1> an."
    reader = await make_reader(
        translator_of({hidden: "This is <GUEST>, room <ROOM_1>, please call <PHONE_1>."})
    )
    (id_,) = await reader.chat.write(written)

    (found,) = await reader.read(id_)

    assert texts_of(reader.ai.requests[0]) == [hidden]
    assert found.text == "This is Anna, room 412, please call +49 151 23456789."
    (call,) = await reader.calls()
    assert not [one for one in ("Anna", "412", "23456789") if one in call.payload_redacted]


async def test_a_long_text_is_not_sent_anywhere(make_reader: MakeReader) -> None:
    """It is named instead of being cut."""
    reader = await make_reader(FakeAi())
    (id_,) = await reader.chat.write("Wann gibt es morgen Frühstück? " * 200)

    assert (await reader.read(id_))[0].reason == "too_long"
    assert reader.ai.requests == []


async def test_a_hotel_has_few_calls_under_way(make_reader: MakeReader, chats: Chats) -> None:
    """Beside a slow model the fifth reader is told so at once, and may try again."""
    ai = translator_of(BOOK)
    ai.may_answer = asyncio.Event()
    reader = await make_reader(ai)
    waiting = []
    for number in range(4):
        reader.chat = await chats.open(reader.hotel, language="de")
        (id_,) = await reader.chat.write(f"{ASKED} Wir sind schon sehr früh wach. {number}")
        waiting.append(asyncio.create_task(reader.read(id_)))
        ai.asked.clear()
        await ai.asked.wait()
    reader.chat = await chats.open(reader.hotel, language="de")
    (id_,) = await reader.chat.write(ASKED)

    (found,) = await reader.read(id_)
    ai.may_answer.set()
    await asyncio.gather(*waiting)

    assert found.reason == "busy"
    assert (await reader.read(id_))[0].text == SAID


async def test_a_hotel_at_its_limit_has_what_it_paid_for_and_no_more(
    make_reader: MakeReader,
) -> None:
    """The model is not asked, the reader sees why, and what was translated before is there."""
    reader = await make_reader(translator_of({**BOOK, LATER: "When is dinner today?"}))
    (id_, other) = await reader.chat.write(ASKED, LATER)
    await reader.read(id_)
    async with reader.works.hotel(reader.hotel.id) as work:
        await set_budget(work, AiBudgetInput(day_usd=0.01))
        await spend(work, [CallRecord("mood", "m", "ok", work.now, 1, b"", b"", "", cost_usd=0.01)])

    known, refused = await reader.read(id_, other)
    written = await reader.draft("We gladly bring you two towels.")

    assert (known.text, refused.reason, refused.text) == (SAID, "over_budget", "")
    assert written.reason == "over_budget"
    assert len(reader.ai.requests) == 1


async def test_a_message_of_another_conversation_is_not_there(
    make_reader: MakeReader, chats: Chats
) -> None:
    """Nor is one that does not exist."""
    reader = await make_reader(FakeAi())
    (id_,) = await reader.chat.write(ASKED)
    reader.chat = await chats.open(reader.hotel)

    with pytest.raises(NotFound):
        await reader.read(id_)
    with pytest.raises(NotFound):
        await reader.translator.messages(
            reader.hotel.id, reader.actor, UUID(str(new_uuid())), [id_], language="en"
        )


async def test_a_call_that_hangs_ends_by_our_clock(make_reader: MakeReader) -> None:
    """The deadline goes along with the request, and its end has a name."""
    reader = await make_reader(FakeAi(respond=lambda _request: AiFailure.TIMEOUT))
    (id_,) = await reader.chat.write(ASKED)

    assert (await reader.read(id_))[0].reason == "timeout"
    assert 0 < reader.ai.requests[0].deadline_s <= 12
