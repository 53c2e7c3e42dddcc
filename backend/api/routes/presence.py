"""Who is at which conversation right now."""

from uuid import UUID

from fastapi import APIRouter
from pydantic import BaseModel

from backend.api.deps import Reader
from backend.api.pages import PageOf
from backend.domain.presence import PresenceState
from backend.features.presence.schemas import SignView
from backend.features.presence.service import appear, sign_view

router = APIRouter(prefix="/hotels/{hotel_id}", tags=["conversations"])


class PresenceBody(BaseModel):
    state: PresenceState


@router.get("/presence")
async def list_present(access: Reader) -> PageOf[SignView]:
    """Everybody who is at a conversation of the hotel, and who of them writes."""
    async with access.work() as work:
        now = work.now
    signs = await access.services.container.presence.signs(access.hotel_id, now=now)
    return PageOf.whole([sign_view(sign) for sign in signs])


@router.put("/conversations/{conversation_id}/presence", status_code=204)
async def be_present(conversation_id: UUID, data: PresenceBody, access: Reader) -> None:
    """Repeat it every 20 s while looking, and every 4 s while writing."""
    async with access.work() as work:
        sign = await appear(work, conversation_id, data.state)
    await access.services.container.presence.note(access.hotel_id, sign)
