"""Queries on complaints."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import func, or_, tuple_
from sqlalchemy import select as select_many
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import aliased
from sqlmodel import col, select, text, update

from backend.domain.recovery import ComplaintState
from backend.models import Complaint, Conversation, Guest, Staff, Stay
from backend.work import Work

Named = tuple[Complaint, str, str | None, str | None, str | None]
"""With the guest's name, the room, the owner's name and whoever closed it."""


async def insert_once(work: Work, values: dict[str, Any]) -> Complaint | None:
    """None when one of this conversation is open already."""
    row = Complaint(hotel_id=work.hotel_id, **values)
    made = (
        insert(Complaint)
        .values(**row.model_dump(exclude_none=True))
        .on_conflict_do_nothing(
            index_elements=["hotel_id", "conversation_id"],
            index_where=text("state <> 'closed'"),
        )
        .returning(Complaint)
    )
    return (await work.session.scalars(made)).one_or_none()


async def conversation(work: Work, conversation_id: UUID) -> Conversation | None:
    return await work.session.get(Conversation, (work.hotel_id, conversation_id))


async def lock(work: Work, complaint_id: UUID) -> Complaint | None:
    query = select(Complaint).where(
        Complaint.hotel_id == work.hotel_id, Complaint.id == complaint_id
    )
    return (await work.session.exec(query.with_for_update())).one_or_none()


async def lock_open(work: Work, conversation_id: UUID) -> Complaint | None:
    query = select(Complaint).where(
        Complaint.hotel_id == work.hotel_id,
        Complaint.conversation_id == conversation_id,
        Complaint.state != ComplaintState.CLOSED,
    )
    return (await work.session.exec(query.with_for_update())).one_or_none()


async def is_open(work: Work, *, conversation_id: UUID, stay_id: UUID | None) -> bool:
    """Of this conversation, or of the stay in another one."""
    own: Any = col(Complaint.conversation_id) == conversation_id
    if stay_id is not None:
        own = or_(own, col(Complaint.stay_id) == stay_id)
    query = select(func.count()).where(
        col(Complaint.hotel_id) == work.hotel_id, own, Complaint.state != ComplaintState.CLOSED
    )
    return bool((await work.session.exec(query)).one())


async def list_page(
    work: Work, *, is_open: bool, after: tuple[datetime, UUID] | None, limit: int
) -> Sequence[Named]:
    """Newest first."""
    closed = col(Complaint.state) == ComplaintState.CLOSED
    query = _named(work).where(~closed if is_open else closed)
    if after is not None:
        query = query.where(tuple_(col(Complaint.opened_at), col(Complaint.id)) < tuple_(*after))
    query = query.order_by(col(Complaint.opened_at).desc(), col(Complaint.id).desc()).limit(limit)
    return [_row(one) for one in await work.session.execute(query)]


async def find(work: Work, complaint_id: UUID) -> Named | None:
    query = _named(work).where(col(Complaint.id) == complaint_id)
    found = (await work.session.execute(query)).one_or_none()
    return None if found is None else _row(found)


async def forget_question(work: Work, row: Complaint) -> None:
    """The guest's next words are no answer to it any more."""
    gone = (
        update(Conversation)
        .where(
            col(Conversation.hotel_id) == work.hotel_id,
            col(Conversation.id) == row.conversation_id,
            col(Conversation.question) == f"fixed:{row.id}",
        )
        .values(question=None, question_until=None)
    )
    await work.session.execute(gone)


def _named(work: Work) -> Any:
    own, closer = work.hotel_id, aliased(Staff)
    return (
        select_many(Complaint, Guest.name, Stay.room, Staff.name, closer.name)  # type: ignore[call-overload]
        .join(Guest, (col(Guest.hotel_id) == own) & (col(Guest.id) == Complaint.guest_id))
        .outerjoin(Stay, (col(Stay.hotel_id) == own) & (col(Stay.id) == Complaint.stay_id))
        .outerjoin(Staff, (col(Staff.hotel_id) == own) & (col(Staff.id) == Complaint.owner_id))
        .outerjoin(closer, (closer.hotel_id == own) & (closer.id == Complaint.closed_by))
        .where(col(Complaint.hotel_id) == own)
    )


def _row(one: Any) -> Named:
    return one[0], one[1], one[2], one[3], one[4]
