"""Rows of the knowledge base."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import bindparam, or_
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from backend.domain.ids import HotelId
from backend.models import Hotel, KnowledgeEntry


async def list_entries(session: AsyncSession, hotel_id: HotelId) -> Sequence[KnowledgeEntry]:
    statement = select(KnowledgeEntry).where(KnowledgeEntry.hotel_id == hotel_id)
    order = (col(KnowledgeEntry.title), col(KnowledgeEntry.language), col(KnowledgeEntry.id))
    return (await session.exec(statement.order_by(*order))).all()


_VALID = (
    select(KnowledgeEntry)
    .where(
        KnowledgeEntry.hotel_id == bindparam("hotel"),
        or_(
            col(KnowledgeEntry.valid_from).is_(None),
            col(KnowledgeEntry.valid_from) <= bindparam("today"),
        ),
        or_(
            col(KnowledgeEntry.valid_until).is_(None),
            col(KnowledgeEntry.valid_until) >= bindparam("today"),
        ),
    )
    .order_by(col(KnowledgeEntry.id))
)


async def list_valid(
    session: AsyncSession, hotel_id: HotelId, today: date
) -> Sequence[KnowledgeEntry]:
    """In an order that stays the same from call to call: the prompt's prefix is cached by it."""
    return (await session.exec(_VALID, params={"hotel": hotel_id, "today": today})).all()


async def find(session: AsyncSession, hotel_id: HotelId, entry_id: UUID) -> KnowledgeEntry | None:
    return await session.get(KnowledgeEntry, (hotel_id, entry_id))


async def timezone_of(session: AsyncSession, hotel_id: HotelId) -> str:
    return (await session.exec(select(Hotel.timezone).where(Hotel.id == hotel_id))).one()
