"""Whether a number's messages all reached us."""

from uuid import UUID

from fastapi import APIRouter

from backend.api.deps import PAGE, Cursor, Limit, SettingsReader
from backend.features.completeness import service
from backend.features.completeness.schemas import CompletenessView

router = APIRouter(
    prefix="/hotels/{hotel_id}/channels/{channel_id}/completeness", tags=["channels"]
)


@router.get("")
async def show_completeness(
    channel_id: UUID, access: SettingsReader, cursor: Cursor = None, limit: Limit = PAGE
) -> CompletenessView:
    """Green API's journals against what is stored: the last 24 hours, and each check."""
    async with access.work() as work:
        return await service.show(work, channel_id, cursor=cursor, limit=limit)
