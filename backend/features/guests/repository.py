"""Queries on guests, the addresses they are known by, and their stays."""

from collections.abc import Collection, Sequence

from sqlalchemy import bindparam, func, or_, text
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from backend.domain.ids import GuestId, HotelId
from backend.models import ConsentEvent, Guest, GuestAlias, Stay

# Built once: these run for every message, and building a query costs more than its round trip.
_OWNERS = select(GuestAlias.value, GuestAlias.guest_id).where(
    GuestAlias.hotel_id == bindparam("hotel"),
    col(GuestAlias.value).in_(bindparam("values", expanding=True)),
)
_GUESTS = select(Guest).where(
    Guest.hotel_id == bindparam("hotel"), col(Guest.id).in_(bindparam("ids", expanding=True))
)
_STAYS = select(Stay).where(
    Stay.hotel_id == bindparam("hotel"), col(Stay.guest_id).in_(bindparam("guests", expanding=True))
)
_CLAIM = text("""
insert into guest_alias (hotel_id, id, guest_id, value)
select :hotel, uuidv7(), :guest, value from unnest(cast(:values as text[])) as value
on conflict (hotel_id, value) do nothing returning value
""")


async def owners_of(
    session: AsyncSession, hotel_id: HotelId, *, values: Collection[str]
) -> dict[str, GuestId]:
    rows = await session.exec(_OWNERS, params={"hotel": hotel_id, "values": list(values)})
    return {value: GuestId(guest_id) for value, guest_id in rows}


async def guests_by_id(
    session: AsyncSession, hotel_id: HotelId, *, ids: Collection[GuestId]
) -> dict[GuestId, Guest]:
    if not ids:
        return {}
    rows = await session.exec(_GUESTS, params={"hotel": hotel_id, "ids": list(ids)})
    return {GuestId(guest.id): guest for guest in rows}


async def stays_of(
    session: AsyncSession, hotel_id: HotelId, *, guests: Collection[GuestId]
) -> Sequence[Stay]:
    rows = await session.exec(_STAYS, params={"hotel": hotel_id, "guests": list(guests)})
    return rows.all()


async def claim_aliases(
    session: AsyncSession, hotel_id: HotelId, *, values: Collection[str], guest_id: GuestId
) -> dict[str, GuestId]:
    """Who owns each address after this: the given guest, or who was faster."""
    parameters = {"hotel": hotel_id, "guest": guest_id, "values": list(values)}
    added = set((await session.execute(_CLAIM, parameters)).scalars())
    owners = dict.fromkeys(added, guest_id)
    if others := set(values) - added:
        owners |= await owners_of(session, hotel_id, values=others)
    return owners


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
