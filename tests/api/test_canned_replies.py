"""Canned replies: written once, filled in for each guest, never sent with a gap."""

from collections.abc import Awaitable, Callable
from typing import Any

import httpx
import pytest

from backend.domain.words import Role
from backend.models import Guest, Outbox
from tests.api.test_files_out import keep, of_hotel, path
from tests.fixtures.api import Api
from tests.fixtures.chats import Chats
from tests.fixtures.work import HotelFixture

Add = Callable[..., Awaitable[dict[str, Any]]]


@pytest.fixture
def add(api: Api, hotel: HotelFixture) -> Add:
    async def added(**changes: Any) -> dict[str, Any]:
        body = {"shortcut": "wifi", "title": "Wi-Fi", "texts": {"en": "Wi-Fi for {{room}}"}}
        manager = await api.staff(hotel)
        answer = await manager.post(path(hotel, "canned-replies"), json={**body, **changes})
        return {"status": answer.status_code, **answer.json()}

    return added


async def offers(client: httpx.AsyncClient, hotel: HotelFixture, chat_id: Any) -> Any:
    url = path(hotel, f"conversations/{chat_id}/canned-replies")
    return (await client.get(url)).json()["items"]


async def test_a_reply_is_offered_filled_in_and_in_the_guests_language(
    api: Api, hotel: HotelFixture, chats: Chats, add: Add
) -> None:
    """What the guest would read; what nobody knows is named as staff know it."""
    chat = await chats.open(hotel)
    async with api.container.work.hotel(hotel.id) as work:
        guest = await work.session.get_one(Guest, (hotel.id, chat.guest_id))
        guest.language, guest.name = "de", "Anna Keller"
    texts = {"en": "Hello", "de": "Guten Tag {{guest_first_name}}, Zimmer {{room}}"}
    await add(texts=texts)
    agent = await api.staff(hotel, role=Role.AGENT)
    (offer,) = await offers(agent, hotel, chat.conversation_id)

    assert (offer["shortcut"], offer["language"]) == ("wifi", "de")
    assert offer["text"].startswith("Guten Tag Anna, Zimmer ")
    assert ("{{room}}" in offer["text"]) == (offer["missing"] == ["Room number"])


@pytest.mark.parametrize("name", ["room", "no_such_thing"])
async def test_a_variable_never_reaches_a_guest(
    api: Api, hotel: HotelFixture, chats: Chats, name: str
) -> None:
    """Whoever sends it, by whatever way: the refusal says which one is to be filled in."""
    chat, agent = await chats.open(hotel), await api.staff(hotel)
    answer = await agent.post(
        path(hotel, f"conversations/{chat.conversation_id}/messages"),
        json={"text": f"Your room is {{{{{name}}}}}"},
    )
    named = {"room": "Room number"}.get(name, name)
    assert answer.status_code == 422
    assert answer.json()["error"]["message"] == f"Fill in before sending: {named}."
    assert await of_hotel(api, hotel, Outbox) == []


@pytest.mark.parametrize("text", ["{{no_such_thing}}", "{{room", "The code is {{door_code}}"])
async def test_a_text_that_could_not_be_filled_in_is_not_kept(add: Add, text: str) -> None:
    """Said when it is written, beside the language it is in."""
    answer = await add(texts={"en": text})
    assert answer["status"] == 422
    assert answer["error"]["details"][0]["field"] == "texts.en"


async def test_a_shortcut_means_one_reply(api: Api, hotel: HotelFixture, add: Add) -> None:
    """In capitals too; a second one is told, and a changed one may keep its own."""
    first, second = await add(), await add(shortcut="WIFI")
    manager = await api.staff(hotel)
    kept = await manager.patch(
        path(hotel, f"canned-replies/{first['id']}"), json={"shortcut": "wifi", "title": "Net"}
    )
    assert (first["status"], second["status"], kept.status_code) == (201, 409, 200)
    assert kept.json()["title"] == "Net"


async def test_the_files_of_a_reply_are_sent_again_and_again(
    api: Api, hotel: HotelFixture, chats: Chats, add: Add
) -> None:
    """Each message has its own row of the file, and the reply keeps it."""
    chat, manager = await chats.open(hotel), await api.staff(hotel)
    file = (await keep(manager, hotel)).json()
    reply = await add(file_ids=[file["id"]])
    url = path(hotel, f"conversations/{chat.conversation_id}/messages")
    sent = [await manager.post(url, json={"file_id": file["id"]}) for _ in range(2)]
    (offer,) = await offers(manager, hotel, chat.conversation_id)
    patched = await manager.patch(
        path(hotel, f"canned-replies/{reply['id']}"), json={"file_ids": []}
    )

    assert [answer.status_code for answer in sent] == [202, 202]
    assert [one["file_name"] for one in offer["files"]] == ["map.png"]
    assert patched.json()["files"] == []


async def test_a_removed_reply_comes_back_with_its_files(
    api: Api, hotel: HotelFixture, add: Add
) -> None:
    """Undo is the same reply once more; its files waited."""
    manager = await api.staff(hotel)
    file = (await keep(manager, hotel)).json()
    reply = await add(file_ids=[file["id"]])
    gone = await manager.delete(path(hotel, f"canned-replies/{reply['id']}"))
    again = await add(file_ids=reply["file_ids"])

    assert gone.status_code == 204
    assert [one["id"] for one in again["files"]] == [file["id"]]
