"""Files leave through one door: with a permission, whole or in part, never as a page."""

from collections.abc import AsyncIterator
from uuid import UUID

import pytest

from backend.domain.words import MediaState, MessageKind, Role
from backend.features.kept_files.small import small_key
from backend.models import Media, Message
from backend.ports.wake import WorkKind
from tests.fixtures.api import Api
from tests.fixtures.chats import Chats
from tests.fixtures.work import HotelFixture, Recorder

CONTENT = bytes(range(256)) * 8
SMALL = b"RIFF small"


async def stored(
    api: Api,
    hotel: HotelFixture,
    chats: Chats,
    *,
    mime_type: str = "image/png",
    name: str = "a.png",
) -> UUID:
    chat = await chats.open(hotel)
    (message_id,) = await chat.write("", kind=MessageKind.IMAGE)
    key = f"{hotel.id}/media/{name}"

    async def chunks() -> AsyncIterator[bytes]:
        yield CONTENT

    await api.container.files.save(key, chunks())
    row = Media(
        hotel_id=hotel.id,
        message_id=message_id,
        file_name=name,
        mime_type=mime_type,
        state=MediaState.STORED,
        stored_key=key,
        size_bytes=len(CONTENT),
    )
    async with api.container.work.hotel(hotel.id) as work:
        work.session.add(row)
    return row.id


async def test_whoever_may_read_the_inbox_gets_the_file(
    api: Api, hotel: HotelFixture, chats: Chats
) -> None:
    """The bytes as stored, in a type of ours, and nothing a browser could run."""
    media_id = await stored(api, hotel, chats)
    viewer = await api.staff(hotel, role=Role.VIEWER)
    answer = await viewer.get(f"/api/v1/hotels/{hotel.id}/media/{media_id}")
    assert (answer.status_code, answer.content) == (200, CONTENT)
    assert answer.headers["content-type"] == "image/png"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "sandbox" in answer.headers["content-security-policy"]
    assert answer.headers["cache-control"].startswith("private")


async def test_the_small_copy_of_a_picture_is_served_beside_it(
    api: Api, hotel: HotelFixture, chats: Chats
) -> None:
    """As a type of its own; whoever asks for one that is not there is told so."""
    media_id, bare_id = await stored(api, hotel, chats), await stored(api, hotel, chats, name="b")

    async def small() -> AsyncIterator[bytes]:
        yield SMALL

    await api.container.files.save(small_key(f"{hotel.id}/media/a.png"), small())
    async with api.container.work.hotel(hotel.id) as work:
        row = await work.session.get_one(Media, (hotel.id, media_id))
        row.width, row.height, row.has_small = 1280, 960, True
    viewer = await api.staff(hotel, role=Role.VIEWER)
    answer = await viewer.get(f"/api/v1/hotels/{hotel.id}/media/{media_id}/small")
    whole = await viewer.get(f"/api/v1/hotels/{hotel.id}/media/{media_id}")
    missing = await viewer.get(f"/api/v1/hotels/{hotel.id}/media/{bare_id}/small")
    assert (answer.status_code, answer.content) == (200, SMALL)
    assert answer.headers["content-type"] == "image/webp"
    assert whole.content == CONTENT
    assert missing.status_code == 404


async def test_what_is_said_in_a_voice_message_is_written_down(
    api: Api, hotel: HotelFixture, chats: Chats
) -> None:
    """By a colleague or a program, which is told apart; nothing takes it away again."""
    media_id = await stored(api, hotel, chats, mime_type="audio/ogg", name="a.oga")
    agent = await api.staff(hotel, role=Role.AGENT)
    address = f"/api/v1/hotels/{hotel.id}/media/{media_id}/transcript"
    manager = await api.staff(hotel)
    keys = f"/api/v1/hotels/{hotel.id}/api-keys"
    key = (await manager.post(keys, json={"name": "Ears", "role": "agent"})).json()["key"]

    by_agent = (await agent.put(address, json={"text": " Two towels "})).json()["media"]
    program = api.client(**{"X-API-Key": key})
    by_key = (await program.put(address, json={"text": "Two towels"})).json()["media"]
    gone = (await agent.put(address, json={"text": ""})).json()["media"]

    assert (by_agent["transcript"], by_agent["by_machine"]) == ("Two towels", False)
    assert by_agent["transcript_by"]
    assert (by_key["transcript_by"], by_key["by_machine"]) == ("Ears", True)
    assert (gone["transcript"], gone["transcript_by"], gone["by_machine"]) == ("", "", False)


async def test_nobody_speaks_in_a_picture(api: Api, hotel: HotelFixture, chats: Chats) -> None:
    """And too long a text is refused before anything is stored."""
    agent = await api.staff(hotel, role=Role.AGENT)
    picture, voice = [
        await stored(api, hotel, chats, mime_type=mime_type, name=name)
        for mime_type, name in (("image/png", "a.png"), ("audio/ogg", "a.oga"))
    ]
    root = f"/api/v1/hotels/{hotel.id}/media"
    for media_id, text in ((picture, "Hello"), (voice, "x" * 4_001)):
        answer = await agent.put(f"{root}/{media_id}/transcript", json={"text": text})
        assert answer.status_code == 422


async def test_a_document_is_saved_and_not_opened(
    api: Api, hotel: HotelFixture, chats: Chats
) -> None:
    """Its name survives in any script, and cannot break out of the header."""
    name = 'Rechnung "März".pdf'
    media_id = await stored(api, hotel, chats, mime_type="application/pdf", name=name)
    answer = await (await api.staff(hotel)).get(f"/api/v1/hotels/{hotel.id}/media/{media_id}")
    said = answer.headers["content-disposition"]
    assert said.startswith("attachment; filename*=UTF-8''Rechnung%20%22M%C3%A4rz%22")


@pytest.mark.parametrize(
    ("wanted", "status", "start", "end"),
    [
        ("bytes=0-9", 206, 0, 10),
        ("bytes=100-", 206, 100, 2048),
        ("bytes=-5", 206, 2043, 2048),
        ("bytes=2040-9999", 206, 2040, 2048),
        ("bytes=9-3", 200, 0, 2048),
        ("lines=1-2", 200, 0, 2048),
        ("bytes=4096-", 416, 0, 0),
    ],
)
async def test_a_player_gets_the_part_it_asks_for(
    api: Api,
    hotel: HotelFixture,
    chats: Chats,
    wanted: str,
    status: int,
    start: int,
    end: int,
) -> None:
    """Sound and video can be skipped through."""
    media_id = await stored(api, hotel, chats, mime_type="audio/ogg", name="a.oga")
    client = await api.staff(hotel)
    path = f"/api/v1/hotels/{hotel.id}/media/{media_id}"
    answer = await client.get(path, headers={"Range": wanted})
    assert (answer.status_code, answer.content) == (status, CONTENT[start:end])
    if status == 206:
        assert answer.headers["content-range"] == f"bytes {start}-{end - 1}/2048"


async def test_a_file_of_a_deleted_message_is_not_given_out(
    api: Api, hotel: HotelFixture, chats: Chats
) -> None:
    """What the guest took back is gone from the screens, whoever kept the address."""
    media_id = await stored(api, hotel, chats)
    async with api.container.work.hotel(hotel.id) as work:
        media = await work.session.get_one(Media, (hotel.id, media_id))
        message = await work.session.get_one(Message, (hotel.id, media.message_id))
        message.deleted_at = work.now
    answer = await (await api.staff(hotel)).get(f"/api/v1/hotels/{hotel.id}/media/{media_id}")
    assert answer.status_code == 404


async def test_asking_for_a_file_again_wakes_the_workers(
    api: Api, hotel: HotelFixture, chats: Chats, recorder: Recorder
) -> None:
    """The answer shows the file as on its way."""
    media_id = await stored(api, hotel, chats)
    async with api.container.work.hotel(hotel.id) as work:
        media = await work.session.get_one(Media, (hotel.id, media_id))
        media.state, media.stored_key = MediaState.FAILED, None
    client = await api.staff(hotel)
    answer = await client.post(f"/api/v1/hotels/{hotel.id}/media/{media_id}/fetch")
    assert answer.status_code == 202
    assert answer.json()["media"]["coming"] is True
    assert WorkKind.MEDIA in recorder.wakes
