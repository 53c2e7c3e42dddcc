"""Search of the inbox."""

from typing import Annotated

from fastapi import APIRouter, Query

from backend.api.deps import PAGE, Cursor, Limit, Reader
from backend.features.search import service
from backend.features.search.schemas import Found
from backend.kit.text import storable

router = APIRouter(prefix="/hotels/{hotel_id}/search", tags=["conversations"])


@router.get("")
async def search(
    access: Reader,
    q: Annotated[str, Query(max_length=200)],
    cursor: Cursor = None,
    limit: Limit = PAGE,
) -> Found:
    """Guests by name, phone or room, and messages by their words; typing errors are forgiven in
    names. Pages go on among the messages."""
    async with access.work() as work:
        return await service.search(work, storable(q), cursor=cursor, limit=limit)
