"""Rows of PMS connections and of what they told us."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import func
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import col, select, text, update

from backend.domain.words import PmsEventState
from backend.models import Hotel, PmsConnection, PmsEvent
from backend.work import Work

_CLAIM = text("""
with due as (
  select id from pms_event
  where hotel_id = :hotel_id and state = 'new' and next_at <= :now
  order by id
  limit :limit
  for update skip locked
)
update pms_event e set next_at = :until, attempts = e.attempts + 1
from due where e.hotel_id = :hotel_id and e.id = due.id
returning e.id
""")


async def list_connections(work: Work) -> Sequence[PmsConnection]:
    query = select(PmsConnection).where(
        PmsConnection.hotel_id == work.hotel_id, col(PmsConnection.removed_at).is_(None)
    )
    return (await work.session.exec(query.order_by(col(PmsConnection.created_at)))).all()


async def find_connection(work: Work, connection_id: UUID) -> PmsConnection | None:
    query = select(PmsConnection).where(
        PmsConnection.hotel_id == work.hotel_id,
        PmsConnection.id == connection_id,
        col(PmsConnection.removed_at).is_(None),
    )
    return (await work.session.exec(query)).one_or_none()


async def waiting_counts(work: Work) -> dict[UUID, int]:
    """{connection: events that are not followed up yet}"""
    query = (
        select(PmsEvent.connection_id, func.count())
        .where(PmsEvent.hotel_id == work.hotel_id, PmsEvent.state == PmsEventState.NEW)
        .group_by(col(PmsEvent.connection_id))
    )
    return dict((await work.session.exec(query)).all())


async def park(work: Work, connection_id: UUID, *, next_at: datetime) -> None:
    """Moves all that waits of this connection."""
    query = (
        update(PmsEvent)
        .where(
            col(PmsEvent.hotel_id) == work.hotel_id,
            col(PmsEvent.connection_id) == connection_id,
            col(PmsEvent.state) == PmsEventState.NEW,
        )
        .values(next_at=next_at)
    )
    await work.session.execute(query)


async def find_by_hook(work: Work, hook_hash: bytes) -> PmsConnection | None:
    query = select(PmsConnection).where(
        PmsConnection.hotel_id == work.hotel_id,
        PmsConnection.hook_hash == hook_hash,
        col(PmsConnection.removed_at).is_(None),
    )
    return (await work.session.exec(query)).one_or_none()


async def get_hotel(work: Work) -> Hotel:
    return await work.session.get_one(Hotel, work.hotel_id)


async def add_event(work: Work, values: dict[str, Any]) -> bool:
    """False: it was stored before."""
    query = (
        insert(PmsEvent)
        .values(hotel_id=work.hotel_id, **values)
        .on_conflict_do_nothing(index_elements=["hotel_id", "connection_id", "dedupe_key"])
        .returning(col(PmsEvent.id))
    )
    return (await work.session.execute(query)).first() is not None


async def claim(work: Work, *, until: datetime, limit: int) -> list[int]:
    values = {"hotel_id": work.hotel_id, "now": work.now, "until": until, "limit": limit}
    return sorted((await work.session.execute(_CLAIM, values)).scalars())


async def get_event(work: Work, event_id: int) -> tuple[PmsEvent, PmsConnection]:
    query = (
        select(PmsEvent, PmsConnection)
        .join(
            PmsConnection,
            (col(PmsConnection.hotel_id) == col(PmsEvent.hotel_id))
            & (col(PmsConnection.id) == col(PmsEvent.connection_id)),
        )
        .where(PmsEvent.hotel_id == work.hotel_id, PmsEvent.id == event_id)
    )
    return (await work.session.exec(query)).one()


async def list_events(work: Work, connection_id: UUID, *, limit: int) -> Sequence[PmsEvent]:
    """Newest first."""
    query = select(PmsEvent).where(
        PmsEvent.hotel_id == work.hotel_id, PmsEvent.connection_id == connection_id
    )
    return (await work.session.exec(query.order_by(col(PmsEvent.id).desc()).limit(limit))).all()


async def revive(work: Work, event_id: int) -> bool:
    query = (
        update(PmsEvent)
        .where(
            col(PmsEvent.hotel_id) == work.hotel_id,
            col(PmsEvent.id) == event_id,
            col(PmsEvent.state) == PmsEventState.DEAD,
        )
        .values(state=PmsEventState.NEW, attempts=0, next_at=work.now, done_at=None, error=None)
        .returning(col(PmsEvent.id))
    )
    return (await work.session.execute(query)).first() is not None
