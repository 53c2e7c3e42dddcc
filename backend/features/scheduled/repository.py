"""Queries on messages that are to be sent later."""

from collections.abc import Collection, Sequence
from uuid import UUID

from sqlmodel import col, select

from backend.db.transaction import sql
from backend.domain.inbox_words import ScheduledState
from backend.models import Hotel, ScheduledMessage, Staff, Stay
from backend.work import Work

_UNLESS_REPLY = sql("""
update scheduled_message
set state = 'cancelled', reason = 'guest_replied', decided_at = :now
where hotel_id = :hotel and conversation_id = any(:conversations) and state = 'planned'
  and unless_reply
returning id
""")


async def list_planned(work: Work, conversation_id: UUID) -> Sequence[ScheduledMessage]:
    query = select(ScheduledMessage).where(
        ScheduledMessage.hotel_id == work.hotel_id,
        ScheduledMessage.conversation_id == conversation_id,
        ScheduledMessage.state == ScheduledState.PLANNED,
    )
    order = (col(ScheduledMessage.due_at), col(ScheduledMessage.id))
    return (await work.session.exec(query.order_by(*order))).all()


async def get(
    work: Work, conversation_id: UUID, scheduled_id: UUID, *, lock: bool = False
) -> ScheduledMessage | None:
    query = select(ScheduledMessage).where(
        ScheduledMessage.hotel_id == work.hotel_id,
        ScheduledMessage.conversation_id == conversation_id,
        ScheduledMessage.id == scheduled_id,
    )
    if lock:
        query = query.with_for_update()
    result = await work.session.exec(query, execution_options={"populate_existing": True})
    return result.first()


async def read(work: Work, ids: Collection[UUID]) -> Sequence[ScheduledMessage]:
    query = select(ScheduledMessage).where(
        ScheduledMessage.hotel_id == work.hotel_id, col(ScheduledMessage.id).in_(ids)
    )
    result = await work.session.exec(query, execution_options={"populate_existing": True})
    return result.all()


async def due(work: Work, *, limit: int) -> Sequence[tuple[UUID, UUID]]:
    """(conversation, scheduled message), the longest due first. Nothing is locked."""
    query = (
        select(ScheduledMessage.conversation_id, ScheduledMessage.id)
        .where(
            ScheduledMessage.hotel_id == work.hotel_id,
            ScheduledMessage.state == ScheduledState.PLANNED,
            ScheduledMessage.due_at <= work.now,
        )
        .order_by(col(ScheduledMessage.due_at), col(ScheduledMessage.id))
        .limit(limit)
    )
    return (await work.session.exec(query)).all()


async def cancel_unless_reply(work: Work, conversations: Collection[UUID]) -> list[UUID]:
    values = {
        "hotel": work.hotel_id,
        "conversations": list(conversations),
        "now": work.now,
    }
    return [id_ for (id_,) in await work.rows(_UNLESS_REPLY, values)]


async def names(work: Work, ids: Collection[UUID]) -> dict[UUID, str]:
    if not ids:
        return {}
    query = select(Staff.id, Staff.name).where(
        Staff.hotel_id == work.hotel_id, col(Staff.id).in_(ids)
    )
    return dict((await work.session.exec(query)).all())


async def get_hotel(work: Work) -> Hotel:
    return await work.session.get_one(Hotel, work.hotel_id)


async def get_stay(work: Work, stay_id: UUID) -> Stay:
    return await work.session.get_one(Stay, (work.hotel_id, stay_id))
