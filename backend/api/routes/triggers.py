"""Triggers, and the ledger of what they did and did not do."""

from uuid import UUID

from fastapi import APIRouter
from pydantic import BaseModel, Field

from backend.api.deps import PAGE, ContentReader, ContentWriter, Cursor, Limit
from backend.api.pages import PageOf
from backend.api.patching import patched
from backend.domain.words import TriggerEvent
from backend.features.triggers import service
from backend.features.triggers.schemas import (
    Keyword,
    LedgerView,
    Name,
    TriggerDraft,
    TriggerView,
)

router = APIRouter(prefix="/hotels/{hotel_id}", tags=["triggers"])


class TriggerPatch(BaseModel):
    name: Name | None = None
    event: TriggerEvent | None = None
    keywords: list[Keyword] | None = Field(default=None, max_length=100)
    template_id: UUID | None = None
    enabled: bool | None = None
    priority: int | None = Field(default=None, ge=0, le=1000)


class Stopped(BaseModel):
    stopped: int


@router.get("/triggers")
async def list_triggers(
    access: ContentReader, cursor: Cursor = None, limit: Limit = PAGE
) -> PageOf[TriggerView]:
    """In the order they are tried."""
    async with access.work() as work:
        return PageOf.part(await service.list_triggers(work), cursor=cursor, limit=limit)


@router.post("/triggers", status_code=201)
async def create_trigger(data: TriggerDraft, access: ContentWriter) -> TriggerView:
    async with access.work() as work:
        return await service.create_trigger(work, data)


@router.post("/triggers/stop-all")
async def stop_all(access: ContentWriter) -> Stopped:
    """Switches every trigger of the hotel off."""
    async with access.work() as work:
        return Stopped(stopped=await service.stop_all(work))


@router.get("/triggers/{trigger_id}")
async def get_trigger(trigger_id: UUID, access: ContentReader) -> TriggerView:
    async with access.work() as work:
        return await service.get_trigger(work, trigger_id)


@router.patch("/triggers/{trigger_id}")
async def update_trigger(
    trigger_id: UUID, data: TriggerPatch, access: ContentWriter
) -> TriggerView:
    """Switching it on or off keeps the version; anything else makes a new one."""
    async with access.work() as work:
        if data.model_fields_set == {"enabled"} and data.enabled is not None:
            return await service.set_enabled(work, trigger_id, data.enabled)
        current = await service.get_trigger(work, trigger_id)
        return await service.update_trigger(work, trigger_id, patched(TriggerDraft, current, data))


@router.get("/ledger")
async def list_ledger(
    access: ContentReader,
    conversation_id: UUID | None = None,
    trigger_id: UUID | None = None,
    cursor: Cursor = None,
    limit: Limit = PAGE,
) -> PageOf[LedgerView]:
    """Why something automatic was sent, or was not; newest first."""
    async with access.work() as work:
        page = await service.list_ledger(
            work,
            conversation_id=conversation_id,
            trigger_id=trigger_id,
            cursor=cursor,
            limit=limit,
        )
        return PageOf.of(page)
