"""Reservations, as a PMS pushes them."""

from typing import Annotated

from fastapi import APIRouter, Path, Query, Response
from pydantic import AfterValidator

from backend.api.deps import PAGE, Cursor, Limit, Reader, StayWriter
from backend.api.pages import PageOf
from backend.domain.words import StayStatus
from backend.features.conversations.service import tell_conversation
from backend.features.journey.service import stays_changed
from backend.features.stays import service
from backend.features.stays.schemas import PushedStay, StayCard, StayEventView, StayInput, View
from backend.kit.text import storable

router = APIRouter(prefix="/hotels/{hotel_id}/stays", tags=["stays"])
SearchWords = Annotated[str | None, Query(max_length=200)]
ExternalId = Annotated[str, Path(min_length=1, max_length=100), AfterValidator(storable)]


@router.get("")
async def list_stays(
    access: Reader,
    view: View = "all",
    status: StayStatus | None = None,
    q: SearchWords = None,
    cursor: Cursor = None,
    limit: Limit = PAGE,
) -> PageOf[StayCard]:
    """Latest arrival first. `view`: arriving today, in_house, departing (due out) or all. `q`
    looks in names, phones, rooms and reservation numbers."""
    async with access.work() as work:
        page = await service.list_stays(
            work, view=view, status=status, q=q and storable(q), cursor=cursor, limit=limit
        )
        return PageOf.of(page)


@router.get("/{external_id}")
async def get_stay(external_id: ExternalId, access: Reader) -> StayCard:
    async with access.work() as work:
        return await service.get_stay(work, external_id)


@router.get("/{external_id}/events")
async def list_stay_events(external_id: ExternalId, access: Reader) -> PageOf[StayEventView]:
    """What happened to the reservation, newest first."""
    async with access.work() as work:
        return PageOf.whole(await service.list_events(work, external_id))


@router.put("/{external_id}", responses={201: {"model": PushedStay}})
async def put_stay(
    external_id: ExternalId, data: StayInput, access: StayWriter, response: Response
) -> PushedStay:
    """201 the first time, 200 after it; the same push twice changes nothing."""
    async with access.work() as work:
        pushed = await service.put_stay(work, external_id, data)
        for conversation_id in pushed.conversations:
            await tell_conversation(work, conversation_id)
        if pushed.stay.outcome in service.CHANGING:
            await stays_changed(work, [pushed.stay.id])
    response.status_code = 201 if pushed.created else 200
    return pushed.stay
