"""Queries on stays, and on the guests and chats they belong to. Each batch is one query."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, and_, insert, or_
from sqlmodel import SQLModel, col, select, text

from backend.domain.words import StayStatus
from backend.features.stays.schemas import View
from backend.models import Conversation, Guest, GuestAlias, Hotel, Stay, StayEvent
from backend.work import Work

_GUEST_OF_STAY = and_(
    col(Guest.hotel_id) == col(Stay.hotel_id), col(Guest.id) == col(Stay.guest_id)
)
_CLAIM = text("""
insert into guest_alias (hotel_id, id, guest_id, value)
select :hotel_id, uuidv7(), x.guest_id, x.value
from unnest(cast(:values as text[]), cast(:guests as uuid[])) as x(value, guest_id)
order by x.value
on conflict (hotel_id, value) do nothing
returning value
""")


@dataclass(frozen=True, slots=True)
class After:
    """Key of the last row of the page before."""

    day: date
    id: UUID


async def own_hotel(work: Work) -> Hotel:
    return await work.session.get_one(Hotel, work.hotel_id)


async def lock_stays(work: Work, external_ids: Collection[str]) -> dict[str, Stay]:
    """By reservation number; in one order everywhere, or two pushes could wait for each other."""
    query = (
        select(Stay)
        .where(Stay.hotel_id == work.hotel_id, col(Stay.external_id).in_(external_ids))
        .order_by(col(Stay.external_id))
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    return {stay.external_id: stay for stay in await work.session.exec(query)}


async def owners_of(work: Work, addresses: Collection[str]) -> dict[str, UUID]:
    """{address: guest}"""
    query = select(GuestAlias.value, GuestAlias.guest_id).where(
        GuestAlias.hotel_id == work.hotel_id, col(GuestAlias.value).in_(addresses)
    )
    return dict((await work.session.exec(query)).all())


async def guests_by_id(work: Work, ids: Collection[UUID]) -> dict[UUID, Guest]:
    query = select(Guest).where(Guest.hotel_id == work.hotel_id, col(Guest.id).in_(ids))
    return {guest.id: guest for guest in await work.session.exec(query)}


async def claim_addresses(work: Work, owners: Mapping[str, UUID]) -> set[str]:
    """Those that are now ours; an address that leads to a guest already is left alone."""
    values = {
        "hotel_id": work.hotel_id,
        "values": list(owners),
        "guests": list(owners.values()),
    }
    return set((await work.session.execute(_CLAIM, values)).scalars())


async def add(work: Work, table: type[SQLModel], rows: Sequence[Mapping[str, Any]]) -> None:
    """All in one statement; each row names the same columns."""
    if rows:
        await work.session.execute(insert(table), rows)


async def lock_stay(work: Work, stay_id: UUID) -> Stay | None:
    return await work.session.get(
        Stay, (work.hotel_id, stay_id), with_for_update=True, populate_existing=True
    )


async def list_events(work: Work, stay_id: UUID) -> Sequence[StayEvent]:
    """Newest first."""
    query = select(StayEvent).where(
        StayEvent.hotel_id == work.hotel_id, StayEvent.stay_id == stay_id
    )
    return (await work.session.exec(query.order_by(col(StayEvent.id).desc()))).all()


async def conversations_of(work: Work, guests: Collection[UUID]) -> Sequence[Conversation]:
    query = select(Conversation).where(
        Conversation.hotel_id == work.hotel_id, col(Conversation.guest_id).in_(guests)
    )
    return (await work.session.exec(query)).all()


async def stays_of(work: Work, guests: Collection[UUID]) -> Sequence[Stay]:
    query = select(Stay).where(Stay.hotel_id == work.hotel_id, col(Stay.guest_id).in_(guests))
    return (await work.session.exec(query)).all()


async def find_stay(work: Work, external_id: str) -> tuple[Stay, Guest] | None:
    query = select(Stay, Guest).join(Guest, _GUEST_OF_STAY)
    query = query.where(Stay.hotel_id == work.hotel_id, Stay.external_id == external_id)
    return (await work.session.exec(query)).first()


async def list_stays(
    work: Work, *, where: Sequence[ColumnElement[bool]], after: After | None, limit: int
) -> Sequence[tuple[Stay, Guest]]:
    """Latest arrival first."""
    query = select(Stay, Guest).join(Guest, _GUEST_OF_STAY)
    query = query.where(Stay.hotel_id == work.hotel_id, *where)
    if after is not None:
        day, key = col(Stay.arrival), col(Stay.id)
        query = query.where(or_(day < after.day, and_(day == after.day, key < after.id)))
    query = query.order_by(col(Stay.arrival).desc(), col(Stay.id).desc()).limit(limit)
    return (await work.session.exec(query)).all()


def in_view(view: View, today: date) -> list[ColumnElement[bool]]:
    """What each tab of the screen shows; the same words as domain.stay_times."""
    status = col(Stay.status)
    return {
        "all": [],
        "arriving": [status == StayStatus.BOOKED, col(Stay.arrival) == today],
        "in_house": [status == StayStatus.IN_HOUSE],
        "departing": [status == StayStatus.IN_HOUSE, col(Stay.departure) <= today],
    }[view]


def matching(words: str) -> ColumnElement[bool]:
    """Name on the reservation, phone, room or reservation number; case does not matter."""
    digits = words.lstrip("+0 ")
    part = f"%{words.replace('%', '').replace('_', '')}%"
    return or_(
        col(Stay.guest_name).ilike(part),
        col(Stay.external_id).ilike(part),
        col(Stay.room) == words,
        *([col(Guest.phone).ilike(f"%{digits}%")] if digits else []),
    )
