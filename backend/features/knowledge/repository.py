"""Rows of the knowledge base."""

from collections.abc import Collection, Sequence
from datetime import date
from uuid import UUID

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from backend.db.loading import Loader
from backend.db.transaction import sql
from backend.domain.ids import HotelId
from backend.features.knowledge.schemas import Gap
from backend.models import Hotel, KnowledgeEntry
from backend.work import Work


async def list_entries(session: AsyncSession, hotel_id: HotelId) -> Sequence[KnowledgeEntry]:
    statement = select(KnowledgeEntry).where(KnowledgeEntry.hotel_id == hotel_id)
    order = (col(KnowledgeEntry.title), col(KnowledgeEntry.language), col(KnowledgeEntry.id))
    return (await session.exec(statement.order_by(*order))).all()


_ENTRY = Loader(KnowledgeEntry)
_VALID = sql(
    """
select {k} from knowledge_entry k
where k.hotel_id = :hotel and (k.valid_from is null or k.valid_from <= :today)
  and (k.valid_until is null or k.valid_until >= :today)
order by k.id
""",
    k=_ENTRY,
)


async def read_valid(work: Work, today: date) -> Sequence[KnowledgeEntry]:
    """In an order that stays the same from call to call: the prompt's prefix is cached by it.
    They belong to no session."""
    values = {"hotel": work.hotel_id, "today": today}
    return [_ENTRY(row) for row in await work.rows(_VALID, values)]


async def find(session: AsyncSession, hotel_id: HotelId, entry_id: UUID) -> KnowledgeEntry | None:
    return await session.get(KnowledgeEntry, (hotel_id, entry_id))


async def find_all(
    session: AsyncSession, hotel_id: HotelId, ids: Collection[UUID]
) -> Sequence[KnowledgeEntry]:
    statement = select(KnowledgeEntry).where(
        KnowledgeEntry.hotel_id == hotel_id, col(KnowledgeEntry.id).in_(ids)
    )
    return (await session.exec(statement)).all()


async def timezone_of(session: AsyncSession, hotel_id: HotelId) -> str:
    return (await session.exec(select(Hotel.timezone).where(Hotel.id == hotel_id))).one()


# What ix_decision_unanswered holds, and of each the last words the guest had written by then.
_GAPS = sql("""
select d.id, d.conversation_id, d.facts->>'hand_over', d.decided_at, m.text, g.name
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
where d.hotel_id = :hotel and d.kind = 'answer' and d.outcome <> 'suppressed'
  and d.facts->>'hand_over' in ('not_in_knowledge', 'weak_evidence')
  and (cast(:before as bigint) is null or d.id < :before)
order by d.id desc
limit :limit
""")


async def read_gaps(work: Work, *, before: int | None, limit: int) -> Sequence[Gap]:
    """Newest first."""
    values = {"hotel": work.hotel_id, "before": before, "limit": limit}
    return [Gap(*row) for row in await work.rows(_GAPS, values)]
