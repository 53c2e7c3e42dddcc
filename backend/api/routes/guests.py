"""Guests: who they are, their stays, what they agreed to."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query

from backend.api.deps import PAGE, Cursor, Limit, Reader, Writer
from backend.api.pages import PageOf
from backend.domain.ids import GuestId
from backend.features.conversations.schemas import StayView
from backend.features.conversations.service import guest_stays, tell_conversations_of
from backend.features.guest_merges.schemas import MergeView
from backend.features.guest_merges.service import merges_of
from backend.features.guests import service
from backend.features.guests.schemas import ConsentView, GuestCard, GuestPatch, MoodPoint
from backend.kit.text import storable

router = APIRouter(prefix="/hotels/{hotel_id}/guests", tags=["guests"])


class GuestProfile(GuestCard):
    stays: list[StayView]
    consents: list[ConsentView]
    moods: list[MoodPoint]
    """Of the last messages, oldest first."""
    merges: list[MergeView]
    """Records of the same person that are part of this one."""


@router.get("")
async def list_guests(
    access: Reader,
    q: Annotated[str, Query(max_length=200)] = "",
    cursor: Cursor = None,
    limit: Limit = PAGE,
) -> PageOf[GuestCard]:
    """By name."""
    async with access.work() as work:
        page = await service.list_guests(work, query=storable(q), cursor=cursor, limit=limit)
        return PageOf.of(page)


@router.get("/{guest_id}")
async def get_guest(guest_id: UUID, access: Reader) -> GuestProfile:
    async with access.work() as work:
        card = await service.get_card(work, GuestId(guest_id))
        return GuestProfile(
            **card.model_dump(),
            stays=await guest_stays(work, guest_id),
            consents=await service.list_consents(work, GuestId(guest_id)),
            moods=await service.moods_of(work, GuestId(guest_id)),
            merges=await merges_of(work, guest_id),
        )


@router.patch("/{guest_id}")
async def update_guest(guest_id: UUID, data: GuestPatch, access: Writer) -> GuestCard:
    """Also records what the guest told staff about automatic messages."""
    async with access.work() as work:
        card = await service.update_guest(work, GuestId(guest_id), data)
        await tell_conversations_of(work, guest_id)
        return card
