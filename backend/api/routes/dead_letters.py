"""Work that was given up: look, try again, or put away with a note."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query
from pydantic import BaseModel

from backend.api.deps import PAGE, AuditReader, Cursor, HotelAccess, Limit, Replayer
from backend.api.pages import PageOf
from backend.features.dead_letters import service
from backend.features.dead_letters.schemas import (
    Counts,
    DeadLetterView,
    Replayed,
    ReplayRequest,
)
from backend.features.failures.service import Source
from backend.kit.fields import Line
from backend.ports.incoming import WebhookReader

router = APIRouter(prefix="/hotels/{hotel_id}/dead-letters", tags=["dead letters"])
Reason = Annotated[str | None, Query(max_length=200)]


class Discarded(BaseModel):
    note: Line


@router.get("")
async def list_dead_letters(
    access: AuditReader,
    waiting: bool = True,
    source: Source | None = None,
    reason: Reason = None,
    cursor: Cursor = None,
    limit: Limit = PAGE,
) -> PageOf[DeadLetterView]:
    """Latest first. `waiting=false` also shows what was replayed or discarded."""
    async with access.work() as work:
        page = await service.list_dead_letters(
            work,
            waiting=waiting,
            source=source,
            reason=reason,
            cursor=cursor,
            limit=limit,
            reader=_reader(access),
        )
        return PageOf.of(page)


@router.get("/counts")
async def count_dead_letters(access: AuditReader) -> Counts:
    """How many wait, by source and by reason."""
    async with access.work() as work:
        return await service.count_dead_letters(work)


@router.post("/replay")
async def replay_many(data: ReplayRequest, access: Replayer) -> Replayed:
    """The oldest `most` of the waiting ones, all or of one source or reason. What has nothing
    left to try is put away with a note. Ask again while `remaining` is not 0."""
    async with access.work() as work:
        return await service.replay_many(work, data)


@router.get("/{letter_id}")
async def get_dead_letter(letter_id: UUID, access: AuditReader) -> DeadLetterView:
    async with access.work() as work:
        return await service.get_dead_letter(work, letter_id, reader=_reader(access))


@router.post("/{letter_id}/replay")
async def replay(letter_id: UUID, access: Replayer) -> DeadLetterView:
    """Asked twice, it is done once."""
    async with access.work() as work:
        return await service.replay(work, letter_id, reader=_reader(access))


@router.post("/{letter_id}/discard")
async def discard(letter_id: UUID, data: Discarded, access: Replayer) -> DeadLetterView:
    async with access.work() as work:
        return await service.discard(work, letter_id, note=data.note, reader=_reader(access))


def _reader(access: HotelAccess) -> WebhookReader:
    return access.services.container.webhook_reader
