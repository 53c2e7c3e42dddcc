"""What a guest may ask for: a copy of what is kept, and that it goes."""

from uuid import UUID

import orjson
from fastapi import APIRouter, Response
from pydantic import BaseModel

from backend.api.deps import GuestEraser, PrivacyReader
from backend.domain.erasure import ErasureReason
from backend.features.erasures import service

router = APIRouter(prefix="/hotels/{hotel_id}/guests/{guest_id}", tags=["privacy"])


class Erasure(BaseModel):
    reason: ErasureReason


class Erased(BaseModel):
    rows: dict[str, int]
    """How many of each table were deleted, or emptied of what names the guest."""


@router.post("/erase")
async def erase_guest(guest_id: UUID, data: Erasure, access: GuestEraser) -> Erased:
    """For good: nothing brings it back. 409 while a message to the guest is being sent."""
    async with access.work() as work:
        return Erased(rows=await service.erase_guest(work, guest_id, reason=data.reason))


@router.get("/copy", response_class=Response)
async def copy_guest(guest_id: UUID, access: PrivacyReader) -> Response:
    """All that is kept of the guest, as readable JSON by table; files are named, not contained."""
    async with access.work() as work:
        found = await service.export_guest(work, guest_id)
    return Response(
        orjson.dumps(found, option=orjson.OPT_INDENT_2),
        media_type="application/json",
        headers={"content-disposition": f'attachment; filename="guest-{guest_id}.json"'},
    )
