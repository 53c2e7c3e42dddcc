"""Queries on guests, the addresses they are known by, and their stays."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import func, or_
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from backend.db.loading import Loader
from backend.db.transaction import sql
from backend.domain.ids import GuestId, HotelId
from backend.models import ConsentEvent, Guest, Stay
from backend.work import Work

_GUEST, _STAY = Loader(Guest), Loader(Stay)
_OWNERS = sql("""
select a.value, a.guest_id from guest_alias a
where a.hotel_id = :hotel and a.value = any(:values)
""")
_READ_GUESTS = sql(
    "select {g} from guest g where g.hotel_id = :hotel and g.id = any(:ids)", g=_GUEST
)
_READ_STAYS = sql(
    "select {s} from stay s where s.hotel_id = :hotel and s.guest_id = any(:guests)", s=_STAY
)
_TIMEZONE = sql("select timezone from hotel where id = :hotel")
_CLAIM = sql("""
insert into guest_alias (hotel_id, id, guest_id, value)
select :hotel, uuidv7(), :guest, value from unnest(cast(:values as text[])) as value
on conflict (hotel_id, value) do nothing returning value
""")
# The guest and the addresses in one round trip: one of each is the rule.
_MEET = sql("""
with g as (
  insert into guest (hotel_id, id, name, whatsapp_name, phone)
  values (:hotel, :guest, :name, :whatsapp_name, :phone)
)
insert into guest_alias (hotel_id, id, guest_id, value)
select :hotel, uuidv7(), :guest, value from unnest(cast(:values as text[])) as value
on conflict (hotel_id, value) do nothing returning value
""")
# The newest of each of the guest's conversations, then of all of them.
_MOODS = sql("""
select a.message_id, a.score, a.level, m.sent_at from conversation c
cross join lateral (
  select message_id, score, level from assessment
  where hotel_id = :hotel and conversation_id = c.id order by id desc limit :most
) a
join message m on m.hotel_id = :hotel and m.id = a.message_id
where c.hotel_id = :hotel and c.guest_id = :guest
order by m.sent_at desc, m.id desc limit :most
""")
_RENAME = sql("""
update guest set name = :name, whatsapp_name = :whatsapp_name
where hotel_id = :hotel and id = :guest
""")
_FORGET = sql("delete from guest where hotel_id = :hotel and id = :guest")
_CONSENT = sql("update guest set opted_out_at = :at where hotel_id = :hotel and id = :guest")
_COLLEAGUE = sql("""
update guest g set colleague = true
where g.hotel_id = :hotel and g.id = :guest
  and not exists (select 1 from stay s where s.hotel_id = :hotel and s.guest_id = :guest)
""")
_MOVE_ALIAS = sql("""
update guest_alias set guest_id = :guest where hotel_id = :hotel and value = :value
""")


async def owners_of(work: Work, values: Collection[str]) -> dict[str, GuestId]:
    rows = await work.rows(_OWNERS, {"hotel": work.hotel_id, "values": list(values)})
    return {value: GuestId(guest_id) for value, guest_id in rows}


async def read_guests(work: Work, ids: Collection[GuestId]) -> dict[GuestId, Guest]:
    """They belong to no session: what changes is written by `rename`."""
    if not ids:
        return {}
    rows = await work.rows(_READ_GUESTS, {"hotel": work.hotel_id, "ids": list(ids)})
    return {GuestId(guest.id): guest for guest in map(_GUEST, rows)}


async def read_stays(work: Work, guests: Collection[GuestId]) -> Sequence[Stay]:
    """They belong to no session."""
    rows = await work.rows(_READ_STAYS, {"hotel": work.hotel_id, "guests": list(guests)})
    return [_STAY(row) for row in rows]


async def read_timezone(work: Work) -> str:
    ((timezone,),) = await work.rows(_TIMEZONE, {"hotel": work.hotel_id})
    return str(timezone)


async def meet(work: Work, guest: Guest, *, values: Collection[str]) -> set[str]:
    """Inserts a guest with these addresses; those that are the guest's now."""
    parameters = {
        "hotel": work.hotel_id,
        "guest": guest.id,
        "name": guest.name,
        "whatsapp_name": guest.whatsapp_name,
        "phone": guest.phone,
        "values": list(values),
    }
    return {row[0] for row in await work.rows(_MEET, parameters)}


async def rename(work: Work, guest: Guest) -> None:
    parameters = {
        "hotel": work.hotel_id,
        "guest": guest.id,
        "name": guest.name,
        "whatsapp_name": guest.whatsapp_name,
    }
    await work.run(_RENAME, parameters)


async def forget(work: Work, guest_id: GuestId) -> None:
    await work.run(_FORGET, {"hotel": work.hotel_id, "guest": guest_id})


async def mark_colleague(work: Work, guest_id: GuestId) -> None:
    await work.run(_COLLEAGUE, {"hotel": work.hotel_id, "guest": guest_id})


async def date_consent(work: Work, guest_id: GuestId, *, opted_out_at: datetime | None) -> None:
    values = {"hotel": work.hotel_id, "guest": guest_id, "at": opted_out_at}
    await work.run(_CONSENT, values)


async def claim_aliases(
    work: Work, *, values: Collection[str], guest_id: GuestId
) -> dict[str, GuestId]:
    """Who owns each address after this: the given guest, or who was faster."""
    parameters = {"hotel": work.hotel_id, "guest": guest_id, "values": list(values)}
    added = {row[0] for row in await work.rows(_CLAIM, parameters)}
    owners = dict.fromkeys(added, guest_id)
    if others := set(values) - added:
        owners |= await owners_of(work, others)
    return owners


async def move_alias(work: Work, *, value: str, guest_id: GuestId) -> None:
    await work.run(_MOVE_ALIAS, {"hotel": work.hotel_id, "guest": guest_id, "value": value})


async def guests_by_id(
    session: AsyncSession, hotel_id: HotelId, *, ids: Collection[GuestId]
) -> dict[GuestId, Guest]:
    if not ids:
        return {}
    wanted = select(Guest).where(Guest.hotel_id == hotel_id, col(Guest.id).in_(ids))
    return {GuestId(guest.id): guest for guest in await session.exec(wanted)}


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
    wanted = select(Guest).where(Guest.hotel_id == hotel_id, col(Guest.merged_into).is_(None))
    if query:
        part = f"%{query.replace('%', '').replace('_', '')}%"
        wanted = wanted.where(or_(col(Guest.name).ilike(part), col(Guest.phone).ilike(part)))
    if after is not None:
        name, guest_id = after
        wanted = wanted.where(or_(key > name, (key == name) & (col(Guest.id) > guest_id)))
    rows = await session.exec(wanted.order_by(key, col(Guest.id)).limit(limit))
    return rows.all()


async def moods_of(
    work: Work, guest_id: GuestId, *, most: int
) -> list[tuple[int, float, str, datetime]]:
    """(message, score, level, when), newest first."""
    values = {"hotel": work.hotel_id, "guest": guest_id, "most": most}
    return [(row[0], row[1], row[2], row[3]) for row in await work.rows(_MOODS, values)]


async def consent_events(
    session: AsyncSession, hotel_id: HotelId, *, guest_id: GuestId
) -> Sequence[ConsentEvent]:
    rows = await session.exec(
        select(ConsentEvent)
        .where(ConsentEvent.hotel_id == hotel_id, ConsentEvent.guest_id == guest_id)
        .order_by(col(ConsentEvent.at))
    )
    return rows.all()
