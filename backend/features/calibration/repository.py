"""Queries on verdicts, missed complaints and scores."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy.dialects.postgresql import insert
from sqlmodel import col, delete, select, text

from backend.models import (
    AlertPolicy,
    Assessment,
    Conversation,
    Guest,
    Message,
    MissedComplaint,
)
from backend.work import Work

_VERDICTS = text("""
select coalesce(s.language, ''), a.status = 'held', a.verdict, count(*)
from alert a
left join assessment s on s.hotel_id = a.hotel_id and s.message_id = a.message_id
where a.hotel_id = :hotel_id and a.kind = 'complaint' and a.message_id is not null
group by 1, 2, 3
""")
_MISSED = text("""
select coalesce(s.language, ''), count(*)
from missed_complaint m
left join assessment s on s.hotel_id = m.hotel_id and s.message_id = m.message_id
where m.hotel_id = :hotel_id
group by 1
""")


async def verdicts(work: Work) -> Sequence[tuple[str, bool, bool | None, int]]:
    """(language, held back, verdict, how many)"""
    rows = await work.session.execute(_VERDICTS, {"hotel_id": work.hotel_id})
    return [(row[0], row[1], row[2], row[3]) for row in rows]


async def count_missed(work: Work) -> Sequence[tuple[str, int]]:
    rows = await work.session.execute(_MISSED, {"hotel_id": work.hotel_id})
    return [(row[0], row[1]) for row in rows]


async def scores(work: Work, *, since: datetime) -> Sequence[tuple[float, datetime]]:
    """Of complaints by mood, raised or held back."""
    query = text("""
select a.score, a.created_at from alert a
where a.hotel_id = :hotel_id and a.status in ('open', 'acknowledged', 'resolved', 'dismissed',
  'held') and a.created_at >= :since and a.kind = 'complaint' and a.score is not null
""")
    rows = await work.session.execute(query, {"hotel_id": work.hotel_id, "since": since})
    return [(row[0], row[1]) for row in rows]


async def list_missed(work: Work, *, limit: int, message_id: int | None = None) -> Sequence[Any]:
    """Newest first: (missed, message, guest's name, score). `message_id`: only this one."""
    own = work.hotel_id
    query = (
        select(MissedComplaint, Message, Guest.name, Assessment.score)
        .join(Message, (col(Message.hotel_id) == own) & (Message.id == MissedComplaint.message_id))
        .join(
            Conversation,
            (col(Conversation.hotel_id) == own) & (col(Conversation.id) == Message.conversation_id),
        )
        .join(Guest, (col(Guest.hotel_id) == own) & (col(Guest.id) == Conversation.guest_id))
        .outerjoin(
            Assessment,
            (col(Assessment.hotel_id) == own) & (col(Assessment.message_id) == Message.id),
        )
        .where(MissedComplaint.hotel_id == own)
        .order_by(col(MissedComplaint.at).desc(), col(MissedComplaint.message_id).desc())
        .limit(limit)
    )
    if message_id is not None:
        query = query.where(MissedComplaint.message_id == message_id)
    return (await work.session.execute(query)).all()


async def add_missed(work: Work, message_id: int) -> bool:
    """False: it was marked before."""
    made = (
        insert(MissedComplaint)
        .values(hotel_id=work.hotel_id, message_id=message_id, staff_id=work.actor.staff_id)
        .on_conflict_do_nothing()
        .returning(col(MissedComplaint.message_id))
    )
    return (await work.session.execute(made)).first() is not None


async def remove_missed(work: Work, message_id: int) -> None:
    gone = delete(MissedComplaint).where(
        col(MissedComplaint.hotel_id) == work.hotel_id,
        col(MissedComplaint.message_id) == message_id,
    )
    await work.session.execute(gone)


async def has_alert(work: Work, message_id: int) -> bool:
    found = await work.session.execute(
        text(
            "select 1 from alert where hotel_id = :hotel_id and kind = 'complaint'"
            " and dedupe_key = :key and status <> 'held'"
        ),
        {"hotel_id": work.hotel_id, "key": f"complaint:{message_id}"},
    )
    return found.first() is not None


async def get_policy(work: Work) -> AlertPolicy | None:
    return await work.session.get(AlertPolicy, work.hotel_id)


async def lock_policy(work: Work) -> AlertPolicy:
    """Made where there was none."""
    made = insert(AlertPolicy).values(hotel_id=work.hotel_id)
    await work.session.execute(made.on_conflict_do_nothing())
    query = select(AlertPolicy).where(AlertPolicy.hotel_id == work.hotel_id)
    return (await work.session.exec(query.with_for_update())).one()
