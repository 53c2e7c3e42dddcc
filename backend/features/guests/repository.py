"""Queries on guests, the addresses they are known by, and their stays."""

from collections.abc import Collection, Sequence

from sqlalchemy import func, or_
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from backend.domain.ids import GuestId, HotelId
from backend.models import ConsentEvent, Guest, GuestAlias, Stay


async def owners_of(
    session: AsyncSession, hotel_id: HotelId, *, values: Collection[str]
) -> dict[str, GuestId]:
    rows = await session.exec(
        select(GuestAlias.value, GuestAlias.guest_id).where(
            GuestAlias.hotel_id == hotel_id, col(GuestAlias.value).in_(values)
        )
    )
    return {value: GuestId(guest_id) for value, guest_id in rows}


async def guests_by_id(
    session: AsyncSession, hotel_id: HotelId, *, ids: Collection[GuestId]
) -> dict[GuestId, Guest]:
    rows = await session.exec(
        select(Guest).where(Guest.hotel_id == hotel_id, col(Guest.id).in_(ids))
    )
    return {GuestId(guest.id): guest for guest in rows}


async def stays_of(
    session: AsyncSession, hotel_id: HotelId, *, guests: Collection[GuestId]
) -> Sequence[Stay]:
    rows = await session.exec(
        select(Stay).where(Stay.hotel_id == hotel_id, col(Stay.guest_id).in_(guests))
    )
    return rows.all()


async def claim_alias(
    session: AsyncSession, hotel_id: HotelId, *, value: str, guest_id: GuestId
) -> GuestId:
    """Who owns the address after this: the given guest, or who was faster."""
    alias = GuestAlias(hotel_id=hotel_id, guest_id=guest_id, value=value)
    added = await session.exec(
        insert(GuestAlias)
        .values(alias.model_dump())
        .on_conflict_do_nothing(index_elements=["hotel_id", "value"])
        .returning(col(GuestAlias.guest_id))
    )
    if added.first() is not None:
        return guest_id
    return (await owners_of(session, hotel_id, values=[value]))[value]


async def move_alias(
    session: AsyncSession, hotel_id: HotelId, *, value: str, guest_id: GuestId
) -> None:
    alias = (
        await session.exec(
            select(GuestAlias).where(GuestAlias.hotel_id == hotel_id, GuestAlias.value == value)
        )
    ).one()
    alias.guest_id = guest_id


async def list_guests(
    session: AsyncSession,
    hotel_id: HotelId,
    *,
    query: str,
    after: tuple[str, str] | None,
    limit: int,
) -> Sequence[Guest]:
    """By name, then id. `query` is part of the name or of the number."""
    key = func.lower(Guest.name)
    wanted = select(Guest).where(Guest.hotel_id == hotel_id)
    if query:
        part = f"%{query.replace('%', '').replace('_', '')}%"
        wanted = wanted.where(or_(col(Guest.name).ilike(part), col(Guest.phone).ilike(part)))
    if after is not None:
        name, guest_id = after
        wanted = wanted.where(or_(key > name, (key == name) & (col(Guest.id) > guest_id)))
    rows = await session.exec(wanted.order_by(key, col(Guest.id)).limit(limit))
    return rows.all()


async def consent_events(
    session: AsyncSession, hotel_id: HotelId, *, guest_id: GuestId
) -> Sequence[ConsentEvent]:
    rows = await session.exec(
        select(ConsentEvent)
        .where(ConsentEvent.hotel_id == hotel_id, ConsentEvent.guest_id == guest_id)
        .order_by(col(ConsentEvent.at))
    )
    return rows.all()
