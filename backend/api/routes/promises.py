"""What guests were promised: what is open, and what became of it."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Path

from backend.api.deps import PAGE, Cursor, Limit, Reader, Writer
from backend.api.pages import PageOf
from backend.features.promises import service
from backend.features.promises.schemas import PromiseView

router = APIRouter(prefix="/hotels/{hotel_id}", tags=["promises"])
PromiseNumber = Annotated[int, Path(ge=1, lt=2**63)]


@router.get("/promises")
async def list_promises(
    access: Reader, closed: bool = False, cursor: Cursor = None, limit: Limit = PAGE
) -> PageOf[PromiseView]:
    """Open ones by when they are due; closed ones the newest first."""
    async with access.work() as work:
        listed = service.list_closed if closed else service.list_open
        return PageOf.of(await listed(work, cursor=cursor, limit=limit))


@router.get("/conversations/{conversation_id}/promises")
async def list_of_conversation(conversation_id: UUID, access: Reader) -> PageOf[PromiseView]:
    """The open ones, the next one first."""
    async with access.work() as work:
        return PageOf.whole(await service.list_of_conversation(work, conversation_id))


@router.post("/promises/{promise_id}/keep")
async def keep(promise_id: PromiseNumber, access: Writer) -> PromiseView:
    """It is done."""
    async with access.work() as work:
        return await service.keep(work, promise_id)


@router.post("/promises/{promise_id}/cancel")
async def cancel(promise_id: PromiseNumber, access: Writer) -> PromiseView:
    """Nothing has to be done."""
    async with access.work() as work:
        return await service.cancel(work, promise_id)


@router.post("/promises/{promise_id}/reopen")
async def reopen(promise_id: PromiseNumber, access: Writer) -> PromiseView:
    """It was closed by mistake."""
    async with access.work() as work:
        return await service.reopen(work, promise_id)
