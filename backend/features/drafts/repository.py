"""Queries on drafts."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy.dialects.postgresql import insert
from sqlmodel import col, delete, select

from backend.db.transaction import sql
from backend.domain.inbox_words import ComposerMode
from backend.models import Draft
from backend.work import Work

_FORGET_OLD = sql("""
delete from draft d using (
  select staff_id, conversation_id, mode from draft
  where hotel_id = :hotel and updated_at < :before order by updated_at limit :most
) old
where d.hotel_id = :hotel and d.staff_id = old.staff_id
  and d.conversation_id = old.conversation_id and d.mode = old.mode
""")


async def list_drafts(work: Work, staff_id: UUID, conversation_id: UUID) -> Sequence[Draft]:
    query = select(Draft).where(
        Draft.hotel_id == work.hotel_id,
        Draft.staff_id == staff_id,
        Draft.conversation_id == conversation_id,
    )
    return (await work.session.exec(query.order_by(col(Draft.mode)))).all()


async def keep(
    work: Work, staff_id: UUID, conversation_id: UUID, mode: ComposerMode, *, words: str
) -> None:
    row = {
        "hotel_id": work.hotel_id,
        "staff_id": staff_id,
        "conversation_id": conversation_id,
        "mode": mode,
        "text": words,
        "updated_at": work.now,
    }
    added = insert(Draft).values(row)
    changed = {"text": added.excluded.text, "updated_at": added.excluded.updated_at}
    key = ["hotel_id", "staff_id", "conversation_id", "mode"]
    await work.session.execute(added.on_conflict_do_update(index_elements=key, set_=changed))


async def forget(work: Work, staff_id: UUID, conversation_id: UUID, mode: ComposerMode) -> None:
    gone = delete(Draft).where(
        col(Draft.hotel_id) == work.hotel_id,
        col(Draft.staff_id) == staff_id,
        col(Draft.conversation_id) == conversation_id,
        col(Draft.mode) == mode,
    )
    await work.session.execute(gone)


async def forget_old(work: Work, *, before: datetime, most: int) -> int:
    values = {"hotel": work.hotel_id, "before": before, "most": most}
    return await work.run(_FORGET_OLD, values)
