"""A guest's picture and its small copy come together and go together; nothing is left over."""

import pytest
from sqlmodel import select

from backend.domain.media_fetching import MediaTrouble
from backend.domain.words import MediaState
from backend.features.conversations.views import media_view
from backend.features.kept_files import service as kept_files
from backend.features.kept_files.service import UNHELD
from backend.features.media import service
from backend.features.media.drain import LEASE
from backend.models import GoneFile, Message
from backend.ports.files import FileTrouble
from tests.files.test_pictures import picture
from tests.media.conftest import Files

PHOTO = picture(400, 900, noise=8, quality=50)
"""Within what the tests' provider may send."""


@pytest.fixture
def photo(files: Files) -> Files:
    files.storage.content = PHOTO
    return files


async def test_a_picture_comes_with_its_small_copy(photo: Files) -> None:
    """The page hears of both at once, and how large it will be."""
    media_id = await photo.note(name="a.jpg")
    await photo.drain()
    row = await photo.row(media_id)
    assert (row.state, row.width, row.height, row.has_small) == (MediaState.STORED, 400, 900, True)
    assert sorted(path.name for path in photo.kept()) == [f"{media_id}-1", f"{media_id}-1-small"]
    view = media_view(row)
    assert view.small_url == f"{view.url}/small"


async def test_one_that_cannot_be_shrunk_is_kept_whole(files: Files) -> None:
    """The guest's message never waits for its small copy."""
    media_id = await files.note()
    await files.drain()
    row = await files.row(media_id)
    assert (row.state, row.width, row.has_small) == (MediaState.STORED, None, False)
    assert media_view(row).small_url is None


async def test_both_go_with_the_message(photo: Files) -> None:
    """A guest who takes a picture back leaves no copy of it."""
    media_id = await photo.note(name="a.jpg")
    await photo.drain()
    row = await photo.row(media_id)
    async with photo.works.hotel(photo.hotel.id) as work:
        message = await work.session.get_one(Message, (photo.hotel.id, row.message_id))
        message.deleted_at = work.now
    await kept_files.clear(photo.works, photo.hotel.id, photo.store)
    assert photo.kept() == []


async def noted(files: Files) -> list[str]:
    return [row.stored_key for row in await _gone(files)]


async def _gone(files: Files) -> list[GoneFile]:
    async with files.works.hotel(files.hotel.id) as work:
        found = await work.session.exec(select(GoneFile))
        return list(found.all())


async def test_a_file_whose_worker_died_before_the_commit_is_deleted(photo: Files) -> None:
    """It lay in the store and no row held it: an hour later it is gone, the next one stays."""
    media_id = await photo.note(name="a.jpg")
    async with photo.works.hotel(photo.hotel.id) as work:
        (lost,) = await service.claim(work, room=1, lease=LEASE)
    orphan = photo.folder / lost.key
    orphan.parent.mkdir(parents=True)
    orphan.write_bytes(PHOTO)
    await photo.change(media_id, next_at=(await photo.row(media_id)).created_at)
    await photo.drain()
    assert await noted(photo) == [lost.key]
    await kept_files.clear(photo.works, photo.hotel.id, photo.store)
    assert orphan.exists(), "a slow worker may still be at it"
    for row in await _gone(photo):
        async with photo.works.hotel(photo.hotel.id) as work:
            late = await work.session.get_one(GoneFile, (photo.hotel.id, row.id))
            assert late.at is not None
            late.at -= UNHELD
    await kept_files.clear(photo.works, photo.hotel.id, photo.store)
    assert not orphan.exists()
    kept = await photo.row(media_id)
    assert kept.stored_key is not None
    assert (photo.folder / kept.stored_key).read_bytes() == PHOTO
    assert await noted(photo) == []


async def test_while_our_store_is_away_files_are_asked_for_again(
    photo: Files, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ten attempts and more do not lose a guest's file; when the store is back it comes."""
    whole = photo.store.save

    async def away(key: str, chunks: object) -> int:
        raise FileTrouble(MediaTrouble.STORE_AWAY)

    monkeypatch.setattr(photo.store, "save", away)
    media_id = await photo.note(name="a.jpg")
    past = (await photo.row(media_id)).created_at
    for _ in range(10):
        await photo.change(media_id, next_at=past)
        await photo.drain()
        row = await photo.row(media_id)
        assert (row.state, row.trouble) == (MediaState.REMOTE, MediaTrouble.STORE_AWAY)
        assert row.next_at is not None
    monkeypatch.setattr(photo.store, "save", whole)
    await photo.change(media_id, next_at=past)
    await photo.drain()
    assert (await photo.row(media_id)).state is MediaState.STORED
