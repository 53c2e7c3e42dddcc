"""Messages whose end is not known. They are settled at /messages/{id}/retry and /mark-sent."""

from fastapi import APIRouter

from backend.api.deps import PAGE, Cursor, Limit, Reader
from backend.api.pages import PageOf
from backend.features.delivery import service
from backend.features.delivery.schemas import UncertainCounts, UncertainView

router = APIRouter(prefix="/hotels/{hotel_id}/uncertain", tags=["messages"])


@router.get("")
async def list_uncertain(
    access: Reader, cursor: Cursor = None, limit: Limit = PAGE
) -> PageOf[UncertainView]:
    """What was tried, what Green API's lists said, and when they are looked at next; the one that
    waits longest first."""
    async with access.work() as work:
        return PageOf.of(await service.list_uncertain(work, cursor=cursor, limit=limit))


@router.get("/counts")
async def count_uncertain(access: Reader) -> UncertainCounts:
    """How many there are in all, however long the list."""
    async with access.work() as work:
        return await service.count_uncertain(work)
