"""Files of staff: kept under limits, taken by one message, and deleted when nobody needs them."""

from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import httpx
import pytest
from sqlmodel import select

from backend.domain.words import MessageKind, Role
from backend.features.kept_files import service
from backend.models import Media, Message, Outbox, Upload
from tests.fixtures.api import Api
from tests.fixtures.chats import Chats
from tests.fixtures.work import HotelFixture

PICTURE = b"\x89PNG\r\n\x1a\n" + b"pixels" * 2000
MEGABYTE = 1024 * 1024


def path(hotel: HotelFixture, rest: str = "files") -> str:
    return f"/api/v1/hotels/{hotel.id}/{rest}"


async def keep(
    client: httpx.AsyncClient, hotel: HotelFixture, *, name: str = "map.png", body: bytes = PICTURE
) -> httpx.Response:
    return await client.post(path(hotel), params={"name": name}, content=body)


def kept(api: Api) -> list[Path]:
    folder = api.container.settings.data_dir / "files"
    return [one for one in folder.rglob("*") if one.is_file()]


async def of_hotel(api: Api, hotel: HotelFixture, model: Any) -> list[Any]:
    async with api.container.work.hotel(hotel.id) as work:
        return list((await work.session.exec(select(model))).all())


async def test_a_file_is_sent_with_its_caption(api: Api, hotel: HotelFixture, chats: Chats) -> None:
    """The message is a picture, shown from our own store, with the bytes that were chosen."""
    chat, agent = await chats.open(hotel), await api.staff(hotel, role=Role.AGENT)
    file = (await keep(agent, hotel)).json()
    sent = await agent.post(
        path(hotel, f"conversations/{chat.conversation_id}/messages"),
        json={"text": "To the pool", "file_id": file["id"]},
    )
    page = await agent.get(path(hotel, f"conversations/{chat.conversation_id}/messages"))
    message = next(one for one in page.json()["items"] if one["id"] == sent.json()["id"])
    content = await agent.get(message["media"]["url"])

    assert sent.status_code == 202
    assert (message["kind"], message["text"]) == (MessageKind.IMAGE, "To the pool")
    assert (content.content, content.headers["content-type"]) == (PICTURE, "image/png")


async def test_the_same_request_twice_sends_one_file(
    api: Api, hotel: HotelFixture, chats: Chats
) -> None:
    """A screen that lost the answer asks again with its own id."""
    chat, agent = await chats.open(hotel), await api.staff(hotel)
    file = (await keep(agent, hotel)).json()
    body = {"file_id": file["id"], "client_id": "c1"}
    answers = [
        await agent.post(path(hotel, f"conversations/{chat.conversation_id}/messages"), json=body)
        for _ in range(2)
    ]
    other = await agent.post(
        path(hotel, f"conversations/{chat.conversation_id}/messages"),
        json={"file_id": file["id"], "client_id": "c2"},
    )

    assert [answer.status_code for answer in answers] == [202, 202]
    assert answers[0].json()["id"] == answers[1].json()["id"]
    assert other.status_code == 404
    assert len(await of_hotel(api, hotel, Outbox)) == 1


@pytest.mark.parametrize(
    ("name", "body", "status"),
    [
        ("page.html", b"<html><script>alert(1)</script></html>", 422),
        ("run.png", b"MZ\x90\x00program", 422),
        ("empty.png", b"", 422),
        ("large.png", PICTURE + b"x" * (17 * MEGABYTE), 413),
    ],
)
async def test_what_may_not_be_sent_is_refused_and_leaves_nothing(
    api: Api, hotel: HotelFixture, name: str, body: bytes, status: int
) -> None:
    """By its first bytes and by its size, in words that say what may be."""
    before = kept(api)
    answer = await keep(await api.staff(hotel), hotel, name=name, body=body)

    assert answer.status_code == status
    assert answer.json()["error"]["message"]
    assert kept(api) == before
    assert await of_hotel(api, hotel, Upload) == []


async def test_a_name_shows_what_the_file_is(api: Api, hotel: HotelFixture) -> None:
    """WhatsApp goes by the ending, and a guest never sees a folder of ours."""
    answer = await keep(await api.staff(hotel), hotel, name="C:\\Users\\Ann\\map\u202e.exe")
    assert answer.json()["file_name"] == "map.png"


async def test_a_hotel_cannot_keep_more_than_its_share(
    api: Api, hotel: HotelFixture, chats: Chats
) -> None:
    """What guests sent counts as well; the words say that the space is used up."""
    (message_id,) = await (await chats.open(hotel)).write("", kind=MessageKind.IMAGE)
    full = api.container.settings.files_quota_mb * MEGABYTE
    async with api.container.work.hotel(hotel.id) as work:
        row = Media(hotel_id=hotel.id, message_id=message_id, stored_key="k", size_bytes=full)
        work.session.add(row)
    answer = await keep(await api.staff(hotel), hotel)

    assert answer.status_code == 422
    assert "used up" in answer.json()["error"]["message"]


async def test_who_only_reads_keeps_no_file(api: Api, hotel: HotelFixture) -> None:
    """Choosing a file is writing to a guest."""
    answer = await keep(await api.staff(hotel, role=Role.VIEWER), hotel)
    assert answer.status_code == 403


@pytest.mark.parametrize("body", [{}, {"text": "  "}, {"text": "x" * 1025, "file": True}])
async def test_a_message_says_something_and_a_caption_is_short(
    api: Api, hotel: HotelFixture, chats: Chats, body: dict[str, Any]
) -> None:
    """The provider takes a caption of 1,024 signs."""
    chat, agent = await chats.open(hotel), await api.staff(hotel)
    if body.pop("file", False):
        body["file_id"] = (await keep(agent, hotel)).json()["id"]
    answer = await agent.post(
        path(hotel, f"conversations/{chat.conversation_id}/messages"), json=body
    )
    assert answer.status_code == 422


async def test_a_file_goes_with_its_message(api: Api, hotel: HotelFixture, chats: Chats) -> None:
    """Deleted in the chat: the bytes are not kept, and neither is the small picture."""
    chat, agent = await chats.open(hotel), await api.staff(hotel)
    file = (await keep(agent, hotel)).json()
    url = path(hotel, f"conversations/{chat.conversation_id}/messages")
    await agent.post(url, json={"file_id": file["id"]})
    await clear(api, hotel)
    still = kept(api)
    async with api.container.work.hotel(hotel.id) as work:
        message = (await work.session.exec(select(Message))).one()
        message.deleted_at = work.now
    await clear(api, hotel)

    assert len([one for one in still if str(hotel.id) in str(one)]) == 1
    assert [one for one in kept(api) if str(hotel.id) in str(one)] == []


async def test_a_file_goes_with_the_row_of_its_message(
    api: Api, hotel: HotelFixture, chats: Chats
) -> None:
    """Whoever deletes the row, the database notes the file."""
    chat, agent = await chats.open(hotel), await api.staff(hotel)
    file = (await keep(agent, hotel)).json()
    await agent.post(
        path(hotel, f"conversations/{chat.conversation_id}/messages"), json={"file_id": file["id"]}
    )
    async with api.container.work.hotel(hotel.id) as work:
        for row in (await work.session.exec(select(Outbox))).all():
            await work.session.delete(row)
        message = (await work.session.exec(select(Message))).one()
        chats_row = message.conversation_id
        await work.session.flush()
        await work.session.delete(message)
    await clear(api, hotel)

    assert chats_row == chat.conversation_id
    assert [one for one in kept(api) if str(hotel.id) in str(one)] == []


async def test_a_file_nobody_sent_goes_after_a_day(api: Api, hotel: HotelFixture) -> None:
    """Until then the screen that chose it may still send it."""
    agent = await api.staff(hotel)
    old, young = [(await keep(agent, hotel)).json()["id"] for _ in range(2)]
    async with api.container.work.hotel(hotel.id) as work:
        row = await work.session.get_one(Upload, (hotel.id, UUID(old)))
        row.created_at = work.now - service.UNUSED - timedelta(minutes=1)
    await clear(api, hotel)

    assert [str(row.id) for row in await of_hotel(api, hotel, Upload)] == [young]
    assert [one.name for one in kept(api) if str(hotel.id) in str(one)] == [young]


async def clear(api: Api, hotel: HotelFixture) -> None:
    await service.clear(api.container.work, hotel.id, api.container.files)
    await service.clear(api.container.work, hotel.id, api.container.files)
