"""What was begun is found again, by whoever began it."""

from datetime import timedelta

from sqlmodel import col, select, update

from backend.domain.inbox_words import ComposerMode
from backend.domain.words import Role
from backend.features.drafts.service import forget_old_drafts, list_drafts
from backend.models import Draft
from backend.work import WorkFactory
from tests.fixtures.api import Api
from tests.fixtures.chats import Chats
from tests.fixtures.work import HotelFixture


async def test_a_draft_is_found_in_another_browser_and_by_nobody_else(
    api: Api, hotel: HotelFixture, chats: Chats
) -> None:
    """The last words of a reply and of a note, each; a colleague sees neither."""
    chat = await chats.open(hotel)
    person = await api.person(hotel, role=Role.AGENT)
    here, there = await api.browser(person), await api.browser(person)
    colleague = await api.staff(hotel)
    url = f"/api/v1/hotels/{hotel.id}/conversations/{chat.conversation_id}/drafts"
    for text in ("We will", "We will look after it"):
        assert (await here.put(f"{url}/reply", json={"text": text})).status_code == 204
    await here.put(f"{url}/note", json={"text": "Careful"})

    found = {one["mode"]: one["text"] for one in (await there.get(url)).json()["items"]}
    await there.put(f"{url}/note", json={"text": "  "})
    left = [one["mode"] for one in (await here.get(url)).json()["items"]]

    assert found == {"reply": "We will look after it", "note": "Careful"}
    assert left == ["reply"]
    assert (await colleague.get(url)).json()["items"] == []


async def test_what_was_sent_is_no_draft_any_more(
    api: Api, hotel: HotelFixture, chats: Chats
) -> None:
    """A reply ends the reply's draft, a note the note's, in the same transaction."""
    chat = await chats.open(hotel)
    client = await api.staff(hotel)
    base = f"/api/v1/hotels/{hotel.id}/conversations/{chat.conversation_id}"
    for mode in ("reply", "note"):
        await client.put(f"{base}/drafts/{mode}", json={"text": "Begun"})
    await client.post(f"{base}/messages", json={"text": "Sent"})
    after_reply = [one["mode"] for one in (await client.get(f"{base}/drafts")).json()["items"]]
    await client.post(f"{base}/notes", json={"text": "Noted"})
    after_note = (await client.get(f"{base}/drafts")).json()["items"]

    assert after_reply == ["note"]
    assert after_note == []


async def test_what_was_planned_is_no_draft_any_more(
    api: Api, hotel: HotelFixture, chats: Chats
) -> None:
    """In another browser it would wait to be sent once more."""
    chat = await chats.open(hotel)
    client = await api.staff(hotel)
    base = f"/api/v1/hotels/{hotel.id}/conversations/{chat.conversation_id}"
    for mode in ("reply", "note"):
        await client.put(f"{base}/drafts/{mode}", json={"text": "Begun"})
    planned = await client.post(f"{base}/scheduled", json={"text": "Begun", "choice": "hour"})
    left = [one["mode"] for one in (await client.get(f"{base}/drafts")).json()["items"]]

    assert planned.status_code == 201
    assert left == ["note"]


async def test_a_draft_goes_after_a_month(
    api: Api, hotel: HotelFixture, chats: Chats, works: WorkFactory
) -> None:
    """One that somebody still writes stays."""
    chat, other = await chats.open(hotel), await chats.open(hotel)
    client = await api.staff(hotel)
    for one in (chat, other):
        url = f"/api/v1/hotels/{hotel.id}/conversations/{one.conversation_id}/drafts/reply"
        await client.put(url, json={"text": "Begun"})
    async with works.hotel(hotel.id) as work:
        old = update(Draft).where(col(Draft.conversation_id) == chat.conversation_id)
        await work.session.execute(old.values(updated_at=work.now - timedelta(days=31)))
    async with works.hotel(hotel.id) as work:
        await forget_old_drafts(work)
    async with works.hotel(hotel.id) as work:
        left = (await work.session.exec(select(Draft))).all()
        of_nobody = await list_drafts(work, other.conversation_id)

    assert [(row.conversation_id, row.mode) for row in left] == [
        (other.conversation_id, ComposerMode.REPLY)
    ]
    assert of_nobody == []
