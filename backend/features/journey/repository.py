"""Queries of planned occurrences. Each batch is one query, however many rows."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any, cast
from uuid import UUID

import orjson
from sqlalchemy import func
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import col, delete, select, text

from backend.domain.sending import SENDABLE
from backend.domain.words import (
    AlertKind,
    AlertStatus,
    ChannelPolicy,
    OutboxState,
    PlanState,
)
from backend.features.journey.schemas import Claim, Sent, Talk
from backend.models import (
    Channel,
    Conversation,
    Guest,
    Hotel,
    Outbox,
    PlannedOccurrence,
    Stay,
    StayEvent,
    Trigger,
    TriggerSkip,
)
from backend.work import Work

_CLAIM = text("""
with due as (
  select p.id from planned_occurrence p
  where p.hotel_id = :hotel_id and p.state = 'planned' and p.due_at <= :now
    and (p.lease_until is null or p.lease_until < :now)
  order by p.due_at, p.id
  limit :limit
  for update skip locked
)
update planned_occurrence p
set lease_until = :lease_until, attempts = p.attempts + 1
from due where p.hotel_id = :hotel_id and p.id = due.id
returning p.id, p.attempts
""")
_ONE_AT_A_TIME = text("""
select pg_advisory_xact_lock(k) from (
  select distinct hashtextextended('triggers:' || guest, 0) as k
  from unnest(cast(:guests as text[])) as guest order by 1
) keys
""")
_TALKS = text("""
select c.id, ch.policy,
  (select m.sort_at from message m
   where m.hotel_id = :hotel_id and m.conversation_id = c.id and m.direction = 'in'
   order by m.sort_at desc limit 1) as last_in_at,
  exists (select 1 from alert a where a.hotel_id = :hotel_id and a.conversation_id = c.id
          and a.kind = :complaint and a.status = any(:unfinished)) as has_open_complaint
from conversation c join channel ch on ch.hotel_id = c.hotel_id and ch.id = c.channel_id
where c.hotel_id = :hotel_id and c.id = any(:ids)
""")
_SENT = text("""
select d.guest_id, d.trigger_id, d.occurrence, d.stay_id, d.decided_at,
  d.facts ->> 'template_id' as template_id
from decision d
where d.hotel_id = :hotel_id and d.guest_id = any(:guests) and d.kind = 'trigger'
  and d.outcome = 'fired'
""")
_FIRED = text("""
select d.trigger_id, d.occurrence from decision d
join unnest(cast(:triggers as uuid[]), cast(:occurrences as text[])) as x(trigger_id, occurrence)
  on x.trigger_id = d.trigger_id and x.occurrence = d.occurrence
where d.hotel_id = :hotel_id and d.kind = 'trigger' and d.outcome = 'fired'
""")
_PLAN = text("""
insert into planned_occurrence (hotel_id, trigger_id, stay_id, conversation_id, occurrence,
  planned_for, due_at, until, state, reason)
select :hotel_id, x.trigger_id, x.stay_id, x.conversation_id, x.occurrence, x.planned_for,
  x.due_at, x.until, x.state, x.reason
from jsonb_to_recordset(cast(:rows as jsonb)) as x(trigger_id uuid, stay_id uuid,
  conversation_id uuid, occurrence text, planned_for timestamptz, due_at timestamptz,
  until timestamptz, state text, reason text)
on conflict on constraint uq_planned_occurrence_once do update
set planned_for = excluded.planned_for, due_at = excluded.due_at, until = excluded.until,
  state = excluded.state, reason = excluded.reason, deferrals = 0, attempts = 0,
  lease_until = null, decided_at = null
where planned_occurrence.state <> 'fired'
""")
_SILENCES = text("""
insert into planned_occurrence (hotel_id, trigger_id, conversation_id, occurrence, planned_for,
  due_at, state)
select :hotel_id, :trigger_id, c.id, 'message:' || m.id,
  c.last_message_at + cast(:lasted as interval), c.last_message_at + cast(:lasted as interval),
  'planned'
from conversation c
join message m on m.hotel_id = c.hotel_id and m.id = c.last_message_id
where c.hotel_id = :hotel_id and c.status <> 'resolved'
  and c.last_message_at <= cast(:now as timestamptz) - cast(:lasted as interval)
  and c.last_message_at > cast(:since as timestamptz) - cast(:lasted as interval)
  and ((:guest_waits and m.direction = 'in' and c.waiting_since is not null)
    or (not :guest_waits and m.direction = 'out' and m.author in ('ai', 'staff', 'phone')))
on conflict on constraint uq_planned_occurrence_once do nothing
""")
_LEDGER = text("""
insert into decision (hotel_id, kind, conversation_id, guest_id, stay_id, trigger_id,
  trigger_version, occurrence, outcome, reason, facts)
select :hotel_id, 'trigger', x.conversation_id, x.guest_id, x.stay_id, x.trigger_id,
  x.trigger_version, x.occurrence, x.outcome, x.reason, x.facts
from jsonb_to_recordset(cast(:rows as jsonb)) as x(place int, conversation_id uuid, guest_id uuid,
  stay_id uuid, trigger_id uuid, trigger_version int, occurrence text,
  outcome text, reason text, facts jsonb)
order by x.place
on conflict do nothing
returning id, trigger_id, occurrence, outcome
""")
_SETTLE = text("""
update planned_occurrence p
set state = x.state, reason = x.reason, due_at = coalesce(x.due_at, p.due_at),
  deferrals = p.deferrals + case when x.state = 'planned' then 1 else 0 end,
  lease_until = null, attempts = case when x.state = 'planned' then 0 else p.attempts end,
  decided_at = :now
from jsonb_to_recordset(cast(:rows as jsonb)) as x(id bigint, state text, reason text,
  due_at timestamptz)
where p.hotel_id = :hotel_id and p.id = x.id
""")


async def get_hotel(work: Work) -> Hotel:
    return (await work.session.exec(select(Hotel).where(Hotel.id == work.hotel_id))).one()


async def claim(work: Work, *, limit: int, lease: timedelta) -> list[Claim]:
    values = {
        "hotel_id": work.hotel_id,
        "now": work.now,
        "lease_until": work.now + lease,
        "limit": limit,
    }
    return [Claim(*row) for row in await work.session.execute(_CLAIM, values)]


async def subjects(work: Work, ids: Collection[int]) -> list[tuple[UUID, UUID | None]]:
    """(guest, conversation of a silence) of planned occurrences; nothing is locked."""
    guest = func.coalesce(col(Stay.guest_id), col(Conversation.guest_id))
    query = (
        select(guest, PlannedOccurrence.conversation_id)
        .select_from(PlannedOccurrence)
        .outerjoin(
            Stay,
            (col(Stay.hotel_id) == work.hotel_id) & (col(Stay.id) == PlannedOccurrence.stay_id),
        )
        .outerjoin(
            Conversation,
            (col(Conversation.hotel_id) == work.hotel_id)
            & (col(Conversation.id) == PlannedOccurrence.conversation_id),
        )
        .where(PlannedOccurrence.hotel_id == work.hotel_id, col(PlannedOccurrence.id).in_(ids))
    )
    return [(row[0], row[1]) for row in await work.session.execute(query)]


async def one_at_a_time(work: Work, guests: Collection[UUID]) -> None:
    """Two workers never decide about the same guest at once."""
    await work.session.execute(_ONE_AT_A_TIME, {"guests": [str(one) for one in guests]})


async def lock_conversations(work: Work, guests: Collection[UUID]) -> Sequence[Conversation]:
    """Newest message first. Locked before planned rows, as a push of a stay does."""
    query = (
        select(Conversation)
        .where(Conversation.hotel_id == work.hotel_id, col(Conversation.guest_id).in_(guests))
        .order_by(col(Conversation.id))
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    rows = (await work.session.exec(query)).all()
    return sorted(rows, key=lambda row: row.last_message_at or work.now, reverse=True)


async def lock_planned(work: Work, ids: Collection[int]) -> Sequence[PlannedOccurrence]:
    """Those that are still to be decided now."""
    query = (
        select(PlannedOccurrence)
        .where(
            PlannedOccurrence.hotel_id == work.hotel_id,
            col(PlannedOccurrence.id).in_(ids),
            PlannedOccurrence.state == PlanState.PLANNED,
            col(PlannedOccurrence.due_at) <= work.now,
        )
        .order_by(col(PlannedOccurrence.id))
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    return (await work.session.exec(query)).all()


async def lock_standing(
    work: Work, stay_ids: Collection[UUID], trigger_ids: Collection[UUID]
) -> Sequence[PlannedOccurrence]:
    query = (
        select(PlannedOccurrence)
        .where(
            PlannedOccurrence.hotel_id == work.hotel_id,
            col(PlannedOccurrence.stay_id).in_(stay_ids),
            col(PlannedOccurrence.trigger_id).in_(trigger_ids),
        )
        .order_by(col(PlannedOccurrence.id))
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    return (await work.session.exec(query)).all()


async def stays_by_id(work: Work, ids: Collection[UUID]) -> Sequence[Stay]:
    query = select(Stay).where(Stay.hotel_id == work.hotel_id, col(Stay.id).in_(ids))
    query = query.execution_options(populate_existing=True)
    return (await work.session.exec(query)).all()


async def stays_of(work: Work, guests: Collection[UUID]) -> Sequence[Stay]:
    query = select(Stay).where(Stay.hotel_id == work.hotel_id, col(Stay.guest_id).in_(guests))
    query = query.execution_options(populate_existing=True)
    return (await work.session.exec(query)).all()


async def living_stays(work: Work, *, since: date) -> Sequence[UUID]:
    """Stays that end on that day or later."""
    query = select(Stay.id).where(Stay.hotel_id == work.hotel_id, col(Stay.departure) >= since)
    return (await work.session.exec(query.order_by(col(Stay.id)))).all()


async def log_of(
    work: Work, stay_ids: Collection[UUID], *, since: datetime
) -> Mapping[UUID, Sequence[StayEvent]]:
    """Oldest first."""
    query = select(StayEvent).where(
        StayEvent.hotel_id == work.hotel_id,
        col(StayEvent.stay_id).in_(stay_ids),
        col(StayEvent.at) >= since,
    )
    found: dict[UUID, list[StayEvent]] = defaultdict(list)
    for row in await work.session.exec(query.order_by(col(StayEvent.id))):
        found[row.stay_id].append(row)
    return found


async def guests_by_id(work: Work, ids: Collection[UUID]) -> Mapping[UUID, Guest]:
    query = select(Guest).where(Guest.hotel_id == work.hotel_id, col(Guest.id).in_(ids))
    query = query.execution_options(populate_existing=True)
    return {guest.id: guest for guest in await work.session.exec(query)}


async def talks(work: Work, rows: Sequence[Conversation]) -> list[Talk]:
    """In the order of `rows`."""
    values = {
        "hotel_id": work.hotel_id,
        "ids": [row.id for row in rows],
        "complaint": AlertKind.COMPLAINT.value,
        "unfinished": [AlertStatus.OPEN.value, AlertStatus.ACKNOWLEDGED.value],
    }
    known = {row.id: row for row in await work.session.execute(_TALKS, values)}
    return [
        Talk(
            row,
            ChannelPolicy(known[row.id].policy),
            known[row.id].last_in_at,
            known[row.id].has_open_complaint,
        )
        for row in rows
    ]


async def sent_to(work: Work, guests: Collection[UUID]) -> Mapping[UUID, Sequence[Sent]]:
    found: dict[UUID, list[Sent]] = defaultdict(list)
    values = {"hotel_id": work.hotel_id, "guests": list(guests)}
    for row in await work.session.execute(_SENT, values):
        template = UUID(row.template_id) if row.template_id else None
        found[row.guest_id].append(
            Sent(row.trigger_id, template, row.occurrence, row.stay_id, row.decided_at)
        )
    return found


async def fired(work: Work, rows: Sequence[PlannedOccurrence]) -> set[tuple[UUID, str]]:
    """Also by another stay or guest, where several share an occurrence."""
    values = {
        "hotel_id": work.hotel_id,
        "triggers": [row.trigger_id for row in rows],
        "occurrences": [row.occurrence for row in rows],
    }
    return {(row[0], row[1]) for row in await work.session.execute(_FIRED, values)}


async def skips(work: Work, trigger_ids: Collection[UUID]) -> set[tuple[UUID, UUID]]:
    """(trigger, guest or stay)"""
    query = select(TriggerSkip.trigger_id, TriggerSkip.subject_id).where(
        TriggerSkip.hotel_id == work.hotel_id, col(TriggerSkip.trigger_id).in_(trigger_ids)
    )
    return set((await work.session.exec(query)).all())


async def speaking_number(work: Work) -> UUID | None:
    """The hotel's first number that can send."""
    query = (
        select(Channel.id)
        .where(
            Channel.hotel_id == work.hotel_id,
            col(Channel.state).in_(SENDABLE),
            col(Channel.policy) == ChannelPolicy.PERSONAL,
        )
        .order_by(col(Channel.created_at), col(Channel.id))
    )
    return (await work.session.exec(query)).first()


async def open_chat(
    work: Work, *, channel_id: UUID, chat_id: str, guest_id: UUID, stay_id: UUID | None
) -> UUID:
    row = Conversation(
        hotel_id=work.hotel_id,
        channel_id=channel_id,
        chat_id=chat_id,
        guest_id=guest_id,
        stay_id=stay_id,
    )
    statement = (
        insert(Conversation)
        .values(row.model_dump(exclude_none=True))
        .on_conflict_do_nothing(index_elements=["hotel_id", "channel_id", "chat_id"])
        .returning(col(Conversation.id))
    )
    made = (await work.session.execute(statement)).scalar_one_or_none()
    if made is not None:
        return cast(UUID, made)
    query = select(Conversation.id).where(
        Conversation.hotel_id == work.hotel_id,
        Conversation.channel_id == channel_id,
        Conversation.chat_id == chat_id,
    )
    return (await work.session.exec(query)).one()


async def write_plans(work: Work, rows: Sequence[Mapping[str, Any]]) -> None:
    if rows:
        values = {"hotel_id": work.hotel_id, "rows": orjson.dumps(rows).decode()}
        await work.session.execute(_PLAN, values)


async def plan_silences(
    work: Work, trigger_id: UUID, *, lasted: timedelta, guest_waits: bool, since: datetime
) -> int:
    """Episodes whose time came after `since`, each once."""
    values = {
        "hotel_id": work.hotel_id,
        "trigger_id": trigger_id,
        "lasted": lasted,
        "guest_waits": guest_waits,
        "since": since,
        "now": work.now,
    }
    return (await work.session.execute(_SILENCES, values)).rowcount  # type: ignore[attr-defined,no-any-return]


async def write_ledger(
    work: Work, rows: Sequence[Mapping[str, Any]]
) -> dict[tuple[UUID, str], int]:
    """{(trigger, occurrence): decision} of those that fired; one that fired before is left out."""
    if not rows:
        return {}
    values = {"hotel_id": work.hotel_id, "rows": orjson.dumps(rows).decode()}
    written = await work.session.execute(_LEDGER, values)
    return {(row.trigger_id, row.occurrence): row.id for row in written if row.outcome == "fired"}


async def settle(work: Work, rows: Sequence[Mapping[str, Any]]) -> None:
    values = {
        "hotel_id": work.hotel_id,
        "now": work.now,
        "rows": orjson.dumps(rows).decode(),
    }
    await work.session.execute(_SETTLE, values)


async def discard_planned(work: Work, trigger_id: UUID) -> None:
    """What has not fired is planned anew, by the rule as it is now."""
    gone = delete(PlannedOccurrence).where(
        col(PlannedOccurrence.hotel_id) == work.hotel_id,
        col(PlannedOccurrence.trigger_id) == trigger_id,
        col(PlannedOccurrence.state) != PlanState.FIRED,
    )
    await work.session.execute(gone)


async def list_planned(
    work: Work,
    *,
    trigger_id: UUID | None,
    stay_id: UUID | None,
    guest_id: UUID | None,
    after: tuple[datetime, int] | None,
    limit: int,
) -> Sequence[tuple[PlannedOccurrence, str, Stay | None, Guest | None]]:
    """What waits for its time, the next first."""
    guest = func.coalesce(col(Stay.guest_id), col(Conversation.guest_id))
    row = PlannedOccurrence
    query = (
        select(row, Trigger.name, Stay, Guest)
        .join(
            Trigger, (col(Trigger.hotel_id) == work.hotel_id) & (col(Trigger.id) == row.trigger_id)
        )
        .outerjoin(Stay, (col(Stay.hotel_id) == work.hotel_id) & (col(Stay.id) == row.stay_id))
        .outerjoin(
            Conversation,
            (col(Conversation.hotel_id) == work.hotel_id)
            & (col(Conversation.id) == row.conversation_id),
        )
        .outerjoin(Guest, (col(Guest.hotel_id) == work.hotel_id) & (col(Guest.id) == guest))
        .where(row.hotel_id == work.hotel_id, row.state == PlanState.PLANNED)
    )
    if trigger_id is not None:
        query = query.where(row.trigger_id == trigger_id)
    if stay_id is not None:
        query = query.where(row.stay_id == stay_id)
    if guest_id is not None:
        query = query.where(guest == guest_id)
    if after is not None:
        at, key = after
        query = query.where(
            (col(row.due_at) > at) | ((col(row.due_at) == at) & (col(row.id) > key))
        )
    query = query.order_by(col(row.due_at), col(row.id)).limit(limit)
    return [(one[0], one[1], one[2], one[3]) for one in await work.session.execute(query)]


async def count_planned(work: Work) -> int:
    query = select(func.count()).where(
        PlannedOccurrence.hotel_id == work.hotel_id, PlannedOccurrence.state == PlanState.PLANNED
    )
    return (await work.session.exec(query)).one()


async def count_queued(work: Work) -> int:
    query = select(func.count()).where(
        Outbox.hotel_id == work.hotel_id,
        Outbox.state == OutboxState.QUEUED,
        Outbox.author == "trigger",
    )
    return (await work.session.exec(query)).one()
