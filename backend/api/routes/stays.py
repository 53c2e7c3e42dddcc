"""Reservations, as a PMS pushes them."""

from typing import Annotated

from fastapi import APIRouter, Path, Response
from pydantic import AfterValidator

from backend.api.deps import PAGE, Cursor, Limit, Reader, StayWriter
from backend.api.pages import PageOf
from backend.domain.words import StayStatus
from backend.features.conversations.service import tell_conversation
from backend.features.stays import service
from backend.features.stays.schemas import StayCard, StayInput
from backend.kit.text import storable

router = APIRouter(prefix="/hotels/{hotel_id}/stays", tags=["stays"])
ExternalId = Annotated[str, Path(min_length=1, max_length=100), AfterValidator(storable)]


@router.get("")
async def list_stays(
    access: Reader,
    status: StayStatus | None = None,
    cursor: Cursor = None,
    limit: Limit = PAGE,
) -> PageOf[StayCard]:
    """Latest arrival first."""
    async with access.work() as work:
        page = await service.list_stays(work, status=status, cursor=cursor, limit=limit)
        return PageOf.of(page)


@router.get("/{external_id}")
async def get_stay(external_id: ExternalId, access: Reader) -> StayCard:
    async with access.work() as work:
        return await service.get_stay(work, external_id)


@router.put("/{external_id}", responses={201: {"model": StayCard}})
async def put_stay(
    external_id: ExternalId, data: StayInput, access: StayWriter, response: Response
) -> StayCard:
    """201 the first time, 200 after it; the same push twice changes nothing."""
    async with access.work() as work:
        pushed = await service.put_stay(work, external_id, data)
        for conversation_id in pushed.conversations:
            await tell_conversation(work, conversation_id)
    response.status_code = 201 if pushed.created else 200
    return pushed.stay
