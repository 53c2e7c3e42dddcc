"""Hotels: the operator's list and a hotel's own settings."""

from fastapi import APIRouter

from backend.api.deps import (
    PAGE,
    Cursor,
    Limit,
    PlatformAdmin,
    Services,
    SettingsReader,
    SettingsWriter,
)
from backend.api.pages import PageOf
from backend.features.hotels import service
from backend.features.hotels.schemas import HotelHealthView, HotelInput, HotelPatch, HotelView
from backend.features.journey.service import house_changed

router = APIRouter(prefix="/hotels", tags=["hotels"])


@router.get("")
async def list_hotels(
    caller: PlatformAdmin, services: Services, cursor: Cursor = None, limit: Limit = PAGE
) -> PageOf[HotelHealthView]:
    """Every hotel with its health in words; for the operator of the platform."""
    async with services.container.work.platform(actor=caller.admin) as work:
        return PageOf.of(await service.list_hotels(work, cursor=cursor, limit=limit))


@router.post("", status_code=201)
async def create_hotel(data: HotelInput, caller: PlatformAdmin, services: Services) -> HotelView:
    async with services.container.work.platform(actor=caller.admin) as work:
        return await service.create_hotel(work, data)


@router.get("/{hotel_id}")
async def get_hotel(access: SettingsReader) -> HotelView:
    async with access.work() as work:
        return await service.get_hotel(work)


@router.patch("/{hotel_id}")
async def update_hotel(data: HotelPatch, access: SettingsWriter) -> HotelView:
    async with access.work() as work:
        before = await service.get_hotel(work)
        after = await service.update_hotel(work, data)
        if any(getattr(before, name) != getattr(after, name) for name in service.CLOCK):
            await house_changed(work)
        return after
