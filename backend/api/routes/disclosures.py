"""What of a conversation left the building."""

from collections.abc import AsyncIterator
from uuid import UUID

import orjson
from fastapi import APIRouter
from fastapi.responses import StreamingResponse

from backend.api.deps import PAGE, Cursor, HotelAccess, Limit, PrivacyReader
from backend.features.disclosures import service
from backend.features.disclosures.schemas import DisclosuresView

router = APIRouter(
    prefix="/hotels/{hotel_id}/conversations/{conversation_id}/disclosures", tags=["privacy"]
)


@router.get("")
async def list_disclosures(
    conversation_id: UUID, access: PrivacyReader, cursor: Cursor = None, limit: Limit = PAGE
) -> DisclosuresView:
    """Each call to the outside that carried something of it, newest first, with the hash of what
    was sent and whether what is stored still gives it."""
    async with access.work() as work:
        return await service.list_disclosures(work, conversation_id, cursor=cursor, limit=limit)


@router.get("/export", response_class=StreamingResponse)
async def export_disclosures(conversation_id: UUID, access: PrivacyReader) -> StreamingResponse:
    """All of it as a file: a line of JSON for each call, the first one says how to check."""
    async with access.work() as work:
        await service.begin_export(work, conversation_id)
    name = f"left-the-building-{conversation_id}.jsonl"
    return StreamingResponse(
        _lines(access, conversation_id),
        media_type="application/x-ndjson",
        headers={"content-disposition": f'attachment; filename="{name}"'},
    )


async def _lines(access: HotelAccess, conversation_id: UUID) -> AsyncIterator[bytes]:
    """A page a transaction: none stays open while somebody reads slowly."""
    about = {
        "conversation_id": str(conversation_id),
        "check": "sha256 = SHA-256 of: stable_sha256, a line feed, payload",
    }
    yield orjson.dumps(about) + b"\n"
    cursor: str | None = None
    while True:
        async with access.work() as work:
            page, cursor = await service.export_page(work, conversation_id, cursor=cursor)
        yield page
        if cursor is None:
            return
