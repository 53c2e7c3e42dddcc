"""Rehearsals: what a trigger would have sent, and would send, before it is enabled."""

import asyncio
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query

from backend.api.deps import PAGE, ContentReader, ContentWriter, Cursor, Limit
from backend.api.pages import PageOf
from backend.domain.words import DecisionOutcome
from backend.features.rehearsals import service
from backend.features.rehearsals.schemas import LineFilter, Mark
from backend.features.triggers.schemas import (
    CheckView,
    RehearsalLineView,
    RehearsalView,
    TriggerDraft,
)
from backend.features.triggers.service import unsaved

router = APIRouter(prefix="/hotels/{hotel_id}", tags=["triggers"])


@router.post("/triggers/check")
async def check(
    data: TriggerDraft,
    access: ContentWriter,
    trigger_id: UUID | None = None,
    stay_id: UUID | None = None,
) -> CheckView:
    """A rule while it is made: what is wrong with it, how many stays of the next fourteen days it
    is for, and how the message reads for one of them, or for `stay_id`. Nothing is kept.
    `trigger_id` is what it is to replace."""
    async with access.work() as work:
        armed, problems = await unsaved(work, data, trigger_id=trigger_id)
        nothing = CheckView(problems=problems, considered=0, matching=0, first=[], sample=None)
        if any(one.field != "name" for one in problems):
            return nothing
        chosen = await service.sample_of(work, armed, stay_id) if stay_id else None
        if not armed.is_planned:
            return nothing.model_copy(update={"sample": chosen})
        found = await service.read_armed(work, armed, start=work.now)
    replayed = await asyncio.to_thread(service.replay, found)
    return service.checked(replayed, problems, chosen=chosen)


@router.post("/triggers/{trigger_id}/rehearsal")
async def rehearse(trigger_id: UUID, access: ContentWriter) -> RehearsalView:
    """Replays the newest version over the last 90 and the next 14 days; needed before enabling."""
    async with access.work() as work:
        found = await service.read(work, trigger_id)
    replayed = await asyncio.to_thread(service.replay, found)
    async with access.work() as work:
        return await service.keep(work, replayed)


@router.get("/triggers/{trigger_id}/rehearsal")
async def get_rehearsal(trigger_id: UUID, access: ContentReader) -> RehearsalView:
    """The newest one; 404 before the first."""
    async with access.work() as work:
        return await service.get_rehearsal(work, trigger_id)


@router.get("/triggers/{trigger_id}/rehearsal/lines")
async def list_lines(
    trigger_id: UUID,
    access: ContentReader,
    outcome: DecisionOutcome | None = None,
    coming: bool = False,
    marked: Mark | None = None,
    reason: Annotated[str | None, Query(max_length=60)] = None,
    cursor: Cursor = None,
    limit: Limit = PAGE,
) -> PageOf[RehearsalLineView]:
    """In the order of time: each message as it reads, or why there is none. `marked`: only what
    belongs to a storm, or overlaps with another trigger."""
    async with access.work() as work:
        page = await service.list_lines(
            work,
            trigger_id,
            wanted=LineFilter(outcome, coming, marked, reason),
            cursor=cursor,
            limit=limit,
        )
        return PageOf.of(page)
