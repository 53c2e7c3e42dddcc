"""Complaints: who answers for each, what was done, how it ended."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter
from pydantic import AfterValidator, BaseModel, StringConstraints

from backend.api.deps import PAGE, Cursor, Limit, Reader, Writer
from backend.api.pages import PageOf
from backend.domain.recovery import ComplaintSource
from backend.errors import Conflict
from backend.features.complaints import service
from backend.features.complaints.schemas import ComplaintView
from backend.features.recovery.service import ask_guest
from backend.kit.text import storable

router = APIRouter(prefix="/hotels/{hotel_id}", tags=["complaints"])

Words = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=3, max_length=1000),
    AfterValidator(storable),
]


class Owner(BaseModel):
    staff_id: UUID


class Deed(BaseModel):
    words: Words
    """What was done."""


class Closure(BaseModel):
    reason: Words
    """Why it is closed without the guest's word."""


@router.get("/complaints")
async def list_complaints(
    access: Reader, closed: bool = False, cursor: Cursor = None, limit: Limit = PAGE
) -> PageOf[ComplaintView]:
    """Newest first."""
    async with access.work() as work:
        page = await service.list_complaints(work, is_open=not closed, cursor=cursor, limit=limit)
        return PageOf.of(page)


@router.post("/conversations/{conversation_id}/complaints", status_code=201)
async def open_complaint(conversation_id: UUID, access: Writer) -> ComplaintView:
    """By hand. One is enough for a conversation."""
    async with access.work() as work:
        view = await service.open_complaint(work, conversation_id, source=ComplaintSource.STAFF)
        if view is None:
            raise Conflict("A complaint of this conversation is open already.")
        return view


@router.get("/complaints/{complaint_id}")
async def get_complaint(complaint_id: UUID, access: Reader) -> ComplaintView:
    async with access.work() as work:
        return await service.get_complaint(work, complaint_id)


@router.post("/complaints/{complaint_id}/own")
async def own(complaint_id: UUID, data: Owner, access: Writer) -> ComplaintView:
    async with access.work() as work:
        return await service.own(work, complaint_id, data.staff_id)


@router.post("/complaints/{complaint_id}/act")
async def act(complaint_id: UUID, data: Deed, access: Writer) -> ComplaintView:
    async with access.work() as work:
        return await service.act(work, complaint_id, data.words)


@router.post("/complaints/{complaint_id}/ask")
async def ask(complaint_id: UUID, access: Writer) -> ComplaintView:
    """Asks the guest in the chat whether it is fixed; a yes closes it."""
    async with access.work() as work:
        return await ask_guest(work, complaint_id)


@router.post("/complaints/{complaint_id}/close")
async def close(complaint_id: UUID, data: Closure, access: Writer) -> ComplaintView:
    async with access.work() as work:
        return await service.close(work, complaint_id, data.reason)
