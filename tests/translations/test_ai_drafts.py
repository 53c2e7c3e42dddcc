"""What the AI wrote for staff, read in their language and sent in the guest's."""

from typing import Any
from uuid import UUID

import pytest
import pytest_asyncio

from backend.domain.inbox_words import AiDraftState
from backend.domain.words import DecisionKind, DecisionOutcome, Role
from backend.errors import NotFound
from backend.features.translations.schemas import Translated
from backend.models import AiDraft, Decision, Translation
from tests.fakes.translating import away, book, translator_of
from tests.fixtures.api import Api
from tests.fixtures.chats import Chats
from tests.translations.conftest import MakeReader, Reader
from tests.translations.test_replies import ASKED, PUT, WRITTEN, path

DRAFTED, READ = PUT, WRITTEN
"""What the AI wrote in German, and how a colleague reads it in English."""
CHANGED, CHANGED_PUT = f"{READ} Enjoy it", "Die Sauna öffnet um 16:00 Uhr. Viel Freude"


@pytest_asyncio.fixture
async def reader(make_reader: MakeReader) -> Reader:
    made = await make_reader(translator_of({DRAFTED: READ}))
    await made.chat.write(ASKED)
    return made


@pytest_asyncio.fixture
async def drafted(reader: Reader) -> UUID:
    turn = (await reader.chat.row()).turn
    async with reader.works.hotel(reader.hotel.id) as work:
        of_conversation: dict[str, Any] = {"conversation_id": reader.chat.conversation_id}
        decision = Decision(
            hotel_id=reader.hotel.id,
            kind=DecisionKind.ANSWER,
            outcome=DecisionOutcome.SKIPPED,
            reason="ai_drafts",
            **of_conversation,
        )
        work.session.add(decision)
        await work.session.flush()
        assert decision.id is not None
        draft = AiDraft(
            hotel_id=reader.hotel.id,
            turn=turn,
            text=DRAFTED,
            decision_id=decision.id,
            state=AiDraftState.OPEN,
            **of_conversation,
        )
        work.session.add(draft)
        await work.session.flush()
        return draft.id


async def read(reader: Reader, draft_id: UUID, *, again: bool = False) -> Translated:
    return await reader.translator.ai_draft(
        reader.hotel.id, reader.actor, reader.chat.conversation_id, draft_id,
        language="en", again=again,
    )  # fmt: skip


async def taken_up(reader: Reader, draft_id: UUID, text: str) -> Translated:
    return await reader.translator.draft(
        reader.hotel.id, reader.actor, reader.chat.conversation_id, text, ai_draft_id=draft_id
    )


async def test_a_draft_is_read_in_the_colleagues_language(reader: Reader, drafted: UUID) -> None:
    """The model is asked once, however many look."""
    first, second = await read(reader, drafted), await read(reader, drafted)

    assert (first.state, first.text, first.spoken) == ("translated", READ, "de")
    assert second == first
    assert len(reader.ai.requests) == 1


async def test_a_reading_that_would_say_something_else_is_refused(
    reader: Reader, drafted: UUID
) -> None:
    """Named with what was lost; an outage is named too, and both can be tried again."""
    reader.ai.respond = book({DRAFTED: "The sauna opens at 17:00."})
    refused = await read(reader, drafted)
    reader.ai.respond = away
    gone = await read(reader, drafted, again=True)
    reader.ai.respond = book({DRAFTED: READ})

    assert (refused.reason, refused.fact, refused.text) == ("lost_fact", "16:00 uhr", "")
    assert (gone.reason, gone.text) == ("overloaded", "")
    assert (await read(reader, drafted, again=True)).text == READ


async def test_taken_up_and_not_changed_it_goes_in_its_own_words(
    reader: Reader, drafted: UUID
) -> None:
    """They were checked against what the hotel knows; a translation of a translation was not."""
    await read(reader, drafted)
    reader.ai.respond = away

    found = await taken_up(reader, drafted, f" {READ}\n")

    assert (found.state, found.text, found.language) == ("translated", DRAFTED, "de")
    assert len(reader.ai.requests) == 1


async def test_taken_up_and_changed_it_goes_as_any_reply(reader: Reader, drafted: UUID) -> None:
    """So does a draft in a language that the guest has left meanwhile."""
    await read(reader, drafted)
    reader.ai.respond = book({CHANGED: CHANGED_PUT}, spoken="en")
    changed = await taken_up(reader, drafted, CHANGED)
    await reader.chat.write("Perdone, ¿a qué hora abre la sauna por la tarde?")
    reader.ai.respond = book({READ: "La sauna abre a las 16:00."}, spoken="en")
    left = await taken_up(reader, drafted, READ)

    assert (changed.text, changed.language) == (CHANGED_PUT, "de")
    assert (left.text, left.language) == ("La sauna abre a las 16:00.", "es")


async def test_a_draft_of_another_conversation_is_not_read(
    reader: Reader, drafted: UUID, chats: Chats
) -> None:
    """Neither shown nor taken up there."""
    reader.chat = await chats.open(reader.hotel, name="Bert Brown", language="de")
    await reader.chat.write(ASKED)

    for looking in (read(reader, drafted), taken_up(reader, drafted, READ)):
        with pytest.raises(NotFound):
            await looking


# By the API, as the screens and scripts use it.


async def test_what_was_changed_is_counted_in_the_words_that_were_read(
    reader: Reader, drafted: UUID, api: Api
) -> None:
    """Sent, both texts are kept, and the distance is that of the colleague's own words."""
    api.app.state.services.translator.ai = reader.ai
    client = await api.staff(reader.hotel, Role.AGENT)
    url = path(reader, f"/ai-drafts/{drafted}/translation")
    seen = await client.post(url, json={"language": "en"})
    original = f"{READ}!"
    body = {"text": f"{DRAFTED}!", "original": original, "draft_id": str(drafted)}
    sent = await client.post(path(reader, "/messages"), json=body)

    async with reader.works.hotel(reader.hotel.id) as work:
        row = await work.session.get_one(AiDraft, (reader.hotel.id, drafted))
    kept = [one for one in await reader.rows() if one.by_person]
    assert seen.json()["text"] == READ
    assert sent.status_code == 202
    assert (row.state, row.edit_distance) == (AiDraftState.USED, 1)
    assert [(one.text, str(one.message_id)) for one in kept] == [(original, sent.json()["id"])]


async def test_sent_as_it_is_it_needs_no_second_translation(
    reader: Reader, drafted: UUID, api: Api
) -> None:
    """The thread shows the reading that was looked at before."""
    await read(reader, drafted)
    client = await api.staff(reader.hotel, Role.AGENT)
    body = {"text": DRAFTED, "draft_id": str(drafted)}
    sent = await client.post(path(reader, "/messages"), json=body)
    (found,) = await reader.read(int(sent.json()["id"]))
    rows: list[Translation] = await reader.rows()

    assert (found.text, found.by_person) == (READ, False)
    assert len(reader.ai.requests) == 1
    assert {row.message_id is None for row in rows} == {True, False}


async def test_a_viewer_reads_a_draft_and_a_program_names_its_language(
    reader: Reader, drafted: UUID, api: Api
) -> None:
    """Reading is theirs; nobody guesses in what a key reads."""
    api.app.state.services.translator.ai = reader.ai
    url = path(reader, f"/ai-drafts/{drafted}/translation")
    viewer = await api.staff(reader.hotel, Role.VIEWER)
    manager = await api.staff(reader.hotel)
    keys = f"/api/v1/hotels/{reader.hotel.id}/api-keys"
    key = (await manager.post(keys, json={"name": "k", "role": "agent"})).json()["key"]
    program = api.client(**{"X-API-Key": key})

    seen = await viewer.post(url, json={"language": "en"})
    unnamed = await program.post(url, json={})

    assert (seen.status_code, seen.json()["text"]) == (200, READ)
    assert unnamed.status_code == 422
