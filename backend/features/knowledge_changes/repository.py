"""Rows of changes of entries that wait, and whether a hotel's changes wait at all."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import tuple_
from sqlmodel import col, select

from backend.db.transaction import sql
from backend.domain.golden_words import ChangeState
from backend.models import KnowledgeChange
from backend.work import Work

_IS_GATED = sql("""
select exists (select 1 from golden_question where hotel_id = :hotel and state = 'approved')
""")
_OPEN = (ChangeState.CHECKING, ChangeState.REFUSED, ChangeState.UNCHECKED)


async def is_gated(work: Work) -> bool:
    ((found,),) = await work.rows(_IS_GATED, {"hotel": work.hotel_id})
    return bool(found)


async def find_change(work: Work, change_id: UUID, *, lock: bool = False) -> KnowledgeChange | None:
    key = (work.hotel_id, change_id)
    return await work.session.get(
        KnowledgeChange, key, with_for_update=lock or None, populate_existing=lock
    )


async def lock_open_changes(work: Work, entry_id: UUID) -> Sequence[KnowledgeChange]:
    """Of one entry, the oldest first."""
    statement = select(KnowledgeChange).where(
        KnowledgeChange.hotel_id == work.hotel_id,
        KnowledgeChange.entry_id == entry_id,
        col(KnowledgeChange.state).in_(_OPEN),
    )
    order = col(KnowledgeChange.id)
    return (await work.session.exec(statement.order_by(order).with_for_update())).all()


async def list_changes(
    work: Work, *, open_only: bool, before: tuple[datetime, UUID] | None, limit: int
) -> Sequence[KnowledgeChange]:
    """Newest first."""
    statement = select(KnowledgeChange).where(KnowledgeChange.hotel_id == work.hotel_id)
    if open_only:
        statement = statement.where(col(KnowledgeChange.state).in_(_OPEN))
    key = tuple_(col(KnowledgeChange.created_at), col(KnowledgeChange.id))
    if before is not None:
        statement = statement.where(key < tuple_(*before))
    order = (col(KnowledgeChange.created_at).desc(), col(KnowledgeChange.id).desc())
    return (await work.session.exec(statement.order_by(*order).limit(limit))).all()
