"""Who is called when an alert climbs."""

from uuid import UUID

from fastapi import APIRouter

from backend.api.deps import PAGE, Cursor, Limit, Reader, SettingsReader, SettingsWriter
from backend.api.pages import PageOf
from backend.features.duty import service
from backend.features.duty.schemas import (
    ContactPatch,
    ContactView,
    HolidayInput,
    HolidayView,
    LadderInput,
    LadderView,
    ShiftInput,
    ShiftView,
)

router = APIRouter(prefix="/hotels/{hotel_id}", tags=["duty"])


@router.get("/shifts")
async def list_shifts(
    access: Reader, cursor: Cursor = None, limit: Limit = PAGE
) -> PageOf[ShiftView]:
    async with access.work() as work:
        return PageOf.part(await service.list_shifts(work), cursor=cursor, limit=limit)


@router.post("/shifts", status_code=201)
async def add_shift(data: ShiftInput, access: SettingsWriter) -> ShiftView:
    async with access.work() as work:
        return await service.add_shift(work, data)


@router.get("/shifts/{shift_id}")
async def get_shift(shift_id: UUID, access: Reader) -> ShiftView:
    async with access.work() as work:
        return await service.get_shift(work, shift_id)


@router.patch("/shifts/{shift_id}")
async def update_shift(shift_id: UUID, data: ShiftInput, access: SettingsWriter) -> ShiftView:
    """All of it: a shift is short."""
    async with access.work() as work:
        return await service.update_shift(work, shift_id, data)


@router.delete("/shifts/{shift_id}", status_code=204)
async def remove_shift(shift_id: UUID, access: SettingsWriter) -> None:
    async with access.work() as work:
        await service.remove_shift(work, shift_id)


@router.get("/holidays")
async def list_holidays(
    access: Reader, cursor: Cursor = None, limit: Limit = PAGE
) -> PageOf[HolidayView]:
    async with access.work() as work:
        return PageOf.part(await service.list_holidays(work), cursor=cursor, limit=limit)


@router.post("/holidays", status_code=201)
async def add_holiday(data: HolidayInput, access: SettingsWriter) -> HolidayView:
    async with access.work() as work:
        return await service.add_holiday(work, data)


@router.delete("/holidays/{holiday_id}", status_code=204)
async def remove_holiday(holiday_id: UUID, access: SettingsWriter) -> None:
    async with access.work() as work:
        await service.remove_holiday(work, holiday_id)


@router.get("/duty-contacts")
async def list_contacts(
    access: SettingsReader, cursor: Cursor = None, limit: Limit = PAGE
) -> PageOf[ContactView]:
    """Everybody who may answer guests: how they are told of alerts, and who is on duty now."""
    async with access.work() as work:
        return PageOf.part(await service.list_contacts(work), cursor=cursor, limit=limit)


@router.patch("/duty-contacts/{staff_id}")
async def update_contact(staff_id: UUID, data: ContactPatch, access: SettingsWriter) -> ContactView:
    async with access.work() as work:
        return await service.update_contact(work, staff_id, data)


@router.get("/ladder")
async def get_ladder(access: Reader) -> LadderView:
    async with access.work() as work:
        return await service.ladder(work)


@router.put("/ladder")
async def set_ladder(data: LadderInput, access: SettingsWriter) -> LadderView:
    """For every alert that climbs from now on."""
    async with access.work() as work:
        return await service.set_ladder(work, data)
