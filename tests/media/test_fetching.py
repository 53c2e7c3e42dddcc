"""Files of guests come into our own store, or the screen says why one did not."""

from datetime import UTC, datetime

import httpx
import pytest

from backend.domain.media_fetching import MediaTrouble
from backend.domain.words import MediaState
from backend.errors import Conflict
from backend.features.media.service import fetch_again
from backend.ports.live import LiveKind
from tests.fixtures.work import Recorder
from tests.media.conftest import LARGEST, PICTURE, Files

PAST = datetime(2020, 1, 1, tzinfo=UTC)


async def test_a_guests_picture_is_kept_in_the_folder_of_its_hotel(files: Files) -> None:
    """What was fetched is what the provider had, under the hotel's own folder."""
    media_id = await files.note()
    assert await files.drain() == 1
    row = await files.row(media_id)
    assert (row.state, row.mime_type, row.size_bytes) == (
        MediaState.STORED,
        "image/png",
        len(PICTURE),
    )
    (kept,) = files.kept()
    assert kept.read_bytes() == PICTURE
    assert kept.relative_to(files.folder).parts[0] == str(files.hotel.id)


async def test_open_screens_hear_that_a_file_has_come(files: Files, recorder: Recorder) -> None:
    """The message is shown anew, with our own address of the file."""
    media_id = await files.note()
    await files.drain()
    told = [event.data for _, event in recorder.events if event.kind is LiveKind.MESSAGE]
    assert told[-1]["media"]["url"] == f"/api/v1/hotels/{files.hotel.id}/media/{media_id}"


@pytest.mark.parametrize(
    ("status", "content", "trouble"),
    [
        (403, b"", MediaTrouble.EXPIRED),
        (404, b"", MediaTrouble.EXPIRED),
        (200, b"\x89PNG\r\n\x1a\n" + b"x" * LARGEST, MediaTrouble.TOO_LARGE),
        (200, b"<html><script>alert(1)</script></html>", MediaTrouble.REFUSED_TYPE),
        (200, b"MZ\x90\x00program", MediaTrouble.REFUSED_TYPE),
        (200, b"", MediaTrouble.REFUSED_TYPE),
    ],
)
async def test_a_file_that_can_never_be_kept_is_given_up_with_its_reason(
    files: Files, status: int, content: bytes, trouble: MediaTrouble
) -> None:
    """Nothing of it stays in the folder and nobody asks for it a second time."""
    files.storage.status, files.storage.content = status, content
    media_id = await files.note()
    await files.drain()
    row = await files.row(media_id)
    assert (row.state, row.trouble, row.next_at) == (MediaState.FAILED, trouble, None)
    assert files.kept() == []
    assert await files.drain() == 0


@pytest.mark.parametrize(
    "url",
    ["http://files.example.com/a", "https://127.0.0.1/a", "https://[::1]/a", "file:///etc/passwd"],
)
async def test_an_address_inside_our_network_is_never_called(files: Files, url: str) -> None:
    """A notification names addresses; none of them leads to our own machines."""
    media_id = await files.note(url=url)
    await files.drain()
    assert (await files.row(media_id)).trouble is MediaTrouble.FORBIDDEN_ADDRESS
    assert files.storage.asked == []


async def test_passing_trouble_is_tried_again_later_and_then_left(files: Files) -> None:
    """Five attempts, each committed before it is made; then a person decides."""
    files.storage.error = httpx.ConnectError("away")
    media_id = await files.note()
    for attempt in range(1, 6):
        await files.change(media_id, next_at=PAST)
        await files.drain()
        row = await files.row(media_id)
        assert (row.attempts, row.trouble) == (attempt, MediaTrouble.UNREACHABLE)
        assert (row.next_at is None) == (attempt == 5)
    assert row.state is MediaState.FAILED


async def test_a_person_may_ask_for_a_file_again(files: Files) -> None:
    """What was given up is fetched when somebody asks; what is here is not asked for."""
    files.storage.status = 500
    media_id = await files.note()
    await files.change(media_id, attempts=4)
    await files.drain()
    assert (await files.row(media_id)).state is MediaState.FAILED
    files.storage.status = 200
    async with files.works.hotel(files.hotel.id) as work:
        await fetch_again(work, media_id)
    await files.drain()
    assert (await files.row(media_id)).state is MediaState.STORED
    with pytest.raises(Conflict):
        async with files.works.hotel(files.hotel.id) as work:
            await fetch_again(work, media_id)


async def test_a_file_whose_workers_were_all_lost_is_given_up(files: Files) -> None:
    """Something that takes its worker down is not fetched for ever."""
    media_id = await files.note()
    await files.change(media_id, attempts=5, trouble=MediaTrouble.LOST)
    assert await files.drain() == 0
    row = await files.row(media_id)
    assert (row.state, row.trouble) == (MediaState.FAILED, MediaTrouble.LOST)
    assert files.storage.asked == []
