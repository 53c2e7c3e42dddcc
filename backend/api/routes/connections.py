"""What a hotel depends on, and for the operator the same across hotels."""

from fastapi import APIRouter

from backend.api.deps import PlatformAdmin, Reader, Services
from backend.features.connections import service
from backend.features.connections.schemas import ConnectionsView, PlatformConnectionsView

router = APIRouter(tags=["connections"])


@router.get("/hotels/{hotel_id}/connections")
async def list_connections(access: Reader) -> ConnectionsView:
    """WhatsApp by number, the model, live updates and the database: how each is, since when, what
    guests notice. The live event `connection` says that it is worth asking again."""
    container = access.services.container
    return await service.connections_of(
        container.work,
        access.hotel_id,
        actor=access.actor,
        breaker=container.breaker,
        silence=await access.services.probes.silence(),
    )


@router.get("/connections")
async def list_all_connections(
    caller: PlatformAdmin, services: Services
) -> PlatformConnectionsView:
    """Every number of every hotel that does not work, and what all hotels share."""
    container = services.container
    return await service.all_connections(
        container.work,
        actor=caller.admin,
        breaker=container.breaker,
        silence=await services.probes.silence(),
    )
