"""A guest receives his own language, and staff see what will be sent before it is."""

import asyncio

import httpx
import pytest
import pytest_asyncio
from sqlmodel import select

from backend.domain.words import Author, Role
from backend.features.conversations.service import find_message
from backend.features.translations.service import forget_old_translations, keep_original, written
from backend.models import Message
from tests.fakes.ai import FakeAi
from tests.fakes.translating import away, book, translator_of
from tests.fixtures.api import Api
from tests.fixtures.chats import Chats
from tests.translations.conftest import MakeReader, Reader

WRITTEN = "The sauna opens at 16:00."
PUT = "Die Sauna öffnet um 16:00 Uhr."
BOOK = {WRITTEN: PUT}
ASKED = "Wann öffnet denn die Sauna, bitte?"


async def test_a_reply_is_shown_in_the_guests_language(make_reader: MakeReader) -> None:
    """By what the guest wrote last, before what the card says; the same words are asked once."""
    reader = await make_reader(translator_of(BOOK, spoken="en"), language="es")
    await reader.chat.write(ASKED)

    first, second = await reader.draft(WRITTEN), await reader.draft(WRITTEN)

    assert (first.text, first.language, first.state) == (PUT, "de", "translated")
    assert second == first
    assert len(reader.ai.requests) == 1


@pytest.mark.parametrize("text", [PUT, "Gern, bis morgen dann.", "12:30"])
async def test_what_the_guest_can_read_goes_as_it_is(make_reader: MakeReader, text: str) -> None:
    """A canned reply in the guest's language, a template, a bare time."""
    reader = await make_reader(FakeAi())
    await reader.chat.write(ASKED)

    assert (await reader.draft(text)).state in ("same_language", "no_words")
    assert reader.ai.requests == []


async def test_without_a_language_of_the_guest_nothing_is_translated(
    make_reader: MakeReader,
) -> None:
    """Nobody guesses in what to write to somebody who never wrote."""
    reader = await make_reader(FakeAi(), language=None)
    found = await reader.draft(WRITTEN)
    assert (found.state, reader.ai.requests) == ("same_language", [])


async def test_a_reply_that_would_say_something_else_is_refused(make_reader: MakeReader) -> None:
    """Named with what was lost; asking anew is possible, and so is sending the original."""
    reader = await make_reader(translator_of({WRITTEN: "Die Sauna öffnet um 17:00 Uhr."}))
    await reader.chat.write(ASKED)

    found = await reader.draft(WRITTEN)
    reader.ai.respond = book(BOOK, spoken="en")
    again = await reader.draft(WRITTEN, again=True)

    assert (found.reason, found.fact, found.text) == ("lost_fact", "16:00", "")
    assert again.text == PUT


async def test_what_was_not_sent_is_forgotten(make_reader: MakeReader) -> None:
    """A text that was only tried is not kept for longer than a day."""
    reader = await make_reader(translator_of(BOOK, spoken="en"))
    await reader.chat.write(ASKED)
    await reader.draft(WRITTEN)
    (row,) = await reader.rows()
    async with reader.works.hotel(reader.hotel.id) as work:
        held = await work.session.merge(row)
        held.created_at = held.created_at and held.created_at.replace(year=2020)
    async with reader.works.hotel(reader.hotel.id) as work:
        await forget_old_translations(work)

    assert await reader.rows() == []


async def test_both_texts_of_a_reply_are_kept(make_reader: MakeReader) -> None:
    """Colleagues read what was written, word for word; nobody asks the model for it."""
    reader = await make_reader(translator_of(BOOK, spoken="en"))
    await reader.chat.write(ASKED)
    await reader.draft(WRITTEN)
    id_ = await sent(reader)

    (found,) = await reader.read(id_)

    assert (found.text, found.by_person, found.spoken) == (WRITTEN, True, "de")
    assert len(reader.ai.requests) == 1


async def test_what_was_said_in_another_conversation_is_kept_for_this_reply_too(
    make_reader: MakeReader, chats: Chats
) -> None:
    """Found by its words alone, it still tells in which language the guest got it."""
    reader = await make_reader(translator_of(BOOK, spoken="en"))
    await reader.chat.write(ASKED)
    await reader.draft(WRITTEN)
    reader.chat = await chats.open(reader.hotel, name="Bert Brown", language="de")
    await reader.chat.write(ASKED)

    shown = await reader.draft(WRITTEN)
    id_ = await sent(reader)

    (found,) = await reader.read(id_)
    assert (shown.text, found.text, found.spoken) == (PUT, WRITTEN, "de")
    assert len(reader.ai.requests) == 1


async def test_a_colleague_who_reads_a_third_language_gets_it(make_reader: MakeReader) -> None:
    """From what the guest received; what was written stays beside it."""
    reader = await make_reader(translator_of({PUT: "La sauna abre a las 16:00."}))
    await reader.chat.write(ASKED)
    id_ = await sent(reader)

    (found,) = await reader.read(id_, language="es")

    assert (found.text, found.by_person) == ("La sauna abre a las 16:00.", False)
    assert {row.language for row in await reader.rows()} == {"en", "es"}


async def test_what_a_colleague_wrote_is_no_translation_for_others(
    make_reader: MakeReader,
) -> None:
    """They may have sent something else than they wrote: it belongs to that message alone."""
    reader = await make_reader(translator_of({PUT: "The sauna opens at 16:00, says the model."}))
    await reader.chat.write(ASKED)
    await sent(reader)
    (copied,) = await reader.chat.write(PUT)

    (found,) = await reader.read(copied)

    assert found.text == "The sauna opens at 16:00, says the model."


async def sent(reader: Reader) -> int:
    await reader.chat.answer_as(Author.STAFF, PUT)
    async with reader.works.hotel(reader.hotel.id, actor=reader.actor) as work:
        (row,) = (
            await work.session.exec(
                select(Message).where(
                    Message.conversation_id == reader.chat.conversation_id,
                    Message.author == Author.STAFF,
                )
            )
        ).all()
        said = await written(work, reader.chat.conversation_id, WRITTEN)
        await keep_original(work, await find_message(work, str(row.id)), said)
    assert row.id is not None
    return row.id


# By the API, as the screens and scripts use it.


@pytest_asyncio.fixture
async def reader(make_reader: MakeReader, api: Api) -> Reader:
    made = await make_reader(translator_of({**BOOK, ASKED: "When does the sauna open, please?"}))
    api.app.state.services.translator.ai = made.ai
    return made


def path(reader: Reader, rest: str) -> str:
    return f"/api/v1/hotels/{reader.hotel.id}/conversations/{reader.chat.conversation_id}{rest}"


async def test_there_and_back_by_the_api(reader: Reader, api: Api) -> None:
    """Read, look at what will be sent, send: the guest's text and the writer's are both there."""
    (id_,) = await reader.chat.write(ASKED)
    client = await api.staff(reader.hotel, Role.AGENT)
    url = path(reader, "/translations")
    reader.ai.respond = book(
        {WRITTEN: PUT, ASKED: "When does the sauna open, please?"}, spoken="de"
    )

    read = await client.post(url, json={"message_ids": [str(id_)], "language": "en"})
    shown = await client.post(f"{url}/draft", json={"text": WRITTEN})
    body = {"text": shown.json()["text"], "original": WRITTEN}
    queued = await client.post(path(reader, "/messages"), json=body)
    back = await client.post(url, json={"message_ids": [queued.json()["id"]], "language": "en"})

    assert read.json()["items"][0]["text"] == "When does the sauna open, please?"
    assert [one.text for one in await reader.chat.sent()] == [PUT]
    assert (back.json()["items"][0]["text"], back.json()["items"][0]["by_person"]) == (
        WRITTEN,
        True,
    )


async def test_the_original_can_be_sent_with_the_model_away(reader: Reader, api: Api) -> None:
    """Nothing of the sending waits for a translation."""
    await reader.chat.write(ASKED)
    reader.ai.respond = away
    client = await api.staff(reader.hotel, Role.AGENT)

    shown = await client.post(path(reader, "/translations/draft"), json={"text": WRITTEN})
    queued = await client.post(path(reader, "/messages"), json={"text": WRITTEN})

    assert (shown.status_code, shown.json()["reason"]) == (200, "overloaded")
    assert queued.status_code == 202
    assert [one.text for one in await reader.chat.sent()] == [WRITTEN]


async def test_each_person_switches_for_themselves(reader: Reader, api: Api) -> None:
    """On by the account's choice, off in one conversation, and nothing of it is a colleague's."""
    await reader.chat.write(ASKED)
    login = await api.person(reader.hotel, role=Role.AGENT)
    mine = await api.browser(login)
    theirs = await api.browser(await api.person(reader.hotel))
    url = path(reader, "/translation")

    at_first = (await mine.get(url)).json()
    chosen = await mine.patch("/api/v1/session/languages", json={"reads": "en"})
    then = (await mine.get(url)).json()
    await mine.put(url, json={"on": False})
    off = (await (await api.browser(login)).get(url)).json()

    assert (at_first["on"], chosen.json()["reads"], chosen.json()["screens"]) == (False, "en", None)
    assert then == {"on": True, "language": "en", "guest_language": "de"}
    assert (off["on"], (await theirs.get(url)).json()["on"]) == (False, False)


async def test_the_language_of_the_screens_is_the_persons(reader: Reader, api: Api) -> None:
    """Chosen in one browser, known in the next; one choice leaves the other as it was."""
    login = await api.person(reader.hotel)
    first = await api.browser(login)
    await first.patch("/api/v1/session/languages", json={"screens": "ru"})
    await first.patch("/api/v1/session/languages", json={"reads": "de"})

    found = (await (await api.browser(login)).get("/api/v1/session")).json()

    assert (found["screens"], found["reads"]) == ("ru", "de")
    wrong = await first.patch("/api/v1/session/languages", json={"screens": "xx"})
    assert wrong.status_code == 422


async def test_a_program_names_its_language_and_has_no_switch(reader: Reader, api: Api) -> None:
    """A key reads nothing by itself."""
    (id_,) = await reader.chat.write(ASKED)
    manager = await api.staff(reader.hotel)
    keys = f"/api/v1/hotels/{reader.hotel.id}/api-keys"
    key = (await manager.post(keys, json={"name": "k", "role": "agent"})).json()["key"]
    client = api.client(**{"X-API-Key": key})

    answers: list[httpx.Response] = [
        await client.post(path(reader, "/translations"), json={"message_ids": [str(id_)]}),
        await client.put(path(reader, "/translation"), json={"on": True}),
        await client.get(path(reader, "/translation")),
    ]

    assert [one.status_code for one in answers] == [422, 403, 200]
    assert answers[2].json() == {"on": False, "language": None, "guest_language": "de"}


async def test_a_viewer_reads_translated_and_writes_nothing(reader: Reader, api: Api) -> None:
    """Reading is theirs, replying is not."""
    (id_,) = await reader.chat.write(ASKED)
    client = await api.staff(reader.hotel, Role.VIEWER)
    url = path(reader, "/translations")

    read, written = await asyncio.gather(
        client.post(url, json={"message_ids": [str(id_)], "language": "en"}),
        client.post(f"{url}/draft", json={"text": WRITTEN}),
    )

    assert (read.status_code, written.status_code) == (200, 403)
