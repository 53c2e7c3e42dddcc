"""Queries on stays, and on the guests and chats they belong to."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import and_
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import col, select, update

from backend.domain.words import StayStatus
from backend.models import Conversation, Guest, GuestAlias, Hotel, Stay
from backend.work import Work

_GUEST_OF_STAY = and_(
    col(Guest.hotel_id) == col(Stay.hotel_id), col(Guest.id) == col(Stay.guest_id)
)


async def own_hotel(work: Work) -> Hotel:
    return (await work.session.exec(select(Hotel).where(Hotel.id == work.hotel_id))).one()


async def lock_stay(work: Work, external_id: str) -> Stay | None:
    query = select(Stay).where(Stay.hotel_id == work.hotel_id, Stay.external_id == external_id)
    return (await work.session.exec(query.with_for_update())).first()


async def insert_stay(work: Work, values: dict[str, object]) -> bool:
    """False when a parallel push of the same reservation was faster."""
    query = (
        insert(Stay)
        .values(hotel_id=work.hotel_id, **values)
        .on_conflict_do_nothing(index_elements=["hotel_id", "external_id"])
        .returning(col(Stay.id))
    )
    return (await work.session.exec(query)).first() is not None


async def guest_at(work: Work, addresses: Sequence[str]) -> Guest | None:
    query = (
        select(Guest)
        .join(
            GuestAlias,
            and_(
                col(GuestAlias.hotel_id) == col(Guest.hotel_id),
                col(GuestAlias.guest_id) == col(Guest.id),
            ),
        )
        .where(Guest.hotel_id == work.hotel_id, col(GuestAlias.value).in_(addresses))
        .limit(1)
    )
    return (await work.session.exec(query)).first()


async def get_guest(work: Work, guest_id: UUID) -> Guest:
    query = select(Guest).where(Guest.hotel_id == work.hotel_id, Guest.id == guest_id)
    return (await work.session.exec(query)).one()


async def claim_address(work: Work, *, value: str, guest_id: UUID) -> bool:
    """False when the address belongs to a guest already."""
    alias = GuestAlias(hotel_id=work.hotel_id, guest_id=guest_id, value=value)
    query = (
        insert(GuestAlias)
        .values(alias.model_dump())
        .on_conflict_do_nothing(index_elements=["hotel_id", "value"])
        .returning(col(GuestAlias.id))
    )
    return (await work.session.exec(query)).first() is not None


async def stays_of(work: Work, guest_id: UUID) -> Sequence[Stay]:
    query = select(Stay).where(Stay.hotel_id == work.hotel_id, Stay.guest_id == guest_id)
    return (await work.session.exec(query.order_by(col(Stay.arrival).desc()))).all()


async def point_conversations(work: Work, *, guest_id: UUID, stay_id: UUID | None) -> list[UUID]:
    """The guest's conversations that now show another stay."""
    query = (
        update(Conversation)
        .where(
            col(Conversation.hotel_id) == work.hotel_id,
            col(Conversation.guest_id) == guest_id,
            col(Conversation.stay_id).is_distinct_from(stay_id),
        )
        .values(stay_id=stay_id)
        .returning(col(Conversation.id))
    )
    return list((await work.session.exec(query)).scalars().all())


async def conversations_of(work: Work, guest_id: UUID) -> Sequence[UUID]:
    query = select(Conversation.id).where(
        Conversation.hotel_id == work.hotel_id, Conversation.guest_id == guest_id
    )
    return (await work.session.exec(query)).all()


async def find_stay(work: Work, external_id: str) -> tuple[Stay, Guest] | None:
    query = select(Stay, Guest).join(Guest, _GUEST_OF_STAY)
    query = query.where(Stay.hotel_id == work.hotel_id, Stay.external_id == external_id)
    return (await work.session.exec(query)).first()


async def list_stays(
    work: Work,
    *,
    status: StayStatus | None,
    after: tuple[date, UUID] | None,
    limit: int,
) -> Sequence[tuple[Stay, Guest]]:
    query = select(Stay, Guest).join(Guest, _GUEST_OF_STAY).where(Stay.hotel_id == work.hotel_id)
    if status is not None:
        query = query.where(Stay.status == status)
    if after is not None:
        day, key = after
        query = query.where(
            (col(Stay.arrival) < day) | ((col(Stay.arrival) == day) & (col(Stay.id) > key))
        )
    query = query.order_by(col(Stay.arrival).desc(), col(Stay.id)).limit(limit)
    return (await work.session.exec(query)).all()
