"""A hotel's WhatsApp numbers."""

from uuid import UUID

from fastapi import APIRouter
from pydantic import BaseModel, Field

from backend.api.deps import PAGE, Cursor, Limit, SettingsReader, SettingsWriter
from backend.api.pages import PageOf
from backend.features.channels import service
from backend.features.channels.schemas import ChannelRequest, ChannelView, ConnectedChannel

router = APIRouter(prefix="/hotels/{hotel_id}/channels", tags=["channels"])


class ChannelPatch(BaseModel):
    name: str = Field(max_length=80)


@router.get("")
async def list_channels(
    access: SettingsReader, cursor: Cursor = None, limit: Limit = PAGE
) -> PageOf[ChannelView]:
    async with access.work() as work:
        return PageOf.part(await service.list_channels(work), cursor=cursor, limit=limit)


@router.post("", status_code=201)
async def connect_channel(data: ChannelRequest, access: SettingsWriter) -> ConnectedChannel:
    """Checks the number with Green API and points its webhooks here, unless `configure` is
    false. `webhook_token` is shown this once."""
    container = access.services.container
    settings = container.settings
    site = service.Site(
        public_url=settings.public_url,
        api_url=settings.green_api_url,
        media_url=settings.green_api_media_url,
    )
    return await service.connect(
        container.work,
        container.messaging,
        hotel_id=access.hotel_id,
        actor=access.actor,
        site=site,
        request=data,
    )


@router.get("/{channel_id}")
async def get_channel(channel_id: UUID, access: SettingsReader) -> ChannelView:
    async with access.work() as work:
        return await service.get_channel(work, channel_id)


@router.patch("/{channel_id}")
async def rename_channel(
    channel_id: UUID, data: ChannelPatch, access: SettingsWriter
) -> ChannelView:
    async with access.work() as work:
        return await service.rename(work, channel_id, data.name)


@router.post("/{channel_id}/refresh")
async def refresh_channel(channel_id: UUID, access: SettingsWriter) -> ChannelView:
    """Asks Green API how the number is."""
    container = access.services.container
    return await service.refresh_state(
        container.work, container.messaging, hotel_id=access.hotel_id, channel_id=channel_id
    )


@router.delete("/{channel_id}", status_code=204)
async def remove_channel(channel_id: UUID, access: SettingsWriter) -> None:
    """Closes its webhook path; conversations stay."""
    async with access.work() as work:
        await service.remove(work, channel_id)
