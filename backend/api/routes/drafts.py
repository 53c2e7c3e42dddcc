"""What the caller has begun to write in a conversation."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter
from pydantic import AfterValidator, BaseModel, StringConstraints

from backend.api.deps import Reader, Writer
from backend.api.pages import PageOf
from backend.domain.inbox_words import ComposerMode
from backend.features.conversations.service import find_conversation
from backend.features.drafts import service
from backend.features.drafts.schemas import DraftView
from backend.kit.text import storable

router = APIRouter(
    prefix="/hotels/{hotel_id}/conversations/{conversation_id}/drafts", tags=["conversations"]
)
DraftText = Annotated[str, StringConstraints(max_length=20_000), AfterValidator(storable)]


class DraftBody(BaseModel):
    text: DraftText
    """Blank: there is none any more."""


@router.get("")
async def list_drafts(conversation_id: UUID, access: Reader) -> PageOf[DraftView]:
    """One's own: a reply, a note."""
    async with access.work() as work:
        await find_conversation(work, conversation_id)
        return PageOf.whole(await service.list_drafts(work, conversation_id))


@router.put("/{mode}", status_code=204)
async def keep_draft(
    conversation_id: UUID, mode: ComposerMode, data: DraftBody, access: Writer
) -> None:
    async with access.work() as work:
        await find_conversation(work, conversation_id)
        await service.keep_draft(work, conversation_id, mode, data.text)
