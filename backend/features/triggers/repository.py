"""Rows of triggers and of the ledger."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, func
from sqlalchemy import select as select_many
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from backend.db.loading import Loader
from backend.db.transaction import sql
from backend.domain.ids import HotelId
from backend.domain.words import DecisionKind, DecisionOutcome, MessageClass
from backend.features.triggers.views import Doings, LedgerRow
from backend.models import (
    Decision,
    Guest,
    Hotel,
    Stay,
    Trigger,
    TriggerAction,
    TriggerSkip,
)
from backend.work import Work


@dataclass(frozen=True, slots=True)
class LedgerFilter:
    """None: whatever it is."""

    conversation_id: UUID | None = None
    trigger_id: UUID | None = None
    guest_id: UUID | None = None
    stay_id: UUID | None = None
    room: str | None = None
    outcome: DecisionOutcome | None = None
    kind: DecisionKind | None = None


async def list_triggers(session: AsyncSession, hotel_id: HotelId) -> Sequence[Trigger]:
    """In the order they are tried."""
    statement = (
        select(Trigger)
        .where(Trigger.hotel_id == hotel_id, col(Trigger.removed_at).is_(None))
        .order_by(col(Trigger.priority), col(Trigger.id))
    )
    return (await session.exec(statement)).all()


_TRIGGER = Loader(Trigger)
_ENABLED = sql(
    """
select p.message_class, {t} from trigger t
left join template p on p.hotel_id = t.hotel_id and p.id = t.template_id
where t.hotel_id = :hotel and t.enabled
  and (:while_stopped or not exists (select 1 from hotel h
    where h.id = :hotel and h.automation_stopped_at is not null))
order by t.priority, t.id
""",
    t=_TRIGGER,
)


async def read_enabled(
    work: Work, *, while_stopped: bool
) -> Sequence[tuple[Trigger, MessageClass | None]]:
    """With the class of the template, None when there is no template. The rows belong to no
    session."""
    rows = await work.rows(_ENABLED, {"hotel": work.hotel_id, "while_stopped": while_stopped})
    return [
        (_TRIGGER(columns), MessageClass(message_class) if message_class else None)
        for message_class, *columns in rows
    ]


async def get_hotel(session: AsyncSession, hotel_id: HotelId, *, lock: bool = False) -> Hotel:
    statement = select(Hotel).where(Hotel.id == hotel_id)
    if lock:
        statement = statement.with_for_update().execution_options(populate_existing=True)
    return (await session.exec(statement)).one()


_DOINGS = sql("""
select coalesce(p.trigger_id, w.trigger_id), coalesce(p.planned, 0), p.next_at,
  coalesce(w.sent, 0), coalesce(w.not_sent, 0)
from (
  select trigger_id, count(*) as planned, min(due_at) as next_at from planned_occurrence
  where hotel_id = :hotel and state = 'planned' group by trigger_id
) p full join (
  select trigger_id, count(*) filter (where outcome = 'fired') as sent,
    count(*) filter (where outcome in ('skipped', 'suppressed', 'failed')) as not_sent
  from decision
  where hotel_id = :hotel and kind = 'trigger' and decided_at >= :since group by trigger_id
) w on w.trigger_id = p.trigger_id
""")


async def doings(work: Work, *, since: datetime) -> dict[UUID, Doings]:
    """{trigger: what it has planned, and what the ledger says of it since then}"""
    values = {"hotel": work.hotel_id, "since": since}
    return {trigger: Doings(*counted) for trigger, *counted in await work.rows(_DOINGS, values)}


_NAMES = sql("""
select id, name from trigger where hotel_id = :hotel
union all select id, name from template where hotel_id = :hotel
""")


async def names(work: Work) -> dict[str, str]:
    """Of triggers and templates, by id: what a condition on messages may speak of."""
    return {str(id_): name for id_, name in await work.rows(_NAMES, {"hotel": work.hotel_id})}


async def find(
    session: AsyncSession, hotel_id: HotelId, trigger_id: UUID, *, lock: bool
) -> Trigger | None:
    """Also a removed one."""
    return await session.get(Trigger, (hotel_id, trigger_id), with_for_update=lock or None)


async def name_taken(
    session: AsyncSession, hotel_id: HotelId, name: str, *, besides: UUID | None
) -> bool:
    statement = select(Trigger.id).where(
        Trigger.hotel_id == hotel_id,
        func.lower(col(Trigger.name)) == name.lower(),
        Trigger.id != besides,
        col(Trigger.removed_at).is_(None),
    )
    return (await session.exec(statement)).first() is not None


async def list_skips(
    session: AsyncSession, hotel_id: HotelId, trigger_id: UUID
) -> Sequence[tuple[TriggerSkip, str | None, str | None, str | None]]:
    """Each with the guest's name, the stay's name and the reservation number."""
    statement = (
        select(TriggerSkip, Guest.name, Stay.guest_name, Stay.external_id)
        .outerjoin(
            Guest, (col(Guest.hotel_id) == hotel_id) & (col(Guest.id) == TriggerSkip.subject_id)
        )
        .outerjoin(
            Stay, (col(Stay.hotel_id) == hotel_id) & (col(Stay.id) == TriggerSkip.subject_id)
        )
        .where(TriggerSkip.hotel_id == hotel_id, TriggerSkip.trigger_id == trigger_id)
        .order_by(col(TriggerSkip.created_at).desc(), col(TriggerSkip.subject_id))
    )
    return [(row[0], row[1], row[2], row[3]) for row in await session.execute(statement)]


async def find_skip(
    session: AsyncSession, hotel_id: HotelId, trigger_id: UUID, subject_id: UUID
) -> TriggerSkip | None:
    return await session.get(TriggerSkip, (hotel_id, trigger_id, subject_id))


async def has_subject(
    session: AsyncSession, hotel_id: HotelId, *, guest_id: UUID | None, stay_id: UUID | None
) -> bool:
    if guest_id is not None:
        return await session.get(Guest, (hotel_id, guest_id)) is not None
    return await session.get(Stay, (hotel_id, stay_id)) is not None


_FIRED = sql("""
select trigger_id, occurrence from decision
where hotel_id = :hotel and kind = 'trigger' and outcome = 'fired'
  and trigger_id = any(:triggers) and occurrence is not null
  and (conversation_id = any(:conversations) or stay_id = any(:stays))
""")


async def fired_pairs(
    work: Work,
    *,
    trigger_ids: Collection[UUID],
    conversation_ids: Collection[UUID],
    stay_ids: Collection[UUID],
) -> set[tuple[UUID, str]]:
    """(trigger, occurrence) that fired for these conversations or stays."""
    values = {
        "hotel": work.hotel_id,
        "triggers": list(trigger_ids),
        "conversations": list(conversation_ids),
        "stays": list(stay_ids),
    }
    return {(trigger, occurrence) for trigger, occurrence in await work.rows(_FIRED, values)}


_HEARD = sql("""
select guest_id, count(*) from decision
where hotel_id = :hotel and guest_id = any(:guests) and kind = 'trigger' and outcome = 'fired'
  and decided_at >= :since and facts ->> 'template_id' is not null
group by guest_id
""")


async def heard_counts(work: Work, guests: Collection[UUID], *, since: datetime) -> dict[UUID, int]:
    values = {"hotel": work.hotel_id, "guests": list(guests), "since": since}
    counted = await work.rows(_HEARD, values)
    return {guest_id: messages for guest_id, messages in counted}  # noqa: C416 - rows are tuples


async def list_ledger(
    session: AsyncSession,
    hotel_id: HotelId,
    *,
    wanted: LedgerFilter,
    before: int | None,
    limit: int,
) -> Sequence[LedgerRow]:
    """Newest first."""
    shown: tuple[Any, ...] = (
        *(Decision, Guest.id, Guest.name, Trigger.name),
        *(Stay.external_id, Stay.room),
    )
    statement = (
        select_many(*shown)
        .outerjoin(Guest, (col(Guest.hotel_id) == hotel_id) & (col(Guest.id) == Decision.guest_id))
        .outerjoin(
            Trigger, (col(Trigger.hotel_id) == hotel_id) & (col(Trigger.id) == Decision.trigger_id)
        )
        .outerjoin(Stay, (col(Stay.hotel_id) == hotel_id) & (col(Stay.id) == Decision.stay_id))
        .where(col(Decision.hotel_id) == hotel_id, *_matching(hotel_id, wanted))
    )
    if before is not None:
        statement = statement.where(col(Decision.id) < before)
    statement = statement.order_by(col(Decision.id).desc()).limit(limit)
    rows = (await session.execute(statement)).all()
    actions = await _actions_of(session, hotel_id, [row[0].id for row in rows])
    return [LedgerRow(*(*row, actions.get(row[0].id, ()))) for row in rows]


async def _actions_of(
    session: AsyncSession, hotel_id: HotelId, decisions: Collection[int]
) -> Mapping[int, Sequence[TriggerAction]]:
    """In the order of the rule."""
    statement = (
        select(TriggerAction)
        .where(
            TriggerAction.hotel_id == hotel_id,
            col(TriggerAction.decision_id).in_(decisions),
        )
        .order_by(col(TriggerAction.decision_id), col(TriggerAction.place))
    )
    found: dict[int, list[TriggerAction]] = defaultdict(list)
    for row in await session.exec(statement):
        found[row.decision_id].append(row)
    return found


def _matching(hotel_id: HotelId, wanted: LedgerFilter) -> list[ColumnElement[bool]]:
    exact = {
        Decision.conversation_id: wanted.conversation_id,
        Decision.trigger_id: wanted.trigger_id,
        Decision.guest_id: wanted.guest_id,
        Decision.stay_id: wanted.stay_id,
        Decision.outcome: wanted.outcome,
        Decision.kind: wanted.kind,
    }
    where = [col(column) == value for column, value in exact.items() if value is not None]
    if wanted.room is not None:
        in_room = select(Stay.id).where(Stay.hotel_id == hotel_id, Stay.room == wanted.room)
        where.append(col(Decision.stay_id).in_(in_room))
    return where
