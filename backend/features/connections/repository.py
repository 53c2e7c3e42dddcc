"""Which numbers there are, for their state, and whose a number is."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import text
from sqlmodel import col, select

from backend.domain.words import HotelStatus, InstanceState
from backend.models import Channel, Hook, Hotel
from backend.work import PlatformWork, Work

_NUMBERS = text("select * from hotel_numbers() order by hotel_name, hotel_id, channel_id")


@dataclass(frozen=True, slots=True)
class NumberRow:
    hotel_id: UUID
    hotel_name: str
    channel_id: UUID
    id_instance: int
    name: str
    state: InstanceState
    state_at: datetime | None
    pause_reason: str | None
    paused_until: datetime | None


async def list_numbers(work: Work) -> list[NumberRow]:
    """Of this hotel, oldest first."""
    query = (
        select(Channel)
        .where(Channel.hotel_id == work.hotel_id)
        .order_by(col(Channel.created_at), col(Channel.id))
    )
    return [
        NumberRow(
            hotel_id=row.hotel_id,
            hotel_name="",
            channel_id=row.id,
            id_instance=row.id_instance,
            name=row.name,
            state=row.state,
            state_at=row.state_at,
            pause_reason=row.pause_reason,
            paused_until=row.paused_until,
        )
        for row in (await work.session.exec(query)).all()
    ]


async def list_all_numbers(work: PlatformWork) -> list[NumberRow]:
    rows = (await work.session.execute(_NUMBERS)).all()
    return [
        NumberRow(
            hotel_id=row.hotel_id,
            hotel_name=row.hotel_name,
            channel_id=row.channel_id,
            id_instance=row.id_instance,
            name=row.channel_name,
            state=InstanceState(row.state),
            state_at=row.state_at,
            pause_reason=row.pause_reason,
            paused_until=row.paused_until,
        )
        for row in rows
    ]


async def owners_of(work: PlatformWork, id_instance: int) -> Sequence[tuple[UUID, UUID]]:
    """(hotel, channel) that this number belongs to."""
    query = select(Hook.hotel_id, Hook.channel_id).where(Hook.id_instance == id_instance)
    return [(hotel_id, channel_id) for hotel_id, channel_id in await work.session.exec(query)]


async def active_hotels(work: PlatformWork) -> Sequence[UUID]:
    query = select(Hotel.id).where(col(Hotel.status) == HotelStatus.ACTIVE)
    return (await work.session.exec(query)).all()
