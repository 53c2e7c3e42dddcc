"""Queries on what was done with a conversation."""

from collections.abc import Collection, Sequence
from uuid import UUID

from sqlalchemy import func
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import col, select, update

from backend.models import Activity, Mention, Participant, Staff
from backend.work import Work


async def list_activities(
    work: Work, conversation_id: UUID, *, before: int | None, limit: int
) -> Sequence[Activity]:
    query = select(Activity).where(
        Activity.hotel_id == work.hotel_id, Activity.conversation_id == conversation_id
    )
    if before is not None:
        query = query.where(col(Activity.id) < before)
    return (await work.session.exec(query.order_by(col(Activity.id).desc()).limit(limit))).all()


async def active_staff(work: Work, ids: Collection[UUID]) -> dict[UUID, str]:
    """Of these, who still works here: id to name."""
    query = select(Staff.id, Staff.name).where(
        Staff.hotel_id == work.hotel_id,
        col(Staff.id).in_(ids),
        col(Staff.disabled_at).is_(None),
    )
    return dict((await work.session.exec(query)).all())


async def see_mentions(work: Work, conversation_id: UUID, staff_id: UUID) -> bool:
    """Whether there was one that had not been seen."""
    seen = (
        update(Mention)
        .where(
            col(Mention.hotel_id) == work.hotel_id,
            col(Mention.conversation_id) == conversation_id,
            col(Mention.staff_id) == staff_id,
            col(Mention.seen_at).is_(None),
        )
        .values(seen_at=work.now)
        .returning(col(Mention.activity_id))
    )
    return bool((await work.session.execute(seen)).all())


async def take_part(work: Work, conversation_id: UUID, staff_ids: Collection[UUID]) -> None:
    rows = [
        {"hotel_id": work.hotel_id, "conversation_id": conversation_id, "staff_id": staff_id}
        for staff_id in sorted(staff_ids)
    ]
    await work.session.execute(insert(Participant).values(rows).on_conflict_do_nothing())


async def participants(work: Work, conversation_id: UUID) -> Sequence[tuple[UUID, str]]:
    query = (
        select(Staff.id, Staff.name)
        .join(
            Participant,
            (col(Participant.hotel_id) == col(Staff.hotel_id))
            & (col(Participant.staff_id) == col(Staff.id)),
        )
        .where(Staff.hotel_id == work.hotel_id, Participant.conversation_id == conversation_id)
        .order_by(func.lower(Staff.name), col(Staff.id))
    )
    return (await work.session.exec(query)).all()
