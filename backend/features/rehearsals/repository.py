"""What rehearsals read: rows of many stays, as plain columns, each kind in one query."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

import orjson
from sqlalchemy import Row
from sqlalchemy import select as select_many
from sqlmodel import col, delete, func, select, text

from backend.db.transaction import sql
from backend.domain.sending import SENDABLE
from backend.domain.stay_history import PastStay
from backend.domain.words import AlertKind, ChannelPolicy, StayEventKind
from backend.features.rehearsals.schemas import LineFilter, Mark
from backend.models import (
    Channel,
    Guest,
    Hotel,
    Rehearsal,
    RehearsalLine,
    Stay,
    TriggerSkip,
)
from backend.work import Work

STAY_COLUMNS = tuple(one.name for one in fields(PastStay))
_LIVING = """
select s.guest_id from stay s where s.hotel_id = :hotel_id and s.departure >= :since
"""
_GUESTS = text(f"""
select g.id, g.name, g.phone, g.language, g.vip, g.opted_out_at,
  g.phone is not null or exists (select 1 from conversation c
    where c.hotel_id = g.hotel_id and c.guest_id = g.id) as has_address,
  (select count(*) from stay p where p.hotel_id = g.hotel_id and p.guest_id = g.id
    and p.departure < :since and p.status = 'departed') as stays_before
from guest g where g.hotel_id = :hotel_id and (g.id in ({_LIVING}) or g.id = any(:others))
""")  # noqa: S608 - nothing of a caller is in it
_WROTE = text(f"""
select c.guest_id, m.sort_at from conversation c
join message m on m.hotel_id = c.hotel_id and m.conversation_id = c.id
where c.hotel_id = :hotel_id and c.guest_id in ({_LIVING}) and m.direction = 'in'
order by m.sort_at
""")  # noqa: S608
_MOODS = text(f"""
select c.guest_id, m.sort_at, a.level, a.score from conversation c
join assessment a on a.hotel_id = c.hotel_id and a.conversation_id = c.id
join message m on m.hotel_id = a.hotel_id and m.id = a.message_id
where c.hotel_id = :hotel_id and c.guest_id in ({_LIVING}) and m.sort_at >= :since
order by m.sort_at
""")  # noqa: S608
_COMPLAINTS = text(f"""
select c.guest_id, a.created_at, a.handled_at,
  a.status in ('resolved', 'dismissed') as is_finished
from conversation c join alert a on a.hotel_id = c.hotel_id and a.conversation_id = c.id
where c.hotel_id = :hotel_id and c.guest_id in ({_LIVING}) and a.kind = :complaint
  and a.status <> 'held'
""")  # noqa: S608
_HEARD = text(f"""
select d.guest_id, d.decided_at, d.trigger_id, d.facts ->> 'template_id' as template_id,
  d.stay_id, t.name
from decision d join trigger t on t.hotel_id = d.hotel_id and t.id = d.trigger_id
where d.hotel_id = :hotel_id and d.kind = 'trigger' and d.outcome = 'fired'
  and d.trigger_id <> :trigger_id and d.guest_id in ({_LIVING})
  and d.facts ->> 'template_id' is not null
order by d.decided_at
""")  # noqa: S608
_EXPECTED = text("""
select s.guest_id, p.due_at, p.trigger_id, t.template_id, p.stay_id, t.name
from planned_occurrence p
join trigger t on t.hotel_id = p.hotel_id and t.id = p.trigger_id
join stay s on s.hotel_id = p.hotel_id and s.id = p.stay_id
where p.hotel_id = :hotel_id and p.state = 'planned' and p.trigger_id <> :trigger_id
  and p.due_at <= :until and t.template_id is not null
""")
_EPISODES = text("""
select * from (
  select m.id, c.guest_id, c.stay_id, m.sort_at, m.direction, m.author,
    lead(m.sort_at) over (partition by m.conversation_id order by m.sort_at, m.id) as next_at
  from conversation c join message m on m.hotel_id = c.hotel_id and m.conversation_id = c.id
  where c.hotel_id = :hotel_id and c.last_message_at >= :since and m.sort_at >= :since
) x
where ((:guest_waits and x.direction = 'in')
    or (not :guest_waits and x.direction = 'out' and x.author in ('ai', 'staff', 'phone')))
  and x.sort_at + cast(:lasted as interval) <= :now
  and (x.next_at is null or x.next_at > x.sort_at + cast(:lasted as interval))
order by x.sort_at limit :limit
""")
_WRITE = text("""
insert into rehearsal_line (hotel_id, rehearsal_id, n, stay_id, guest_id, at, outcome, reason,
  occurrence, told)
select :hotel_id, :rehearsal_id, x.n, x.stay_id, x.guest_id, x.at, x.outcome, x.reason,
  x.occurrence, x.told
from jsonb_to_recordset(cast(:rows as jsonb)) as x(n int, stay_id uuid, guest_id uuid,
  at timestamptz, outcome text, reason text, occurrence text, told jsonb)
""")


async def get_hotel(work: Work) -> Hotel:
    return (await work.session.exec(select(Hotel).where(Hotel.id == work.hotel_id))).one()


async def find_stay(work: Work, stay_id: UUID) -> tuple[Stay, Guest] | None:
    query = (
        select(Stay, Guest)
        .join(Guest, (col(Guest.hotel_id) == work.hotel_id) & (col(Guest.id) == Stay.guest_id))
        .where(Stay.hotel_id == work.hotel_id, Stay.id == stay_id)
    )
    return (await work.session.exec(query)).first()


async def stays(work: Work, *, since: date, limit: int) -> Sequence[Sequence[Any]]:
    """The latest arrivals, at most `limit`; each the fields of a PastStay in their order."""
    columns = [getattr(Stay, name) for name in STAY_COLUMNS]
    query = (
        select_many(*columns)
        .where(col(Stay.hotel_id) == work.hotel_id, col(Stay.departure) >= since)
        .order_by(col(Stay.arrival).desc(), col(Stay.id).desc())
        .limit(limit)
    )
    return (await work.session.execute(query)).all()


_LOGS = sql("""
select stay_id, id, kind, at, changes::text from stay_event
where hotel_id = :hotel_id and stay_id = any(:stays)
order by stay_id, id
""")


_NOTHING: Mapping[str, Any] = {}


async def logs(work: Work, stay_ids: Sequence[UUID]) -> Mapping[UUID, Sequence[tuple[Any, ...]]]:
    """{stay: (id, kind, at, changes), oldest first}"""
    found: dict[UUID, list[tuple[Any, ...]]] = defaultdict(list)
    values = {"hotel_id": work.hotel_id, "stays": list(stay_ids)}
    for stay_id, number, kind, at, changes in await work.rows(_LOGS, values):
        told = orjson.loads(changes) if changes != "{}" else _NOTHING
        found[stay_id].append((number, StayEventKind(kind), at, told))
    return found


async def guests(work: Work, *, since: date, others: Sequence[UUID]) -> Sequence[Row[Any]]:
    values = {"hotel_id": work.hotel_id, "since": since, "others": list(others)}
    return (await work.session.execute(_GUESTS, values)).all()


async def wrote(work: Work, *, since: date) -> Mapping[UUID, Sequence[datetime]]:
    values = {"hotel_id": work.hotel_id, "since": since}
    return _by_guest((row[0], row[1]) for row in await work.session.execute(_WROTE, values))


async def moods(work: Work, *, since: date) -> Mapping[UUID, Sequence[tuple[Any, ...]]]:
    values = {"hotel_id": work.hotel_id, "since": since}
    return _by_guest((row[0], tuple(row[1:])) for row in await work.session.execute(_MOODS, values))


async def complaints(work: Work, *, since: date) -> Mapping[UUID, Sequence[tuple[Any, ...]]]:
    """{guest: (raised, finished)}"""
    values = {
        "hotel_id": work.hotel_id,
        "since": since,
        "complaint": AlertKind.COMPLAINT.value,
    }
    return _by_guest(
        (row.guest_id, (row.created_at, row.handled_at if row.is_finished else None))
        for row in await work.session.execute(_COMPLAINTS, values)
    )


async def heard(
    work: Work, trigger_id: UUID, *, since: date
) -> Mapping[UUID, Sequence[tuple[Any, ...]]]:
    values = {"hotel_id": work.hotel_id, "trigger_id": trigger_id, "since": since}
    return _by_guest((row[0], tuple(row[1:])) for row in await work.session.execute(_HEARD, values))


async def expected(
    work: Work, trigger_id: UUID, *, until: datetime
) -> Mapping[UUID, Sequence[tuple[Any, ...]]]:
    values = {"hotel_id": work.hotel_id, "trigger_id": trigger_id, "until": until}
    return _by_guest(
        (row[0], tuple(row[1:])) for row in await work.session.execute(_EXPECTED, values)
    )


async def episodes(
    work: Work, *, since: datetime, lasted: timedelta, guest_waits: bool, limit: int
) -> Sequence[Row[Any]]:
    values = {
        "hotel_id": work.hotel_id,
        "since": since,
        "lasted": lasted,
        "guest_waits": guest_waits,
        "now": work.now,
        "limit": limit,
    }
    return (await work.session.execute(_EPISODES, values)).all()


async def skips(work: Work, trigger_id: UUID) -> set[UUID]:
    query = select(TriggerSkip.subject_id).where(
        TriggerSkip.hotel_id == work.hotel_id, TriggerSkip.trigger_id == trigger_id
    )
    return set((await work.session.exec(query)).all())


async def has_number(work: Work) -> bool:
    query = select(func.count()).where(
        Channel.hotel_id == work.hotel_id,
        col(Channel.state).in_(SENDABLE),
        Channel.policy == ChannelPolicy.PERSONAL,
    )
    return bool((await work.session.exec(query)).one())


async def replace_rehearsal(
    work: Work, rehearsal: Rehearsal, rows: Sequence[Mapping[str, Any]]
) -> None:
    """Of each trigger the newest is kept."""
    gone = delete(Rehearsal).where(
        col(Rehearsal.hotel_id) == work.hotel_id,
        col(Rehearsal.trigger_id) == rehearsal.trigger_id,
    )
    await work.session.execute(gone)
    work.session.add(rehearsal)
    await work.session.flush()
    values = {
        "hotel_id": work.hotel_id,
        "rehearsal_id": rehearsal.id,
        "rows": orjson.dumps(rows).decode(),
    }
    await work.session.execute(_WRITE, values)
    await work.session.refresh(rehearsal)


async def find(work: Work, trigger_id: UUID) -> Rehearsal | None:
    query = select(Rehearsal).where(
        Rehearsal.hotel_id == work.hotel_id, Rehearsal.trigger_id == trigger_id
    )
    return (await work.session.exec(query)).first()


async def list_lines(
    work: Work,
    rehearsal_id: UUID,
    *,
    wanted: LineFilter,
    after: datetime | None,
    beyond: int,
    limit: int,
) -> Sequence[RehearsalLine]:
    query = select(RehearsalLine).where(
        RehearsalLine.hotel_id == work.hotel_id,
        RehearsalLine.rehearsal_id == rehearsal_id,
        col(RehearsalLine.n) > beyond,
    )
    told = col(RehearsalLine.told)
    if wanted.outcome is not None:
        query = query.where(RehearsalLine.outcome == wanted.outcome)
    if wanted.reason is not None:
        query = query.where(RehearsalLine.reason == wanted.reason)
    if wanted.mark is Mark.STORM:
        query = query.where(told["storm"].as_boolean())
    if wanted.mark is Mark.OVERLAP:
        query = query.where(func.jsonb_array_length(told["overlaps"]) > 0)
    if after is not None:
        query = query.where(col(RehearsalLine.at) >= after)
    return (await work.session.exec(query.order_by(col(RehearsalLine.n)).limit(limit))).all()


def _by_guest(pairs: Iterable[tuple[UUID, Any]]) -> Mapping[UUID, Sequence[Any]]:
    found: dict[UUID, list[Any]] = defaultdict(list)
    for guest, value in pairs:
        found[guest].append(value)
    return found
