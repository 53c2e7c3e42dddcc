"""Two records of one person become one, and two again."""

from uuid import UUID

from fastapi import APIRouter

from backend.api.deps import Reader, Writer
from backend.api.pages import PageOf
from backend.domain.ids import GuestId
from backend.features.guest_merges import service
from backend.features.guest_merges.schemas import MergeInput, MergePreview, MergeView
from backend.features.guests.service import get_guest

router = APIRouter(prefix="/hotels/{hotel_id}", tags=["guests"])


@router.get("/guests/{guest_id}/merges")
async def list_merges(guest_id: UUID, access: Reader) -> PageOf[MergeView]:
    """What is part of this guest now, newest first."""
    async with access.work() as work:
        await get_guest(work, GuestId(guest_id))
        return PageOf.whole(await service.merges_of(work, guest_id))


@router.get("/guests/{guest_id}/merges/{gone_id}/preview")
async def preview_merge(guest_id: UUID, gone_id: UUID, access: Reader) -> MergePreview:
    """What would come to this guest."""
    async with access.work() as work:
        return await service.preview(work, guest_id, gone_id)


@router.post("/guests/{guest_id}/merges", status_code=201)
async def merge_guests(guest_id: UUID, data: MergeInput, access: Writer) -> MergeView:
    """Can be undone for seven days; what is written after it stays with this guest."""
    async with access.work() as work:
        return await service.merge(work, guest_id, data.gone_id)


@router.post("/guest-merges/{merge_id}/undo")
async def undo_merge(merge_id: UUID, access: Writer) -> MergeView:
    async with access.work() as work:
        return await service.undo(work, merge_id)
