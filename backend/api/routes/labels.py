"""Labels of a hotel."""

from uuid import UUID

from fastapi import APIRouter

from backend.api.deps import PAGE, Cursor, Limit, Reader, SettingsWriter
from backend.api.pages import PageOf
from backend.features.labels import service
from backend.features.labels.schemas import LabelInput, LabelPatch, LabelView

router = APIRouter(prefix="/hotels/{hotel_id}/labels", tags=["labels"])


@router.get("")
async def list_labels(
    access: Reader, cursor: Cursor = None, limit: Limit = PAGE
) -> PageOf[LabelView]:
    async with access.work() as work:
        return PageOf.part(await service.list_labels(work), cursor=cursor, limit=limit)


@router.post("", status_code=201)
async def add_label(data: LabelInput, access: SettingsWriter) -> LabelView:
    async with access.work() as work:
        return await service.add_label(work, data)


@router.get("/{label_id}")
async def get_label(label_id: UUID, access: Reader) -> LabelView:
    async with access.work() as work:
        return await service.get_label(work, label_id)


@router.patch("/{label_id}")
async def update_label(label_id: UUID, data: LabelPatch, access: SettingsWriter) -> LabelView:
    async with access.work() as work:
        return await service.update_label(work, label_id, data)


@router.delete("/{label_id}", status_code=204)
async def remove_label(label_id: UUID, access: SettingsWriter) -> None:
    """It is gone from every conversation as well."""
    async with access.work() as work:
        await service.remove_label(work, label_id)
