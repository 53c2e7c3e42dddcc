"""Connections to a hotel's PMS."""

from uuid import UUID

from fastapi import APIRouter

from backend.api.deps import SettingsReader, SettingsWriter
from backend.api.pages import PageOf
from backend.features.pms import service
from backend.features.pms.schemas import (
    ConnectedPms,
    PmsConnectionInput,
    PmsConnectionView,
    PmsEventView,
)
from backend.integrations.outside import problem_of_url

router = APIRouter(prefix="/hotels/{hotel_id}/pms-connections", tags=["stays"])


@router.get("")
async def list_connections(access: SettingsReader) -> PageOf[PmsConnectionView]:
    async with access.work() as work:
        return PageOf.whole(await service.list_connections(work))


@router.post("", status_code=201)
async def connect(data: PmsConnectionInput, access: SettingsWriter) -> ConnectedPms:
    """The webhook path and the signing secret are in this answer and nowhere else."""
    private = access.services.container.settings.pms_private_addresses
    refused = problem_of_url(data.base_url, private_allowed=private) if data.base_url else None
    async with access.work() as work:
        return await service.connect(work, data, refused_url=refused)


@router.get("/{connection_id}")
async def get_connection(connection_id: UUID, access: SettingsReader) -> PmsConnectionView:
    async with access.work() as work:
        return await service.get_connection(work, connection_id)


@router.get("/{connection_id}/events")
async def list_events(connection_id: UUID, access: SettingsReader) -> PageOf[PmsEventView]:
    """The newest hundred webhooks and what became of them."""
    async with access.work() as work:
        return PageOf.whole(await service.list_events(work, connection_id))


@router.delete("/{connection_id}", status_code=204)
async def disconnect(connection_id: UUID, access: SettingsWriter) -> None:
    """Closes the webhook path and forgets the credentials; the stays stay."""
    async with access.work() as work:
        await service.disconnect(work, connection_id)
