"""Queries on failed attempts and on the dead letters that they end in."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import col, select, update

from backend.models import DeadLetter, WorkFailure
from backend.work import Work


async def add_failure(work: Work, *, source: str, source_id: str, attempt: int, error: str) -> None:
    row = WorkFailure(
        hotel_id=work.hotel_id, source=source, source_id=source_id, attempt=attempt, error=error
    )
    values = row.model_dump(exclude={"id", "at"})
    await work.session.execute(insert(WorkFailure).values(values))


async def upsert_letter(
    work: Work, *, source: str, source_id: str, reason: str, attempts: int
) -> None:
    letter = DeadLetter(
        hotel_id=work.hotel_id,
        source=source,
        source_id=source_id,
        reason=reason,
        attempts=attempts,
    )
    values = letter.model_dump(exclude={"first_at", "last_at"})
    # One that was tried again in vain, or put away, is open once more; the first time stays.
    again = {
        "reason": reason,
        "attempts": attempts,
        "last_at": work.now,
        "replayed_at": None,
        "replayed_by": None,
        "discarded_at": None,
        "discarded_by": None,
    }
    statement = insert(DeadLetter).values(values)
    await work.session.execute(
        statement.on_conflict_do_update(
            index_elements=["hotel_id", "source", "source_id"], set_=again
        )
    )


async def close_letter(work: Work, *, source: str, source_id: str, by: UUID | None) -> None:
    statement = (
        update(DeadLetter)
        .where(
            col(DeadLetter.hotel_id) == work.hotel_id,
            col(DeadLetter.source) == source,
            col(DeadLetter.source_id) == source_id,
            col(DeadLetter.replayed_at).is_(None),
            col(DeadLetter.discarded_at).is_(None),
        )
        .values(replayed_at=work.now, replayed_by=by)
    )
    await work.session.execute(statement)


_LAST = text("""
select f.source, f.source_id, f.attempt, f.error, f.at
from unnest(cast(:sources as text[]), cast(:source_ids as text[])) as wanted(source, source_id)
cross join lateral (
  select * from work_failure w
  where w.hotel_id = :hotel_id and w.source = wanted.source and w.source_id = wanted.source_id
  order by w.id desc limit :most
) f
order by f.id
""")


async def list_failures(
    work: Work, wanted: Sequence[tuple[str, str]], *, most: int
) -> Mapping[tuple[str, str], Sequence[tuple[int, str, datetime]]]:
    """(attempt, error, time) by (source, source id), oldest first."""
    values = {
        "hotel_id": work.hotel_id,
        "sources": [source for source, _ in wanted],
        "source_ids": [source_id for _, source_id in wanted],
        "most": most,
    }
    found: dict[tuple[str, str], list[tuple[int, str, datetime]]] = defaultdict(list)
    for row in await work.session.execute(_LAST, values):
        found[row.source, row.source_id].append((row.attempt, row.error, row.at))
    return found


async def last_error(work: Work, *, source: str, source_id: str) -> str | None:
    query = (
        select(WorkFailure.error)
        .where(
            WorkFailure.hotel_id == work.hotel_id,
            WorkFailure.source == source,
            WorkFailure.source_id == source_id,
        )
        .order_by(col(WorkFailure.id).desc())
        .limit(1)
    )
    return (await work.session.exec(query)).first()
