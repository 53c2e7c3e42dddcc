"""Queries on who handles a conversation."""

from collections.abc import Sequence
from uuid import UUID

from sqlmodel import col, select

from backend.domain.words import ConversationStatus
from backend.models import Conversation, Hotel, Staff, Stay
from backend.work import Work


async def get_staff(work: Work, staff_id: UUID) -> Staff | None:
    query = select(Staff).where(Staff.hotel_id == work.hotel_id, Staff.id == staff_id)
    return (await work.session.exec(query)).first()


async def get_hotel(work: Work) -> Hotel:
    return await work.session.get_one(Hotel, work.hotel_id)


async def get_stay(work: Work, stay_id: UUID) -> Stay:
    return await work.session.get_one(Stay, (work.hotel_id, stay_id))


async def lock_due(work: Work, *, limit: int) -> Sequence[Conversation]:
    """Snoozed ones whose time has come, however long ago. Another process's are left out."""
    query = (
        select(Conversation)
        .where(
            Conversation.hotel_id == work.hotel_id,
            Conversation.status == ConversationStatus.SNOOZED,
            col(Conversation.snoozed_until) <= work.now,
        )
        .order_by(col(Conversation.snoozed_until), col(Conversation.id))
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    return (await work.session.exec(query)).all()
