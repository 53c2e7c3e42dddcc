"""Work that was given up: look, try again, or put away with a note."""

from uuid import UUID

from fastapi import APIRouter
from pydantic import BaseModel

from backend.api.deps import PAGE, AuditReader, Cursor, Limit, Replayer
from backend.api.pages import PageOf
from backend.features.dead_letters import service
from backend.features.dead_letters.schemas import DeadLetterView
from backend.kit.fields import Line

router = APIRouter(prefix="/hotels/{hotel_id}/dead-letters", tags=["dead letters"])


class Discarded(BaseModel):
    note: Line


@router.get("")
async def list_dead_letters(
    access: AuditReader, waiting: bool = True, cursor: Cursor = None, limit: Limit = PAGE
) -> PageOf[DeadLetterView]:
    """Latest first. `waiting=false` also shows what was replayed or discarded."""
    async with access.work() as work:
        page = await service.list_dead_letters(work, waiting=waiting, cursor=cursor, limit=limit)
        return PageOf.of(page)


@router.get("/{letter_id}")
async def get_dead_letter(letter_id: UUID, access: AuditReader) -> DeadLetterView:
    async with access.work() as work:
        return await service.get_dead_letter(work, letter_id)


@router.post("/{letter_id}/replay")
async def replay(letter_id: UUID, access: Replayer) -> DeadLetterView:
    async with access.work() as work:
        return await service.replay(work, letter_id)


@router.post("/{letter_id}/discard")
async def discard(letter_id: UUID, data: Discarded, access: Replayer) -> DeadLetterView:
    async with access.work() as work:
        return await service.discard(work, letter_id, note=data.note)
