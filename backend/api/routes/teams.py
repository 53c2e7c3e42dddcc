"""Teams of a hotel."""

from uuid import UUID

from fastapi import APIRouter

from backend.api.deps import PAGE, Cursor, Limit, Reader, SettingsWriter
from backend.api.pages import PageOf
from backend.features.conversations.service import views_of
from backend.features.teams import service
from backend.features.teams.schemas import TeamInput, TeamPatch, TeamView
from backend.ports.live import LiveKind

router = APIRouter(prefix="/hotels/{hotel_id}/teams", tags=["teams"])


@router.get("")
async def list_teams(
    access: Reader, cursor: Cursor = None, limit: Limit = PAGE
) -> PageOf[TeamView]:
    async with access.work() as work:
        return PageOf.part(await service.list_teams(work), cursor=cursor, limit=limit)


@router.post("", status_code=201)
async def add_team(data: TeamInput, access: SettingsWriter) -> TeamView:
    async with access.work() as work:
        return await service.add_team(work, data)


@router.get("/{team_id}")
async def get_team(team_id: UUID, access: Reader) -> TeamView:
    async with access.work() as work:
        return await service.get_team(work, team_id)


@router.patch("/{team_id}")
async def update_team(team_id: UUID, data: TeamPatch, access: SettingsWriter) -> TeamView:
    async with access.work() as work:
        return await service.update_team(work, team_id, data)


@router.delete("/{team_id}", status_code=204)
async def remove_team(team_id: UUID, access: SettingsWriter) -> None:
    """Its conversations belong to no team afterwards."""
    async with access.work() as work:
        for view in await views_of(work, await service.remove_team(work, team_id)):
            work.tell(LiveKind.CONVERSATION, view.as_json())
