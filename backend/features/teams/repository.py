"""Queries on teams."""

from collections.abc import Collection, Sequence
from uuid import UUID

from sqlalchemy import func
from sqlmodel import col, delete, select, update

from backend.models import Conversation, Staff, Team, TeamMember
from backend.work import Work


async def list_teams(work: Work) -> Sequence[Team]:
    query = select(Team).where(Team.hotel_id == work.hotel_id)
    return (await work.session.exec(query.order_by(func.lower(Team.name), col(Team.id)))).all()


async def get_team(work: Work, team_id: UUID) -> Team | None:
    return await work.session.get(Team, (work.hotel_id, team_id))


async def team_named(work: Work, name: str) -> Team | None:
    query = select(Team).where(
        Team.hotel_id == work.hotel_id, func.lower(Team.name) == name.lower()
    )
    return (await work.session.exec(query)).first()


async def members(work: Work) -> dict[UUID, list[UUID]]:
    """Of every team: who is in it and works here."""
    query = (
        select(TeamMember.team_id, TeamMember.staff_id)
        .join(
            Staff,
            (col(Staff.hotel_id) == col(TeamMember.hotel_id))
            & (col(Staff.id) == col(TeamMember.staff_id)),
        )
        .where(TeamMember.hotel_id == work.hotel_id, col(Staff.disabled_at).is_(None))
        .order_by(func.lower(Staff.name), col(Staff.id))
    )
    found: dict[UUID, list[UUID]] = {}
    for team_id, staff_id in (await work.session.exec(query)).all():
        found.setdefault(team_id, []).append(staff_id)
    return found


async def count_staff(work: Work, ids: Collection[UUID]) -> int:
    query = select(func.count()).where(col(Staff.hotel_id) == work.hotel_id, col(Staff.id).in_(ids))
    return (await work.session.exec(query)).one()


async def set_members(work: Work, team_id: UUID, ids: Collection[UUID]) -> None:
    gone = delete(TeamMember).where(
        col(TeamMember.hotel_id) == work.hotel_id, col(TeamMember.team_id) == team_id
    )
    await work.session.execute(gone)
    for staff_id in sorted(set(ids)):
        work.session.add(TeamMember(hotel_id=work.hotel_id, team_id=team_id, staff_id=staff_id))
    await work.session.flush()


async def leave_conversations(work: Work, team_id: UUID) -> list[UUID]:
    """Which conversations the team had."""
    left = (
        update(Conversation)
        .where(col(Conversation.hotel_id) == work.hotel_id, col(Conversation.team_id) == team_id)
        .values(team_id=None)
        .returning(col(Conversation.id))
    )
    return [id_ for (id_,) in (await work.session.execute(left)).all()]
