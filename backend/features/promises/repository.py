"""Queries on promises, and on messages that may hold some."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select as select_many
from sqlalchemy import tuple_
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import col, select

from backend.db.transaction import sql
from backend.domain.promises import PromiseState
from backend.domain.words import Author, Direction
from backend.features.promises.schemas import Reading, Said
from backend.models import Conversation, Guest, Message, Promise, Staff, Stay
from backend.work import Work

Named = tuple[Promise, str, str | None, str | None]
"""With the guest's name, the room and whoever closed it."""

# The inner page bounds what is looked at, whatever of it is of interest. What a guest says is read
# only where something is open.
_PAGE = sql("""
select m.id, m.conversation_id, m.direction, m.author,
  case when m.deleted_at is null and m.status not in ('failed', 'no_account', 'expired',
    'cancelled') and (m.direction = 'out' and m.author in ('ai', 'staff', 'phone')
      or m.direction = 'in' and exists (select 1 from promise p
        where p.hotel_id = :hotel and p.conversation_id = m.conversation_id
          and p.state = 'open'))
    then m.text else '' end,
  m.sort_at, coalesce(m.received_at, m.sort_at)
from (
  select * from message where hotel_id = :hotel and id > :after and id <= :until
  order by id limit :most
) m
order by m.id
""")
_LOCK_READING = sql("""
select r.read_to, r.seen_to, r.seen_at, r.reached, h.timezone, exists (
  select 1 from promise p
  where p.hotel_id = :hotel and p.state = 'open' and p.next_at <= :now)
from promise_reading r join hotel h on h.id = r.hotel_id
where r.hotel_id = :hotel
for update of r skip locked
""")
_BEGIN_READING = sql("""
insert into promise_reading (hotel_id) values (:hotel) on conflict do nothing
""")
_NOTE_READ = sql("""
update promise_reading
set read_to = :read_to, seen_to = :seen_to, seen_at = :seen_at, reached = :reached
where hotel_id = :hotel
""")
_UNSAID = sql("""
update promise p
set state = 'unsaid', closing = 'clock', closed_at = :now, next_at = null
from message m
where p.hotel_id = :hotel and p.state = 'open' and m.hotel_id = :hotel and m.id = p.message_id
  and (m.deleted_at is not null or m.status in ('failed', 'no_account', 'expired', 'cancelled'))
returning p.id
""")


async def lock_reading(work: Work) -> Reading | None:
    """None: somebody else reads at the moment."""
    values = {"hotel": work.hotel_id, "now": work.now}
    found = await work.rows(_LOCK_READING, values)
    if not found and await work.run(_BEGIN_READING, values):
        found = await work.rows(_LOCK_READING, values)
    return Reading(*found[0]) if found else None


async def page(work: Work, *, after: int, until: int, most: int) -> list[Said]:
    values = {"hotel": work.hotel_id, "after": after, "until": until, "most": most}
    return [
        Said(id_, conversation_id, Direction(direction), Author(author), *rest)
        for id_, conversation_id, direction, author, *rest in await work.rows(_PAGE, values)
    ]


async def add(work: Work, rows: Sequence[Mapping[str, Any]]) -> list[tuple[int, Author]]:
    """Those that were not there before: their numbers, and who said them."""
    if not rows:
        return []
    made = insert(Promise).values(list(rows)).on_conflict_do_nothing()
    found = await work.session.execute(made.returning(col(Promise.id), col(Promise.author)))
    return [(id_, Author(author)) for id_, author in found.all()]


async def lock_open_of(work: Work, conversations: Collection[UUID]) -> Mapping[UUID, list[Promise]]:
    """By conversation, the oldest first."""
    query = (
        select(Promise)
        .where(
            Promise.hotel_id == work.hotel_id,
            col(Promise.conversation_id).in_(conversations),
            Promise.state == PromiseState.OPEN,
        )
        .order_by(col(Promise.id))
        .with_for_update()
    )
    found: dict[UUID, list[Promise]] = {}
    for row in (await work.session.exec(query)).all() if conversations else ():
        found.setdefault(row.conversation_id, []).append(row)
    return found


async def close_unsaid(work: Work) -> list[int]:
    await work.flush()
    rows = await work.rows(_UNSAID, {"hotel": work.hotel_id, "now": work.now})
    return [int(id_) for (id_,) in rows]


async def lock_due(work: Work, *, limit: int) -> Sequence[Promise]:
    query = (
        select(Promise)
        .where(
            Promise.hotel_id == work.hotel_id,
            Promise.state == PromiseState.OPEN,
            col(Promise.next_at) <= work.now,
        )
        .order_by(col(Promise.next_at), col(Promise.id))
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    return (await work.session.exec(query)).all()


async def lock(work: Work, promise_id: int) -> Promise | None:
    query = select(Promise).where(Promise.hotel_id == work.hotel_id, Promise.id == promise_id)
    return (await work.session.exec(query.with_for_update())).one_or_none()


async def list_open(
    work: Work, *, after: tuple[datetime, int] | None, limit: int
) -> Sequence[Named]:
    """What is due first comes first."""
    query = _named(work).where(col(Promise.state) == PromiseState.OPEN)
    if after is not None:
        query = query.where(tuple_(col(Promise.due_at), col(Promise.id)) > tuple_(*after))
    query = query.order_by(col(Promise.due_at), col(Promise.id))
    return [_row(one) for one in await work.session.execute(query.limit(limit))]


async def list_closed(
    work: Work, *, after: tuple[datetime, int] | None, limit: int
) -> Sequence[Named]:
    """Newest first; what was never said, or was deleted since, is left out."""
    query = (
        _named(work)
        .join(
            Message,
            (col(Message.hotel_id) == work.hotel_id) & (col(Message.id) == Promise.message_id),
        )
        .where(
            col(Promise.closed_at).is_not(None),
            col(Promise.state) != PromiseState.UNSAID,
            col(Message.deleted_at).is_(None),
        )
    )
    if after is not None:
        query = query.where(tuple_(col(Promise.closed_at), col(Promise.id)) < tuple_(*after))
    query = query.order_by(col(Promise.closed_at).desc(), col(Promise.id).desc())
    return [_row(one) for one in await work.session.execute(query.limit(limit))]


async def list_of_conversation(work: Work, conversation_id: UUID) -> Sequence[Named]:
    query = _named(work).where(
        col(Promise.conversation_id) == conversation_id, col(Promise.state) == PromiseState.OPEN
    )
    query = query.order_by(col(Promise.due_at), col(Promise.id))
    return [_row(one) for one in await work.session.execute(query)]


async def read(work: Work, ids: Collection[int]) -> Sequence[Named]:
    query = _named(work).where(col(Promise.id).in_(ids)).order_by(col(Promise.id))
    rows = await work.session.execute(query, execution_options={"populate_existing": True})
    return [_row(one) for one in rows]


async def note_read(work: Work, reading: Reading) -> None:
    values = {
        "hotel": work.hotel_id,
        "read_to": reading.read_to,
        "seen_to": reading.seen_to,
        "seen_at": reading.seen_at,
        "reached": reading.reached,
    }
    await work.run(_NOTE_READ, values)


def _named(work: Work) -> Any:
    own = work.hotel_id
    return (
        select_many(Promise, Guest.name, Stay.room, Staff.name)  # type: ignore[call-overload]
        .join(
            Conversation,
            (col(Conversation.hotel_id) == own) & (col(Conversation.id) == Promise.conversation_id),
        )
        .join(Guest, (col(Guest.hotel_id) == own) & (col(Guest.id) == Conversation.guest_id))
        .outerjoin(Stay, (col(Stay.hotel_id) == own) & (col(Stay.id) == Conversation.stay_id))
        .outerjoin(Staff, (col(Staff.hotel_id) == own) & (col(Staff.id) == Promise.closed_by))
        .where(col(Promise.hotel_id) == own)
    )


def _row(one: Any) -> Named:
    return one[0], one[1], one[2], one[3]
