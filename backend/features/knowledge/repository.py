"""Rows of the knowledge base."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import and_, func, not_, or_, true, tuple_
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from backend.db.loading import Loader
from backend.db.transaction import sql
from backend.domain.ids import HotelId
from backend.domain.knowledge_words import GapEnd
from backend.features.knowledge.schemas import Gap, Shown
from backend.models import Hotel, KnowledgeEntry, KnowledgeVersion, Staff
from backend.work import Work


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which entries a list holds; what is None narrows nothing."""

    today: date
    shown: Shown = Shown.ALL
    words: str | None = None
    language: str | None = None
    category: str | None = None
    owner_id: UUID | None = None


async def list_page(
    work: Work, wanted: Wanted, *, after: tuple[str, UUID] | None, limit: int | None
) -> list[tuple[KnowledgeEntry, str | None]]:
    """By title, each with the name of its owner."""
    statement = (
        select(KnowledgeEntry, Staff.name)
        .outerjoin(
            Staff,
            (col(Staff.hotel_id) == KnowledgeEntry.hotel_id)
            & (col(Staff.id) == KnowledgeEntry.owner_id),
        )
        .where(*_conditions(work, wanted))
        .order_by(col(KnowledgeEntry.title), col(KnowledgeEntry.id))
    )
    if after is not None:
        key = tuple_(col(KnowledgeEntry.title), col(KnowledgeEntry.id))
        statement = statement.where(key > tuple_(*after))
    found = await work.session.exec(statement.limit(limit))
    return [(entry, name) for entry, name in found]


async def count_shown(work: Work, wanted: Wanted) -> int:
    statement = select(func.count()).select_from(KnowledgeEntry)
    return (await work.session.exec(statement.where(*_conditions(work, wanted)))).one()


async def count_by(work: Work, column: Any) -> list[tuple[str, int]]:
    """How many entries have each value of a column."""
    statement = (
        select(column, func.count())
        .where(KnowledgeEntry.hotel_id == work.hotel_id, _IS_KEPT, col(column).is_not(None))
        .group_by(column)
        .order_by(column)
    )
    return [(str(value), number) for value, number in await work.session.exec(statement)]


def _conditions(work: Work, wanted: Wanted) -> list[Any]:
    narrowed: list[Any] = [col(KnowledgeEntry.hotel_id) == work.hotel_id, _IS_KEPT]
    match wanted.shown:
        case Shown.TODAY:
            narrowed.append(_holds_on(wanted.today))
        case Shown.NOT_TODAY:
            narrowed.append(not_(_holds_on(wanted.today)))
        case Shown.REVIEW:
            narrowed.append(col(KnowledgeEntry.review_on) <= wanted.today)
    if wanted.words:
        narrowed.append(
            or_(
                col(KnowledgeEntry.title).icontains(wanted.words, autoescape=True),
                col(KnowledgeEntry.text).icontains(wanted.words, autoescape=True),
            )
        )
    if wanted.language:
        narrowed.append(col(KnowledgeEntry.language) == wanted.language)
    if wanted.category:
        narrowed.append(col(KnowledgeEntry.category) == wanted.category)
    if wanted.owner_id:
        narrowed.append(col(KnowledgeEntry.owner_id) == wanted.owner_id)
    return narrowed


_IS_KEPT = col(KnowledgeEntry.deleted_at).is_(None)


def _holds_on(today: date) -> Any:
    """`Validity.holds_on`, for the list."""
    first, last = col(KnowledgeEntry.season_from), col(KnowledgeEntry.season_until)
    now = f"{today:%m-%d}"
    within = and_(first <= now, now <= last)
    over_new_year = and_(first > last, or_(first <= now, now <= last))
    return and_(
        func.coalesce(col(KnowledgeEntry.valid_from) <= today, true()),
        func.coalesce(col(KnowledgeEntry.valid_until) >= today, true()),
        or_(first.is_(None), within, over_new_year),
    )


_ENTRY = Loader(KnowledgeEntry)
_VALID = sql(
    """
select {k} from knowledge_entry k
where k.hotel_id = :hotel and k.deleted_at is null
  and (k.valid_from is null or k.valid_from <= :today)
  and (k.valid_until is null or k.valid_until >= :today)
  and (k.season_from is null
    or k.season_from <= k.season_until and :now between k.season_from and k.season_until
    or k.season_from > k.season_until and (:now >= k.season_from or :now <= k.season_until))
order by k.id
""",
    k=_ENTRY,
)


async def read_valid(work: Work, today: date) -> Sequence[KnowledgeEntry]:
    """In an order that stays the same from call to call: the prompt's prefix is cached by it.
    They belong to no session."""
    values = {"hotel": work.hotel_id, "today": today, "now": f"{today:%m-%d}"}
    return [_ENTRY(row) for row in await work.rows(_VALID, values)]


async def find(work: Work, entry_id: UUID, *, lock: bool = False) -> KnowledgeEntry | None:
    """Also one that was deleted."""
    return await work.session.get(
        KnowledgeEntry, (work.hotel_id, entry_id), with_for_update=lock or None
    )


async def find_all(
    session: AsyncSession, hotel_id: HotelId, ids: Collection[UUID]
) -> Sequence[KnowledgeEntry]:
    statement = select(KnowledgeEntry).where(
        KnowledgeEntry.hotel_id == hotel_id, col(KnowledgeEntry.id).in_(ids), _IS_KEPT
    )
    return (await session.exec(statement)).all()


async def settle_gap(work: Work, decision_id: int, *, end: GapEnd, entry_id: UUID | None) -> bool:
    """False: there is no such question, or it is settled."""
    values = {
        "hotel": work.hotel_id,
        "decision": decision_id,
        "end": end.value,
        "entry": entry_id,
        "by": work.actor.name,
    }
    return await work.run(_SETTLE, values) > 0


_SETTLE = sql("""
insert into knowledge_gap (hotel_id, decision_id, "end", entry_id, settled_by)
select d.hotel_id, d.id, :end, cast(:entry as uuid), :by from decision d
where d.hotel_id = :hotel and d.id = :decision and d.kind = 'answer'
on conflict do nothing
""")


async def name_of_staff(work: Work, staff_id: UUID) -> str | None:
    """None: nobody of this hotel."""
    statement = select(Staff.name).where(Staff.hotel_id == work.hotel_id, Staff.id == staff_id)
    return (await work.session.exec(statement)).first()


async def list_versions(
    work: Work, entry_id: UUID, *, before: int | None, limit: int
) -> Sequence[KnowledgeVersion]:
    """Newest first."""
    statement = select(KnowledgeVersion).where(
        KnowledgeVersion.hotel_id == work.hotel_id, KnowledgeVersion.entry_id == entry_id
    )
    if before is not None:
        statement = statement.where(col(KnowledgeVersion.version) < before)
    order = col(KnowledgeVersion.version).desc()
    return (await work.session.exec(statement.order_by(order).limit(limit))).all()


async def find_version(work: Work, entry_id: UUID, version: int) -> KnowledgeVersion | None:
    return await work.session.get(KnowledgeVersion, (work.hotel_id, entry_id, version))


async def timezone_of(session: AsyncSession, hotel_id: HotelId) -> str:
    return (await session.exec(select(Hotel.timezone).where(Hotel.id == hotel_id))).one()


# What ix_decision_unanswered holds, and of each the last words the guest had written by then.
_GAPS = sql("""
select d.id, d.conversation_id, d.facts->>'hand_over', d.decided_at, m.text, g.name,
  g.whatsapp_name, a.text, a.name, coalesce(s.rooms, '{}'), coalesce(s.bookings, '{}')
from decision d
join conversation c on c.hotel_id = d.hotel_id and c.id = d.conversation_id
join guest g on g.hotel_id = c.hotel_id and g.id = c.guest_id
cross join lateral (
  select m.text from message m
  where m.hotel_id = d.hotel_id and m.conversation_id = d.conversation_id
    and m.direction = 'in' and m.turn <= d.turn and m.text <> ''
  order by m.sort_at desc, m.id desc
  limit 1
) m
left join lateral (
  select r.text, p.name from message r
  left join staff p on p.hotel_id = r.hotel_id and p.id = r.staff_id
  where r.hotel_id = d.hotel_id and r.conversation_id = d.conversation_id
    and r.direction = 'out' and r.author = 'staff' and r.sort_at >= d.decided_at and r.text <> ''
  order by r.sort_at, r.id
  limit 1
) a on true
left join lateral (
  select array_agg(y.room) filter (where y.room is not null) as rooms,
    array_agg(y.external_id) as bookings
  from stay y where y.hotel_id = d.hotel_id and y.guest_id = c.guest_id
) s on true
where d.hotel_id = :hotel and d.kind = 'answer' and d.outcome <> 'suppressed'
  and d.facts->>'hand_over' in ('not_in_knowledge', 'weak_evidence')
  and not exists (select 1 from knowledge_gap k
    where k.hotel_id = d.hotel_id and k.decision_id = d.id)
  and (cast(:before as bigint) is null or d.id < :before)
order by d.id desc
limit :limit
""")


async def read_gaps(work: Work, *, before: int | None, limit: int) -> Sequence[Gap]:
    """Newest first."""
    values = {"hotel": work.hotel_id, "before": before, "limit": limit}
    return [Gap(*row) for row in await work.rows(_GAPS, values)]
