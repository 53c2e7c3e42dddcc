"""Rows of the knowledge base."""

from collections.abc import Collection, Sequence
from datetime import date
from uuid import UUID

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from backend.db.loading import Loader
from backend.db.transaction import sql
from backend.domain.ids import HotelId
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
