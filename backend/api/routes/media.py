"""Files of messages, from our own store: never by the provider's public links."""

import re
from urllib.parse import quote
from uuid import UUID

import structlog
from fastapi import APIRouter, Request, Response
from starlette.responses import StreamingResponse

from backend.api.deps import Reader, Writer
from backend.domain.media_types import is_inline
from backend.errors import NotFound, Unavailable
from backend.features.conversations.schemas import MessageView
from backend.features.conversations.service import message_view
from backend.features.media import service
from backend.features.media.schemas import StoredFile, TranscriptInput
from backend.ports.files import FileStore, FileTrouble

log = structlog.get_logger()
router = APIRouter(prefix="/hotels/{hotel_id}/media", tags=["media"])
_RANGE = re.compile(r"bytes=(\d{0,18})-(\d{0,18})")
KEPT_BY_BROWSER = "private, max-age=3600"


@router.get("/{media_id}", response_class=Response)
async def get_file(media_id: UUID, access: Reader, request: Request) -> Response:
    """The file, or the one range of it that was asked for."""
    async with access.work() as work:
        file = await service.find_stored(work, media_id)
    return await _served(access.services.container.files, file, request)


@router.get("/{media_id}/small", response_class=Response)
async def get_small(media_id: UUID, access: Reader, request: Request) -> Response:
    """The small copy of a picture; 404 where none is needed."""
    async with access.work() as work:
        file = await service.find_stored(work, media_id, small=True)
    return await _served(access.services.container.files, file, request)


@router.post("/{media_id}/fetch", status_code=202)
async def fetch_again(media_id: UUID, access: Writer) -> MessageView:
    """Asks the provider for the file once more; 409 when it is here."""
    async with access.work() as work:
        return await message_view(work, await service.fetch_again(work, media_id))


@router.put("/{media_id}/transcript")
async def write_transcript(media_id: UUID, data: TranscriptInput, access: Writer) -> MessageView:
    """What is said in a voice message or a video; from a program it counts as a machine's."""
    async with access.work() as work:
        message = await service.write_transcript(work, media_id, data.text)
        return await message_view(work, message)


async def _served(files: FileStore, file: StoredFile, request: Request) -> Response:
    try:
        size = await files.size(file.key)
    except FileTrouble as error:
        log.warning("media.not_served", trouble=error.trouble.value)
        raise Unavailable("The store of files does not answer. Try again shortly.") from None
    if size is None:
        raise NotFound("This file is not in the store any more.")
    headers = _headers(file)
    wanted = request.headers.get("range")
    part = _part(wanted, size) if wanted else (0, size)
    if part is None:
        return Response(status_code=416, headers={"Content-Range": f"bytes */{size}"})
    start, length = part
    headers["Content-Length"] = str(length)
    if wanted and length < size:
        headers["Content-Range"] = f"bytes {start}-{start + length - 1}/{size}"
    body = files.read(file.key, start=start, length=length)
    status = 206 if "Content-Range" in headers else 200
    return StreamingResponse(body, status, headers=headers, media_type=file.mime_type)


def _headers(file: StoredFile) -> dict[str, str]:
    kind = "inline" if is_inline(file.mime_type) else "attachment"
    name = quote(file.file_name or "file", safe="")
    return {
        "Content-Disposition": f"{kind}; filename*=UTF-8''{name}",
        "Content-Security-Policy": "default-src 'none'; sandbox; frame-ancestors 'none'",
        "Cache-Control": KEPT_BY_BROWSER,
        "Accept-Ranges": "bytes",
    }


def _part(wanted: str, size: int) -> tuple[int, int] | None:
    """(start, length); everything for what is no single range of bytes, None for one that lies
    behind the end."""
    found = _RANGE.fullmatch(wanted.strip())
    if found is None or found[0] == "bytes=-":
        return 0, size
    first, last = found[1], found[2]
    if not first:
        length = min(int(last), size)
        return (size - length, length) if length else None
    start = int(first)
    end = min(int(last), size - 1) if last else size - 1
    if last and int(last) < start:
        return 0, size
    return (start, end - start + 1) if start < size else None
