"""Messages for later in the guest's language: seen when they are planned, sent without a model."""

from datetime import timedelta

import pytest_asyncio
from sqlmodel import select

from backend.domain.inbox_words import SnoozeChoice
from backend.domain.words import Author, Role
from backend.features.scheduled import service
from backend.features.scheduled.schemas import ScheduledInput, ScheduledPatch, ScheduledView
from backend.features.translations.service import forget_old_translations
from backend.models import Message, ScheduledMessage, Translation
from tests.fakes.translating import away, translator_of
from tests.fixtures.api import Api
from tests.translations.conftest import MakeReader, Reader
from tests.translations.test_replies import ASKED, BOOK, PUT, WRITTEN, path

LATER, LATER_PUT = "The sauna opens at 17:00.", "Die Sauna öffnet um 17:00 Uhr."


@pytest_asyncio.fixture
async def reader(make_reader: MakeReader) -> Reader:
    made = await make_reader(translator_of({**BOOK, LATER: LATER_PUT}, spoken="en"))
    await made.chat.write(ASKED)
    return made


async def planned(reader: Reader, text: str, original: str | None) -> ScheduledView:
    data = ScheduledInput(text=text, original=original, choice=SnoozeChoice.HOUR)
    async with reader.works.hotel(reader.hotel.id, actor=reader.actor) as work:
        return await service.plan(work, reader.chat.conversation_id, data)


async def changed(reader: Reader, view: ScheduledView, **what: object) -> ScheduledView:
    patch = ScheduledPatch.model_validate(what)
    async with reader.works.hotel(reader.hotel.id, actor=reader.actor) as work:
        return await service.change(work, reader.chat.conversation_id, view.id, patch)


async def days_later(reader: Reader, view: ScheduledView) -> Message:
    """What was only looked at is forgotten by then, and the model does not answer."""
    reader.ai.respond = away
    async with reader.works.hotel(reader.hotel.id) as work:
        row = await work.session.get_one(ScheduledMessage, (reader.hotel.id, view.id))
        row.due_at = work.now - timedelta(minutes=1)
        for one in (await work.session.exec(select(Translation))).all():
            one.created_at = work.now - timedelta(days=3)
    async with reader.works.hotel(reader.hotel.id) as work:
        await forget_old_translations(work)
    async with reader.works.hotel(reader.hotel.id) as work:
        assert await service.queue(work, (reader.chat.conversation_id, view.id))
    async with reader.works.hotel(reader.hotel.id) as work:
        query = select(Message).where(Message.author == Author.STAFF)
        return (await work.session.exec(query)).one()


async def test_the_translation_goes_at_its_hour_and_both_texts_stay(reader: Reader) -> None:
    """As it was seen, with the model away; colleagues read what was written."""
    await reader.draft(WRITTEN)
    view = await planned(reader, PUT, WRITTEN)

    message = await days_later(reader, view)

    assert message.id is not None
    (found,) = await reader.read(message.id)
    assert (view.text, view.original, view.language) == (PUT, WRITTEN, "de")
    assert message.text == PUT
    assert (found.text, found.by_person, found.language, found.spoken) == (
        WRITTEN,
        True,
        "en",
        "de",
    )
    assert len(reader.ai.requests) == 1


async def test_what_was_planned_as_written_has_no_original(reader: Reader) -> None:
    """A choice of the colleague, the model away or not: the guest gets these words."""
    reader.ai.respond = away
    view = await planned(reader, WRITTEN, None)

    message = await days_later(reader, view)

    assert (view.original, view.language, message.text) == (None, None, WRITTEN)
    assert await reader.rows() == []


async def test_other_words_have_another_translation(reader: Reader) -> None:
    """A change of the hour leaves both texts; what is changed to plain words has no original."""
    await reader.draft(WRITTEN)
    view = await planned(reader, PUT, WRITTEN)
    moved = await changed(reader, view, unless_reply=True)
    await reader.draft(LATER)
    reworded = await changed(reader, view, text=LATER_PUT, original=LATER)
    plain = await changed(reader, view, text="Bis morgen!")

    texts = [(one.text, one.original, one.language) for one in (moved, reworded, plain)]
    assert texts == [(PUT, WRITTEN, "de"), (LATER_PUT, LATER, "de"), ("Bis morgen!", None, None)]


async def test_planned_in_the_guests_language_by_the_api(reader: Reader, api: Api) -> None:
    """Colleagues get both texts with the list; an original alone translates nothing."""
    client = await api.staff(reader.hotel, Role.AGENT)
    url = path(reader, "/scheduled")
    body = {"text": PUT, "original": WRITTEN, "choice": "hour"}

    made = await client.post(url, json=body)
    listed = await client.get(url)
    alone = await client.patch(f"{url}/{made.json()['id']}", json={"original": LATER})

    (one,) = listed.json()["items"]
    assert made.status_code == 201
    assert (one["text"], one["original"], one["language"]) == (PUT, WRITTEN, None)
    assert alone.status_code == 422
