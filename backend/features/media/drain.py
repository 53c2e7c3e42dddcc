"""Fetches the files of one hotel that are still at the provider.

Two short transactions stand around each batch of downloads; none is open during one.
"""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta

from backend.domain.ids import HotelId
from backend.domain.media_fetching import MediaTrouble
from backend.domain.media_types import HEAD, type_of
from backend.features.kept_files.small import shape_of
from backend.features.media import service
from backend.features.media.schemas import Fetched, Wanted
from backend.ports.files import FileFetcher, FileStore, FileTrouble
from backend.ports.pictures import PictureShrinker
from backend.work import WorkFactory

AT_ONCE = 4
LEASE = timedelta(seconds=120)
"""More than the minute a download may last and the half that a small copy may take."""


async def drain_media(
    works: WorkFactory,
    hotel_id: HotelId,
    *,
    files: FileStore,
    fetcher: FileFetcher,
    pictures: PictureShrinker,
) -> int:
    """How many files were asked for."""
    async with works.hotel(hotel_id) as work:
        wanted = await service.claim(work, room=AT_ONCE, lease=LEASE)

    async def one(row: Wanted) -> None:
        fetched = await _fetch(row, files, fetcher)
        if fetched.trouble is None:
            shape = await shape_of(
                files, pictures, key=row.key, mime_type=fetched.mime_type, size=fetched.size
            )
            fetched = replace(fetched, shape=shape)
        async with works.hotel(hotel_id) as work:
            await service.finish(work, fetched)

    async with asyncio.TaskGroup() as group:
        for row in wanted:
            group.create_task(one(row))
    return len(wanted)


async def _fetch(row: Wanted, files: FileStore, fetcher: FileFetcher) -> Fetched:
    if not row.url:
        return Fetched(row, trouble=MediaTrouble.NO_LINK)
    found = _Typed(row.file_name)

    async def take(chunks: AsyncIterator[bytes]) -> int:
        return await files.save(row.key, found.checked(chunks))

    try:
        size = await fetcher.fetch(row.url, take)
    except FileTrouble as error:
        return Fetched(row, trouble=error.trouble)
    return Fetched(row, mime_type=found.mime_type, size=size)


class _Typed:
    """Lets a file through once its first bytes say that it is one of those we keep."""

    def __init__(self, file_name: str) -> None:
        self._file_name = file_name
        self.mime_type = ""

    async def checked(self, chunks: AsyncIterator[bytes]) -> AsyncIterator[bytes]:
        head = b""
        async for chunk in chunks:
            if self.mime_type:
                yield chunk
                continue
            head += chunk
            if len(head) >= HEAD:
                yield self._known(head)
        if not self.mime_type:
            yield self._known(head)

    def _known(self, head: bytes) -> bytes:
        mime_type = type_of(head[:HEAD], self._file_name)
        if mime_type is None:
            raise FileTrouble(MediaTrouble.REFUSED_TYPE)
        self.mime_type = mime_type
        return head
