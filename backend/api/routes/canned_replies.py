"""Canned replies of a hotel, and the same as one guest would read them."""

from uuid import UUID

from fastapi import APIRouter

from backend.api.deps import PAGE, ContentWriter, Cursor, Limit, Reader
from backend.api.pages import PageOf
from backend.features.canned_replies import service
from backend.features.canned_replies.schemas import (
    CannedReplyInput,
    CannedReplyPatch,
    CannedReplyView,
    OfferView,
)

router = APIRouter(prefix="/hotels/{hotel_id}", tags=["canned replies"])


@router.get("/canned-replies")
async def list_replies(
    access: Reader, cursor: Cursor = None, limit: Limit = PAGE
) -> PageOf[CannedReplyView]:
    """By shortcut."""
    async with access.work() as work:
        return PageOf.part(await service.list_replies(work), cursor=cursor, limit=limit)


@router.post("/canned-replies", status_code=201)
async def add_reply(data: CannedReplyInput, access: ContentWriter) -> CannedReplyView:
    async with access.work() as work:
        return await service.add_reply(work, data)


@router.get("/canned-replies/{reply_id}")
async def get_reply(reply_id: UUID, access: Reader) -> CannedReplyView:
    async with access.work() as work:
        return await service.get_reply(work, reply_id)


@router.patch("/canned-replies/{reply_id}")
async def update_reply(
    reply_id: UUID, data: CannedReplyPatch, access: ContentWriter
) -> CannedReplyView:
    async with access.work() as work:
        return await service.update_reply(work, reply_id, data)


@router.delete("/canned-replies/{reply_id}", status_code=204)
async def remove_reply(reply_id: UUID, access: ContentWriter) -> None:
    async with access.work() as work:
        await service.remove_reply(work, reply_id)


@router.get("/conversations/{conversation_id}/canned-replies")
async def list_offers(conversation_id: UUID, access: Reader) -> PageOf[OfferView]:
    """Every reply in the guest's language, filled in for this guest."""
    async with access.work() as work:
        return PageOf.whole(await service.offers(work, conversation_id))
