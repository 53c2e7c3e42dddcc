"""What is promised of a place for files, kept by the folder and by a bucket alike."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from backend.domain.media_fetching import MediaTrouble
from backend.integrations.local_files import LocalFiles
from backend.integrations.s3.files import RANGE, S3Files
from backend.integrations.s3.spool import IN_MEMORY
from backend.kit.ids import new_uuid
from backend.ports.files import FileStore, FileTrouble
from launcher.kept import free_port
from tests.fixtures.buckets import BucketServer

LARGE = bytes(range(256)) * 4 * (IN_MEMORY // 1024 * 3)


class Broken(Exception):
    pass


@pytest.fixture(params=["folder", "bucket"])
async def store(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[FileStore]:
    made: FileStore = LocalFiles(tmp_path)
    if request.param == "bucket":
        server: BucketServer = request.getfixturevalue("bucket_server")
        made = S3Files(server.bucket)
    yield made
    await made.close()


@pytest.fixture
def key() -> str:
    return f"{new_uuid()}/media/{new_uuid()}-1"


async def pieces(*chunks: bytes, broken: bool = False) -> AsyncIterator[bytes]:
    for chunk in chunks:
        yield chunk
    if broken:
        raise Broken


async def content(store: FileStore, key: str, start: int, length: int) -> bytes:
    return b"".join([piece async for piece in store.read(key, start=start, length=length)])


@pytest.mark.parametrize("whole", [b"", b"a picture", LARGE], ids=["empty", "small", "large"])
async def test_what_was_kept_comes_back(store: FileStore, key: str, whole: bytes) -> None:
    """Byte for byte, of any size, with its length known."""
    assert await store.save(key, pieces(whole[:100], whole[100:])) == len(whole)
    assert await store.size(key) == len(whole)
    assert await content(store, key, 0, len(whole)) == whole


async def test_any_part_can_be_read(store: FileStore, key: str) -> None:
    """Also one that begins in the middle, and one that would go beyond the end."""
    await store.save(key, pieces(LARGE))
    assert await content(store, key, RANGE - 3, 10) == LARGE[RANGE - 3 : RANGE + 7]
    assert await content(store, key, 5, RANGE + 9) == LARGE[5 : RANGE + 14]
    assert await content(store, key, len(LARGE) - 4, 100) == LARGE[-4:]
    assert await content(store, key, len(LARGE) + 5, 10) == b""


async def test_a_source_that_breaks_off_leaves_nothing(store: FileStore, key: str) -> None:
    """What it raised arrives where it was asked for, and there is no half file."""
    with pytest.raises(Broken):
        await store.save(key, pieces(LARGE, broken=True))
    assert await store.size(key) is None


async def test_a_second_file_takes_the_place_of_the_first(store: FileStore, key: str) -> None:
    """As a whole: nothing of a longer one is left behind a shorter one."""
    await store.save(key, pieces(b"the first and longer one"))
    await store.save(key, pieces(b"the second"))
    assert await content(store, key, 0, 100) == b"the second"


async def test_a_deleted_file_is_gone_and_may_be_deleted_again(store: FileStore, key: str) -> None:
    """Whoever deletes after a crash need not know how far the last one came."""
    await store.save(key, pieces(b"x"))
    await store.delete(key)
    await store.delete(key)
    assert await store.size(key) is None
    with pytest.raises(FileNotFoundError):
        await content(store, key, 0, 1)


@pytest.mark.parametrize("bad", ["../outside", "a/../../outside", "/etc/passwd", "a//../b/../../c"])
async def test_no_key_leads_out_of_the_store(store: FileStore, bad: str) -> None:
    """Neither to write nor to read nor to delete."""
    with pytest.raises(ValueError, match="out of the store"):
        await store.save(bad, pieces(b"x"))
    with pytest.raises(ValueError, match="out of the store"):
        await content(store, bad, 0, 1)
    with pytest.raises(ValueError, match="out of the store"):
        await store.delete(bad)


async def test_many_files_at_once_do_not_mix(store: FileStore) -> None:
    """Each comes back as itself."""
    keys = [f"{new_uuid()}/sent/{new_uuid()}" for _ in range(20)]
    await asyncio.gather(*(store.save(key, pieces(key.encode() * 50)) for key in keys))
    found = await asyncio.gather(*(content(store, key, 0, 10**6) for key in keys))
    assert found == [key.encode() * 50 for key in keys]


async def test_a_working_store_passes_its_check(store: FileStore) -> None:
    """Which health asks."""
    await store.check()


async def test_a_wrong_key_is_told_as_such(bucket_server: BucketServer, key: str) -> None:
    """The server looks at signatures, so nothing is written and nothing is read."""
    store = bucket_server.with_wrong_key()
    for call in (store.check(), store.save(key, pieces(b"x")), store.delete(key), store.size(key)):
        with pytest.raises(FileTrouble) as caught:
            await call
        assert caught.value.trouble is MediaTrouble.NOT_WRITABLE
    assert key not in bucket_server.kept()
    await store.close()


async def test_a_missing_bucket_is_told_as_such(bucket_server: BucketServer, key: str) -> None:
    """It is no missing file: what is asked for is not given up."""
    store = S3Files(replace(bucket_server.bucket, name="nowhere"))
    with pytest.raises(FileTrouble) as caught:
        await store.save(key, pieces(b"x"))
    assert caught.value.trouble is MediaTrouble.STORE_BROKEN
    await store.close()


async def test_a_store_that_is_away_is_told_as_such(bucket_server: BucketServer, key: str) -> None:
    """Where nobody listens, every call says so."""
    store = S3Files(replace(bucket_server.bucket, endpoint=f"http://127.0.0.1:{free_port()}"))
    for call in (store.check(), store.save(key, pieces(b"x")), store.delete(key), store.size(key)):
        with pytest.raises(FileTrouble) as caught:
            await call
        assert caught.value.trouble is MediaTrouble.STORE_AWAY
    await store.close()


async def test_a_store_that_never_answers_is_left_in_time(
    bucket_server: BucketServer, key: str
) -> None:
    """A call ends with its deadline, whatever hangs."""
    gone = asyncio.Event()

    async def hang(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await gone.wait()
        writer.close()

    server = await asyncio.start_server(hang, "127.0.0.1", 0)
    endpoint = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    store = S3Files(replace(bucket_server.bucket, endpoint=endpoint), deadline_s=0.2, saving_s=0.2)
    for call in (store.check(), store.save(key, pieces(b"x")), content(store, key, 0, 5)):
        with pytest.raises(FileTrouble) as caught:
            await call
        assert caught.value.trouble is MediaTrouble.STORE_AWAY
    gone.set()
    server.close()
    await store.close()


async def test_a_folder_that_cannot_be_written_fails_its_check(tmp_path: Path) -> None:
    """Health names it before a guest's picture does not come."""
    (tmp_path / "files").write_text("a file stands where the folder should be")
    with pytest.raises(FileTrouble) as caught:
        await LocalFiles(tmp_path / "files").check()
    assert caught.value.trouble is MediaTrouble.STORE_BROKEN
