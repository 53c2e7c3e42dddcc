"""Teams: some of a hotel's people, to whom a conversation may be given together."""

from collections.abc import Collection
from uuid import UUID

from backend.errors import Conflict, Invalid, NotFound
from backend.features.audit.service import record
from backend.features.teams import repository
from backend.features.teams.schemas import TeamInput, TeamPatch, TeamView
from backend.models import Team
from backend.work import Work


async def list_teams(work: Work) -> list[TeamView]:
    """By name."""
    members = await repository.members(work)
    return [_view(row, members.get(row.id, [])) for row in await repository.list_teams(work)]


async def get_team(work: Work, team_id: UUID) -> TeamView:
    row = await find_team(work, team_id)
    return _view(row, (await repository.members(work)).get(row.id, []))


async def add_team(work: Work, data: TeamInput) -> TeamView:
    """Raises Conflict for a name that is taken, Invalid for somebody who is not of the hotel."""
    await _keep_free(work, data.name)
    await _check(work, data.members)
    row = Team(hotel_id=work.hotel_id, name=data.name)
    work.session.add(row)
    await work.session.flush()
    await repository.set_members(work, row.id, data.members)
    await record(work, "team.create", subject=str(row.id), detail={"name": row.name})
    return await get_team(work, row.id)


async def update_team(work: Work, team_id: UUID, patch: TeamPatch) -> TeamView:
    row = await find_team(work, team_id)
    if patch.name is not None and patch.name.lower() != row.name.lower():
        await _keep_free(work, patch.name)
    row.name = patch.name or row.name
    if patch.members is not None:
        await _check(work, patch.members)
        await repository.set_members(work, row.id, patch.members)
    detail = patch.model_dump(mode="json", exclude_unset=True)
    await record(work, "team.update", subject=str(row.id), detail=detail)
    return await get_team(work, row.id)


async def remove_team(work: Work, team_id: UUID) -> list[UUID]:
    """Its conversations belong to no team afterwards; says which these were."""
    row = await find_team(work, team_id)
    left = await repository.leave_conversations(work, row.id)
    await work.session.delete(row)
    await work.session.flush()
    detail = {"name": row.name, "conversations": len(left)}
    await record(work, "team.delete", subject=str(row.id), detail=detail)
    return left


async def find_team(work: Work, team_id: UUID) -> Team:
    row = await repository.get_team(work, team_id)
    if row is None:
        raise NotFound("There is no such team.")
    return row


async def _keep_free(work: Work, name: str) -> None:
    if await repository.team_named(work, name) is not None:
        raise Conflict("There is a team of this name already.")


async def _check(work: Work, members: Collection[UUID]) -> None:
    wanted = set(members)
    if wanted and await repository.count_staff(work, wanted) != len(wanted):
        raise Invalid("Somebody named here does not work in this hotel.")


def _view(row: Team, members: list[UUID]) -> TeamView:
    return TeamView(id=row.id, name=row.name, members=members)
