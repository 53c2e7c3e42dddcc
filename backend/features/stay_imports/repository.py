"""Rows of imports and of their reports."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import insert
from sqlmodel import col, delete, select, text

from backend.domain.words import PushOutcome
from backend.models import StayImport, StayImportLine
from backend.work import Work

_CLAIM = text("""
with due as (
  select id from stay_import
  where hotel_id = :hotel_id and state in ('checking', 'running') and next_at <= :now
  order by next_at
  limit 1
  for update skip locked
)
update stay_import i
set next_at = :until, epoch = i.epoch + 1, attempts = i.attempts + 1
from due where i.hotel_id = :hotel_id and i.id = due.id
returning i.id
""")


async def claim(work: Work, *, until: datetime) -> UUID | None:
    """The import that waits longest, ours until then."""
    values = {"hotel_id": work.hotel_id, "now": work.now, "until": until}
    return (await work.session.execute(_CLAIM, values)).scalar_one_or_none()


async def find(work: Work, import_id: UUID, *, lock: bool = False) -> StayImport | None:
    query = select(StayImport).where(
        StayImport.hotel_id == work.hotel_id, StayImport.id == import_id
    )
    if lock:
        query = query.with_for_update().execution_options(populate_existing=True)
    return (await work.session.exec(query)).one_or_none()


async def list_imports(work: Work, *, limit: int) -> Sequence[StayImport]:
    """Newest first."""
    query = select(StayImport).where(StayImport.hotel_id == work.hotel_id)
    return (
        await work.session.exec(query.order_by(col(StayImport.created_at).desc()).limit(limit))
    ).all()


async def clear_lines(work: Work, import_id: UUID) -> None:
    gone = delete(StayImportLine).where(
        col(StayImportLine.hotel_id) == work.hotel_id, col(StayImportLine.import_id) == import_id
    )
    await work.session.execute(gone)


async def add_lines(work: Work, rows: Sequence[dict[str, Any]]) -> None:
    if rows:
        await work.session.execute(insert(StayImportLine), rows)


async def list_lines(
    work: Work,
    import_id: UUID,
    *,
    outcome: PushOutcome | None,
    after: int,
    limit: int | None,
) -> Sequence[StayImportLine]:
    query = select(StayImportLine).where(
        StayImportLine.hotel_id == work.hotel_id,
        StayImportLine.import_id == import_id,
        StayImportLine.line > after,
    )
    if outcome is not None:
        query = query.where(StayImportLine.outcome == outcome)
    query = query.order_by(col(StayImportLine.line)).limit(limit)
    return (await work.session.exec(query)).all()


async def forget_files(work: Work, *, before: datetime) -> int:
    """Reports and files of finished or abandoned imports; the stays stay."""
    gone = (
        delete(StayImport)
        .where(
            col(StayImport.hotel_id) == work.hotel_id,
            col(StayImport.created_at) < before,
            col(StayImport.state).not_in(["checking", "running"]),
        )
        .returning(col(StayImport.id))
    )
    return len((await work.session.execute(gone)).all())
