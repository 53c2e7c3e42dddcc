"""Selections of conversations kept under a name."""

from uuid import UUID

from fastapi import APIRouter

from backend.api.deps import PAGE, Cursor, Limit, Reader
from backend.api.pages import PageOf
from backend.features.saved_views import service
from backend.features.saved_views.schemas import SavedViewInput, SavedViewPatch, SavedViewView

router = APIRouter(prefix="/hotels/{hotel_id}/saved-views", tags=["saved views"])


@router.get("")
async def list_views(
    access: Reader, cursor: Cursor = None, limit: Limit = PAGE
) -> PageOf[SavedViewView]:
    """The caller's own and those that are shared."""
    async with access.work() as work:
        return PageOf.part(await service.list_views(work), cursor=cursor, limit=limit)


@router.post("", status_code=201)
async def add_view(data: SavedViewInput, access: Reader) -> SavedViewView:
    async with access.work() as work:
        return await service.add_view(work, data)


@router.patch("/{view_id}")
async def update_view(view_id: UUID, data: SavedViewPatch, access: Reader) -> SavedViewView:
    async with access.work() as work:
        return await service.update_view(work, view_id, data)


@router.delete("/{view_id}", status_code=204)
async def remove_view(view_id: UUID, access: Reader) -> None:
    async with access.work() as work:
        await service.remove_view(work, view_id)
