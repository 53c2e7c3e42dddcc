"""The people of a hotel."""

from uuid import UUID

from fastapi import APIRouter

from backend.api.deps import PAGE, Cursor, Limit, SettingsReader, SettingsWriter
from backend.api.pages import PageOf
from backend.features.accounts import service as accounts
from backend.features.staff import service
from backend.features.staff.schemas import NewStaffView, StaffInput, StaffPatch, StaffView
from backend.realtime.kick import kick

router = APIRouter(prefix="/hotels/{hotel_id}/staff", tags=["staff"])


@router.get("")
async def list_staff(
    access: SettingsReader, cursor: Cursor = None, limit: Limit = PAGE
) -> PageOf[StaffView]:
    async with access.work() as work:
        return PageOf.of(await service.list_staff(work, cursor=cursor, limit=limit))


@router.post("", status_code=201)
async def add_staff(data: StaffInput, access: SettingsWriter) -> NewStaffView:
    """Without a password, `invitation` is the token of a one-time link."""
    hashed = None
    if data.password is not None:
        hashed = await accounts.new_password_hash(data.password, email=data.email)
    async with access.work() as work:
        return await service.add_staff(work, data, password_hash=hashed)


@router.get("/{staff_id}")
async def get_staff(staff_id: UUID, access: SettingsReader) -> StaffView:
    async with access.work() as work:
        return await service.get_staff(work, staff_id)


@router.patch("/{staff_id}")
async def update_staff(staff_id: UUID, data: StaffPatch, access: SettingsWriter) -> StaffView:
    """A change of role or place also closes the person's open screens."""
    async with access.work() as work:
        view, account_id = await service.update_staff(work, staff_id, data)
        sessions = await accounts.live_sessions(work, account_id)
    if data.role is not None or data.disabled:
        await kick(access.services.container.redis, sessions)
    return view


@router.delete("/{staff_id}", status_code=204)
async def remove_staff(staff_id: UUID, access: SettingsWriter) -> None:
    """Takes the place away; what the person did stays in the log."""
    await update_staff(staff_id, StaffPatch(disabled=True), access)


@router.post("/{staff_id}/invite")
async def invite_again(staff_id: UUID, access: SettingsWriter) -> NewStaffView:
    async with access.work() as work:
        return await service.invite_again(work, staff_id)
