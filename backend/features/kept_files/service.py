"""Files of staff: kept before they are sent, taken by one message; and files nobody needs any more.

The bytes travel with no transaction open. A file without a row is never left: its key is noted as
gone before the first byte travels and the note is taken back with the row that holds it, and what a
row lets go of the database itself writes down.
"""

from collections.abc import AsyncIterator, Sequence
from dataclasses import asdict
from datetime import timedelta
from uuid import UUID

import structlog

from backend.domain.ids import HotelId
from backend.domain.media_fetching import MediaTrouble
from backend.domain.media_types import HEAD, kind_of, sendable_name, type_of
from backend.errors import Invalid, NotFound, TooLarge, Unavailable
from backend.features.kept_files import repository
from backend.features.kept_files.schemas import FileLimits, FileView
from backend.features.kept_files.small import shape_of, small_key
from backend.features.messages.service import Shape, StoredFile, is_queued
from backend.kit.ids import new_uuid
from backend.models import Upload
from backend.observability.metrics import FILES_GONE, FILES_KEPT
from backend.ports.files import FileStore, FileTrouble
from backend.ports.pictures import PictureShrinker
from backend.work import Actor, Work, WorkFactory

log = structlog.get_logger()

UNUSED = timedelta(days=1)
"""A file that no message took goes after this."""
UNHELD = timedelta(hours=1)
"""More than keeping a file may take, by far."""
MOST_AT_ONCE = 200
MEGABYTE = 1024 * 1024


class Limits:
    """What one installation lets a hotel keep."""

    def __init__(self, *, largest_mb: int, quota_mb: int) -> None:
        self.largest, self.quota = largest_mb * MEGABYTE, quota_mb * MEGABYTE
        self.largest_mb = largest_mb


async def keep(
    works: WorkFactory,
    hotel_id: HotelId,
    actor: Actor,
    chunks: AsyncIterator[bytes],
    *,
    file_name: str,
    announced: int,
    files: FileStore,
    pictures: PictureShrinker,
    limits: Limits,
) -> FileView:
    """Streams it into the store. Raises TooLarge, Invalid for its kind or a full quota,
    Unavailable when the store fails."""
    file_id = new_uuid()
    key = f"{hotel_id}/sent/{file_id}"
    async with works.hotel(hotel_id, actor=actor) as work:
        free = limits.quota - await repository.kept_bytes(work)
        if max(announced, 1) > free:
            raise _refused("no_quota", "The space for files of this hotel is used up.")
        await expect(work, [key])
    found = _Checked(file_name, most=min(limits.largest, free), largest_mb=limits.largest_mb)
    try:
        size = await files.save(key, found.checked(chunks))
    except FileTrouble as error:
        FILES_KEPT.labels(error.trouble).inc()
        log.error("files.not_kept", trouble=error.trouble.value)
        raise Unavailable("The file could not be kept. Tell whoever runs this server.") from None
    shape = await shape_of(files, pictures, key=key, mime_type=found.mime_type, size=size)
    name = sendable_name(file_name, found.mime_type)
    row = Upload(
        hotel_id=hotel_id,
        id=file_id,
        file_name=name,
        mime_type=found.mime_type,
        size_bytes=size,
        stored_key=key,
        staff_id=actor.staff_id,
        **asdict(shape),
    )
    async with works.hotel(hotel_id, actor=actor) as work:
        work.session.add(row)
        await came(work, key)
    FILES_KEPT.labels("kept").inc()
    return _view(row)


async def limits_of(work: Work, limits: Limits) -> FileLimits:
    return FileLimits(
        largest_bytes=limits.largest,
        quota_bytes=limits.quota,
        kept_bytes=await repository.kept_bytes(work),
    )


async def take(
    work: Work, file_id: UUID, *, conversation_id: UUID, client_id: str | None
) -> StoredFile | None:
    """For one message; None: the message of this client id has taken it already.

    Raises NotFound.
    """
    row = await repository.find(work, file_id)
    if row is not None:
        if row.canned_reply_id is None:
            await work.session.delete(row)
            await work.session.flush()
        shape = Shape(row.width, row.height, row.has_small)
        return StoredFile(row.stored_key, row.file_name, row.mime_type, row.size_bytes, shape)
    if client_id and await is_queued(work, conversation_id, client_id=client_id):
        return None
    raise NotFound("This file is not here any more. Attach it again.")


async def drop(work: Work, file_id: UUID) -> None:
    """A person thought better of it. Raises NotFound."""
    row = await repository.find(work, file_id)
    if row is None or row.canned_reply_id is not None:
        raise NotFound("There is no such file.")
    await work.session.delete(row)


async def files_of(work: Work, reply_ids: Sequence[UUID]) -> dict[UUID, list[FileView]]:
    """By canned reply, in the order in which they were chosen."""
    found: dict[UUID, list[FileView]] = {}
    for row in await repository.of_replies(work, reply_ids) if reply_ids else ():
        assert row.canned_reply_id is not None
        found.setdefault(row.canned_reply_id, []).append(_view(row))
    return found


async def give_to(work: Work, reply_id: UUID, file_ids: Sequence[UUID]) -> None:
    """The reply holds these files and no others. Raises NotFound."""
    for row in await repository.of_replies(work, [reply_id]):
        if row.id not in file_ids:
            row.canned_reply_id, row.created_at = None, work.now
    for file_id in file_ids:
        chosen = await repository.find(work, file_id)
        if chosen is None or chosen.canned_reply_id not in (None, reply_id):
            raise NotFound("A file is not here any more. Attach it again.")
        chosen.canned_reply_id = reply_id
    await work.session.flush()


async def expect(work: Work, keys: Sequence[str]) -> None:
    """Files that are about to be kept: what no row holds after `UNHELD` is deleted, whatever ends
    the process that keeps it."""
    await repository.note(work, keys, at=work.now + UNHELD)


async def came(work: Work, key: str) -> None:
    """A row holds it from now on."""
    await repository.take_back(work, key)


async def clear(works: WorkFactory, hotel_id: HotelId, files: FileStore) -> int:
    """Deletes what no message needs: its message is gone or deleted, or it was never sent. A file
    the store does not let go of is tried again the next time."""
    async with works.hotel(hotel_id) as work:
        await repository.let_go_of_deleted(work, most=MOST_AT_ONCE)
        await repository.leave_behind(work, before=work.now - UNUSED)
    async with works.hotel(hotel_id) as work:
        rows = await repository.gone(work, most=MOST_AT_ONCE)
    done: list[int] = []
    for row_id, key, held in rows:
        try:
            if not held:
                await files.delete(small_key(key))
                await files.delete(key)
        except FileTrouble as error:
            FILES_GONE.labels(error.trouble).inc()
            log.error("files.not_deleted", hotel_id=str(hotel_id), trouble=error.trouble.value)
            continue
        FILES_GONE.labels("held" if held else "deleted").inc()
        done.append(row_id)
    async with works.hotel(hotel_id) as work:
        await repository.forget(work, done)
    return len(done)


class _Checked:
    """Lets a file through once its first bytes say that it may be sent, and while it is not too
    large."""

    def __init__(self, file_name: str, *, most: int, largest_mb: int) -> None:
        self._file_name, self._most, self._largest_mb = file_name, most, largest_mb
        self.mime_type = ""

    async def checked(self, chunks: AsyncIterator[bytes]) -> AsyncIterator[bytes]:
        head, size = b"", 0
        async for chunk in chunks:
            size += len(chunk)
            if size > self._most:
                FILES_KEPT.labels(MediaTrouble.TOO_LARGE).inc()
                raise TooLarge(f"A file may have at most {self._largest_mb} MB.")
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
            raise _refused(
                MediaTrouble.REFUSED_TYPE,
                "Pictures, sound, video, PDF, office files and plain text can be sent.",
            )
        self.mime_type = mime_type
        return head


def _refused(name: str, message: str) -> Invalid:
    FILES_KEPT.labels(name).inc()
    return Invalid(message, details=[{"field": "file", "message": message}])


def _view(row: Upload) -> FileView:
    return FileView(
        id=row.id,
        file_name=row.file_name,
        mime_type=row.mime_type,
        kind=kind_of(row.mime_type),
        size_bytes=row.size_bytes,
    )
