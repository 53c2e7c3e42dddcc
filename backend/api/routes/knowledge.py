"""The hotel's fact sheets, which the AI answers from."""

from datetime import date
from uuid import UUID

from fastapi import APIRouter
from pydantic import BaseModel

from backend.api.deps import PAGE, ContentReader, ContentWriter, Cursor, Limit, Reader
from backend.api.pages import PageOf
from backend.api.patching import patched
from backend.features.knowledge import service
from backend.features.knowledge.schemas import (
    GapView,
    KnowledgeDraft,
    KnowledgeView,
    Language,
    Text,
    Title,
)

router = APIRouter(prefix="/hotels/{hotel_id}/knowledge", tags=["knowledge"])


class KnowledgePatch(BaseModel):
    title: Title | None = None
    text: Text | None = None
    language: Language | None = None
    category: str | None = None
    valid_from: date | None = None
    valid_until: date | None = None


@router.get("")
async def list_knowledge(
    access: ContentReader, cursor: Cursor = None, limit: Limit = PAGE
) -> PageOf[KnowledgeView]:
    """By title."""
    async with access.work() as work:
        return PageOf.part(await service.list_entries(work), cursor=cursor, limit=limit)


@router.post("", status_code=201)
async def create_knowledge(data: KnowledgeDraft, access: ContentWriter) -> KnowledgeView:
    async with access.work() as work:
        return await service.create_entry(work, data)


@router.get("/gaps")
async def list_gaps(access: Reader, cursor: Cursor = None, limit: Limit = PAGE) -> PageOf[GapView]:
    """What guests asked and no fact sheet held, newest first."""
    async with access.work() as work:
        return PageOf.of(await service.list_gaps(work, cursor=cursor, limit=limit))


@router.get("/{entry_id}")
async def get_knowledge(entry_id: UUID, access: ContentReader) -> KnowledgeView:
    async with access.work() as work:
        return await service.get_entry(work, entry_id)


@router.patch("/{entry_id}")
async def update_knowledge(
    entry_id: UUID, data: KnowledgePatch, access: ContentWriter
) -> KnowledgeView:
    async with access.work() as work:
        current = await service.get_entry(work, entry_id)
        return await service.update_entry(work, entry_id, patched(KnowledgeDraft, current, data))


@router.delete("/{entry_id}", status_code=204)
async def delete_knowledge(entry_id: UUID, access: ContentWriter) -> None:
    async with access.work() as work:
        await service.delete_entry(work, entry_id)
