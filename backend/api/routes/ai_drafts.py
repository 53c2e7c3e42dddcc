"""What the AI wrote for staff in a conversation."""

from uuid import UUID

from fastapi import APIRouter

from backend.api.deps import Reader, Writer
from backend.api.pages import PageOf
from backend.features.ai_drafts import service
from backend.features.ai_drafts.schemas import AiDraftView

router = APIRouter(
    prefix="/hotels/{hotel_id}/conversations/{conversation_id}/ai-drafts", tags=["conversations"]
)


@router.get("")
async def list_current(conversation_id: UUID, access: Reader) -> PageOf[AiDraftView]:
    """The draft that answers the conversation as it stands, or none."""
    async with access.work() as work:
        return PageOf.whole(await service.list_current(work, conversation_id))


@router.post("/{ai_draft_id}/dismiss")
async def dismiss(conversation_id: UUID, ai_draft_id: UUID, access: Writer) -> AiDraftView:
    """The same request twice is one; 409 when it has been sent meanwhile."""
    async with access.work() as work:
        return await service.dismiss(work, conversation_id, ai_draft_id)
