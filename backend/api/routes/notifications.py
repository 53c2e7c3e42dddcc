"""What the caller is told of, and how they want to be told."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query
from pydantic import AwareDatetime, BaseModel, Field

from backend.api.deps import PAGE, Cursor, Limit, Reader
from backend.api.pages import PageOf
from backend.features.digests import service as digests
from backend.features.digests.schemas import DigestView
from backend.features.notifications import service
from backend.features.notifications.schemas import (
    NotificationView,
    SettingsPatch,
    SettingsView,
    UnreadView,
)
from backend.kit.fields import Code

router = APIRouter(prefix="/hotels/{hotel_id}/notifications", tags=["notifications"])


class ReadBody(BaseModel):
    conversation_id: UUID | None = None
    """Everything about this conversation."""
    ids: list[Code] | None = Field(default=None, max_length=200)
    """These; with neither, all."""


@router.get("")
async def list_notifications(
    access: Reader, cursor: Cursor = None, limit: Limit = PAGE
) -> PageOf[NotificationView]:
    """One's own, newest first."""
    async with access.work() as work:
        return PageOf.of(await service.list_notifications(work, cursor=cursor, limit=limit))


@router.get("/unread")
async def count_unread(
    access: Reader, after: Annotated[AwareDatetime | None, Query()] = None
) -> UnreadView:
    """`after`: the moment of an earlier answer; `fresh` says what came since."""
    since: datetime | None = after
    async with access.work() as work:
        return await service.count_unread(work, since)


@router.post("/read", status_code=204)
async def mark_read(data: ReadBody, access: Reader) -> None:
    async with access.work() as work:
        await service.mark_read(work, conversation_id=data.conversation_id, ids=data.ids)


@router.post("/shown", status_code=204)
async def mark_shown(access: Reader) -> None:
    """What is unread now was seen on a page: no digest writes of it."""
    async with access.work() as work:
        await service.mark_shown(work)


@router.get("/digest")
async def get_digest(access: Reader) -> DigestView:
    """How one's digests by e-mail are doing; `mail_minutes` of the settings switches them on."""
    can_mail = access.services.container.settings.smtp_host is not None
    async with access.work() as work:
        return await digests.get_digest(work, can_mail=can_mail)


@router.get("/settings")
async def get_settings(access: Reader) -> SettingsView:
    async with access.work() as work:
        return await service.get_settings(work)


@router.patch("/settings")
async def change_settings(data: SettingsPatch, access: Reader) -> SettingsView:
    async with access.work() as work:
        return await service.change_settings(work, data)
