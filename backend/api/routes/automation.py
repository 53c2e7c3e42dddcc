"""What triggers did, will do, and the emergency stop over all of them."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query

from backend.api.deps import PAGE, ContentReader, ContentWriter, Cursor, Limit, Writer
from backend.api.pages import PageOf
from backend.domain.words import DecisionKind, DecisionOutcome
from backend.features.journey import service as journey
from backend.features.triggers import service as triggers
from backend.features.triggers.schemas import AutomationView, LedgerView, PlannedView
from backend.kit.text import storable

router = APIRouter(prefix="/hotels/{hotel_id}", tags=["triggers"])


@router.get("/automation")
async def get_automation(access: ContentReader) -> AutomationView:
    async with access.work() as work:
        return await journey.automation(work)


@router.post("/automation/stop")
async def stop_automation(access: Writer) -> AutomationView:
    """No trigger writes from now on, and what is queued is cancelled. Triggers stay on."""
    async with access.work() as work:
        return await journey.stop_automation(work)


@router.post("/automation/resume")
async def resume_automation(access: ContentWriter) -> AutomationView:
    """What was due meanwhile is not made up for."""
    async with access.work() as work:
        return await journey.resume_automation(work)


@router.get("/planned")
async def list_planned(
    access: ContentReader,
    trigger_id: UUID | None = None,
    stay_id: UUID | None = None,
    guest_id: UUID | None = None,
    cursor: Cursor = None,
    limit: Limit = PAGE,
) -> PageOf[PlannedView]:
    """What waits for its time, the next first."""
    async with access.work() as work:
        page = await journey.list_planned(
            work,
            trigger_id=trigger_id,
            stay_id=stay_id,
            guest_id=guest_id,
            cursor=cursor,
            limit=limit,
        )
        return PageOf.of(page)


@router.get("/ledger")
async def list_ledger(
    access: ContentReader,
    conversation_id: UUID | None = None,
    trigger_id: UUID | None = None,
    guest_id: UUID | None = None,
    stay_id: UUID | None = None,
    room: Annotated[str | None, Query(max_length=100)] = None,
    outcome: DecisionOutcome | None = None,
    kind: DecisionKind | None = None,
    cursor: Cursor = None,
    limit: Limit = PAGE,
) -> PageOf[LedgerView]:
    """Why something automatic was sent, or was not; newest first."""
    wanted = triggers.LedgerFilter(
        conversation_id=conversation_id,
        trigger_id=trigger_id,
        guest_id=guest_id,
        stay_id=stay_id,
        room=room and storable(room),
        outcome=outcome,
        kind=kind,
    )
    async with access.work() as work:
        page = await triggers.list_ledger(work, wanted=wanted, cursor=cursor, limit=limit)
        return PageOf.of(page)
