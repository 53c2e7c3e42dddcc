"""Messages of a conversation that are to be sent later."""

from uuid import UUID

from fastapi import APIRouter

from backend.api.deps import Reader, Writer
from backend.api.pages import PageOf
from backend.features.canned_replies.service import refuse_unfilled
from backend.features.scheduled import service
from backend.features.scheduled.schemas import ScheduledInput, ScheduledPatch, ScheduledView

router = APIRouter(
    prefix="/hotels/{hotel_id}/conversations/{conversation_id}/scheduled", tags=["conversations"]
)


@router.get("")
async def list_planned(conversation_id: UUID, access: Reader) -> PageOf[ScheduledView]:
    """The next one first."""
    async with access.work() as work:
        return PageOf.whole(await service.list_planned(work, conversation_id))


@router.post("", status_code=201)
async def plan(conversation_id: UUID, data: ScheduledInput, access: Writer) -> ScheduledView:
    async with access.work() as work:
        refuse_unfilled(data.text)
        return await service.plan(work, conversation_id, data)


@router.patch("/{scheduled_id}")
async def change(
    conversation_id: UUID, scheduled_id: UUID, data: ScheduledPatch, access: Writer
) -> ScheduledView:
    async with access.work() as work:
        refuse_unfilled(data.text or "")
        return await service.change(work, conversation_id, scheduled_id, data)


@router.delete("/{scheduled_id}")
async def cancel(conversation_id: UUID, scheduled_id: UUID, access: Writer) -> ScheduledView:
    async with access.work() as work:
        return await service.cancel(work, conversation_id, scheduled_id)
