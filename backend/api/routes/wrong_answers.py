"""Answers of the AI that staff call wrong."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Path

from backend.api.deps import (
    PAGE,
    ContentReader,
    ContentWriter,
    Cursor,
    Limit,
    Reader,
    Writer,
)
from backend.api.pages import PageOf
from backend.domain.inbox_words import WrongReason
from backend.features.wrong_answers import service
from backend.features.wrong_answers.schemas import (
    Handled,
    WrongAnswerView,
    WrongInput,
    WrongMark,
    WrongSummary,
)

router = APIRouter(prefix="/hotels/{hotel_id}", tags=["knowledge"])
MessageId = Annotated[str, Path(max_length=20)]


@router.put("/messages/{message_id}/wrong")
async def mark(message_id: MessageId, data: WrongInput, access: Writer) -> WrongMark:
    """The same again changes nothing; 409 for a message that the AI did not write."""
    async with access.work() as work:
        return await service.mark(work, message_id, reason=data.reason, note=data.note)


@router.delete("/messages/{message_id}/wrong", status_code=204)
async def take_back(message_id: MessageId, access: Writer) -> None:
    """It was right after all."""
    async with access.work() as work:
        await service.take_back(work, message_id)


@router.get("/conversations/{conversation_id}/wrong-answers")
async def marks_of(conversation_id: UUID, access: Reader) -> PageOf[WrongMark]:
    async with access.work() as work:
        return PageOf.whole(await service.marks_of(work, conversation_id))


@router.get("/wrong-answers")
async def list_wrong_answers(
    access: ContentReader,
    state: Handled | None = None,
    reason: WrongReason | None = None,
    cursor: Cursor = None,
    limit: Limit = PAGE,
) -> PageOf[WrongAnswerView]:
    """Newest first."""
    async with access.work() as work:
        page = await service.list_wrong_answers(
            work, state=state, reason=reason, cursor=cursor, limit=limit
        )
        return PageOf.of(page)


@router.get("/wrong-answers/summary")
async def summarise(access: ContentReader) -> WrongSummary:
    """How many are open, and why."""
    async with access.work() as work:
        return await service.summarise(work)


@router.post("/wrong-answers/{message_id}/handle")
async def handle(message_id: MessageId, access: ContentWriter) -> WrongAnswerView:
    """What led to it was mended."""
    async with access.work() as work:
        return await service.handle(work, message_id, done=True)


@router.post("/wrong-answers/{message_id}/reopen")
async def reopen(message_id: MessageId, access: ContentWriter) -> WrongAnswerView:
    async with access.work() as work:
        return await service.handle(work, message_id, done=False)
