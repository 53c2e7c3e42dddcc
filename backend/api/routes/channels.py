"""A hotel's WhatsApp numbers."""

from uuid import UUID

from fastapi import APIRouter

from backend.api.deps import PAGE, Cursor, Limit, SettingsReader, SettingsWriter
from backend.api.pages import PageOf
from backend.features.channels import service
from backend.features.channels.schemas import (
    ChannelChange,
    ChannelRequest,
    ChannelView,
    ConnectedChannel,
)
from backend.features.number_health import service as number_health
from backend.features.number_health.schemas import NumberHealthView

router = APIRouter(prefix="/hotels/{hotel_id}/channels", tags=["channels"])


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
async def change_channel(
    channel_id: UUID, data: ChannelChange, access: SettingsWriter
) -> ChannelView:
    """Its name, the least time between two messages, and how many conversations it may begin."""
    async with access.work() as work:
        return await number_health.change_number(work, channel_id, data)


@router.get("/{channel_id}/health")
async def get_channel_health(channel_id: UUID, access: SettingsReader) -> NumberHealthView:
    """State, pace, counts, what waits to spare the number, and what happened in two weeks."""
    async with access.work() as work:
        return await number_health.get_health(work, channel_id)


@router.post("/{channel_id}/refresh")
async def refresh_channel(channel_id: UUID, access: SettingsWriter) -> ChannelView:
    """Asks Green API how the number is."""
    container = access.services.container
    return await number_health.watch_state(
        container.work, container.messaging, hotel_id=access.hotel_id, channel_id=channel_id
    )


@router.delete("/{channel_id}", status_code=204)
async def remove_channel(channel_id: UUID, access: SettingsWriter) -> None:
    """Closes its webhook path; conversations stay."""
    async with access.work() as work:
        await service.remove(work, channel_id)
