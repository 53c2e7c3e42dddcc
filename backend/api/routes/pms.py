"""Connections to a hotel's PMS."""

from uuid import UUID

from fastapi import APIRouter

from backend.api.deps import SettingsReader, SettingsWriter
from backend.api.pages import PageOf
from backend.features.pms import service
from backend.features.pms.schemas import (
    ConnectedPms,
    PmsConnectionInput,
    PmsConnectionPatch,
    PmsConnectionView,
    PmsEventView,
    PmsTestView,
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


@router.patch("/{connection_id}")
async def update_connection(
    connection_id: UUID, data: PmsConnectionPatch, access: SettingsWriter
) -> PmsConnectionView:
    """Its name, and whether it is paused: webhooks are then kept, and followed up afterwards."""
    async with access.work() as work:
        return await service.update_connection(work, connection_id, data)


@router.post("/{connection_id}/test")
async def test_connection(connection_id: UUID, access: SettingsWriter) -> PmsTestView:
    """Asks the PMS now, and says under a name how that went."""
    gateways = access.services.container.pms
    return await service.test_connection(access.works, access.hotel_id, connection_id, gateways)


@router.delete("/{connection_id}", status_code=204)
async def disconnect(connection_id: UUID, access: SettingsWriter) -> None:
    """Closes the webhook path and forgets the credentials; the stays stay."""
    async with access.work() as work:
        await service.disconnect(work, connection_id)
