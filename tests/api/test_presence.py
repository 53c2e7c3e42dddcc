"""Many people at one inbox, through the API: who is where, and no answer given twice unasked."""

from collections.abc import Awaitable, Callable
from typing import Any
from uuid import UUID

import httpx

from backend.domain.words import Author, Role
from backend.ports.live import LiveKind
from tests.fixtures.api import Api
from tests.fixtures.chats import Chats
from tests.fixtures.work import HotelFixture, Recorder

MakeHotel = Callable[..., Awaitable[HotelFixture]]


def messages_of(hotel: HotelFixture, conversation_id: UUID) -> str:
    return f"/api/v1/hotels/{hotel.id}/conversations/{conversation_id}/messages"


async def newest(client: httpx.AsyncClient, url: str) -> str:
    items = (await client.get(url)).json()["items"]
    return str(items[0]["id"])


def changed(answer: httpx.Response) -> list[dict[str, Any]]:
    error = answer.json()["error"]
    assert (answer.status_code, error["code"]) == (409, "thread_changed")
    details: list[dict[str, Any]] = error["details"]
    return details


async def test_a_second_answer_is_asked_about_first(
    api: Api, hotel: HotelFixture, chats: Chats
) -> None:
    """Who names the last message they saw hears of a colleague's answer, nothing is queued, and
    naming the news sends it."""
    chat = await chats.open(hotel)
    await chat.write("Is breakfast included?")
    mia, leo = await api.staff(hotel), await api.staff(hotel)
    url = messages_of(hotel, chat.conversation_id)
    seen = await newest(leo, url)
    await mia.post(url, json={"text": "It is, from seven.", "last_seen_id": seen})

    news = changed(await leo.post(url, json={"text": "Yes", "last_seen_id": seen}))
    queued = [message.text for message in await chat.sent()]
    again = await leo.post(url, json={"text": "Yes", "last_seen_id": news[-1]["id"]})

    assert [(one["author"], one["text"]) for one in news] == [("staff", "It is, from seven.")]
    assert news[0]["author_name"] == "Pat Person"
    assert queued == ["It is, from seven."]
    assert again.status_code == 202


async def test_words_of_the_guest_and_of_the_ai_are_news_too(
    api: Api, hotel: HotelFixture, chats: Chats
) -> None:
    """Whatever was said after the last message that was seen, in the order it came."""
    chat = await chats.open(hotel)
    await chat.write("Hello")
    client = await api.staff(hotel)
    url = messages_of(hotel, chat.conversation_id)
    seen = await newest(client, url)
    await chat.answer_as(Author.AI, "Good evening.")
    await chat.write("Forget it, thank you")

    news = changed(await client.post(url, json={"text": "Hi", "last_seen_id": seen}))

    assert [one["author"] for one in news] == ["ai", "guest"]


async def test_ones_own_messages_are_no_news(api: Api, hotel: HotelFixture, chats: Chats) -> None:
    """Two answers in a row by the same colleague need no question."""
    chat = await chats.open(hotel)
    await chat.write("Hello")
    client = await api.staff(hotel)
    url = messages_of(hotel, chat.conversation_id)
    seen = await newest(client, url)

    answers = [
        await client.post(url, json={"text": text, "last_seen_id": seen}) for text in ("One", "Two")
    ]

    assert [answer.status_code for answer in answers] == [202, 202]


async def test_a_repeated_request_is_answered_as_the_first_one(
    api: Api, hotel: HotelFixture, chats: Chats
) -> None:
    """An answer that got lost on its way back is not asked about, whatever was said since."""
    chat = await chats.open(hotel)
    await chat.write("Hello")
    client = await api.staff(hotel)
    url = messages_of(hotel, chat.conversation_id)
    body = {"text": "Hi", "client_id": "mine", "last_seen_id": await newest(client, url)}
    first = await client.post(url, json=body)
    await chat.write("Are you there?")
    second = await client.post(url, json=body)

    assert (first.status_code, second.status_code) == (202, 202)
    assert first.json()["id"] == second.json()["id"]


async def test_colleagues_see_who_looks_and_who_writes(
    api: Api, hotel: HotelFixture, chats: Chats, recorder: Recorder
) -> None:
    """A sign is told live and listed until it is taken back; the newest one of a person counts."""
    chat = await chats.open(hotel)
    person = await api.person(hotel, role=Role.VIEWER)
    client, other = await api.machine(person), await api.staff(hotel)
    base = f"/api/v1/hotels/{hotel.id}"
    where = f"{base}/conversations/{chat.conversation_id}/presence"

    async def listed() -> list[tuple[str, str]]:
        items = (await other.get(f"{base}/presence")).json()["items"]
        return [(one["staff_id"], one["state"]) for one in items]

    seen = []
    for state in ("looks", "writes", "left"):
        assert (await client.put(where, json={"state": state})).status_code == 204
        seen.append(await listed())
    told = [event.data["state"] for _, event in recorder.events if event.kind is LiveKind.PRESENCE]

    me = str(person.staff_id)
    assert seen == [[(me, "looks")], [(me, "writes")], []]
    assert told == ["looks", "writes", "left"]


async def test_a_key_is_nobody_at_a_conversation(
    api: Api, hotel: HotelFixture, chats: Chats
) -> None:
    """Programs look all the time; only people are shown."""
    chat = await chats.open(hotel)
    manager = await api.staff(hotel)
    made = await manager.post(
        f"/api/v1/hotels/{hotel.id}/api-keys", json={"name": "k", "role": "manager"}
    )
    program = api.client(**{"X-API-Key": made.json()["key"]})
    where = f"/api/v1/hotels/{hotel.id}/conversations/{chat.conversation_id}/presence"

    assert (await program.put(where, json={"state": "looks"})).status_code == 403
