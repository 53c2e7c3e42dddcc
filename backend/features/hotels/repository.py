"""Queries on the list of hotels, and the numbers the operator sees of each."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlmodel import col, select, text

from backend.models import Hotel
from backend.work import PlatformWork, Work

HEALTH = """
select hotel_id, numbers, numbers_down, guests_waiting, longest_wait_since, sends_open,
       last_message_at, cost_usd
from hotel_health() join hotel_ai_cost(cast(:ids as uuid[])) using (hotel_id)
where hotel_id = any(:ids)
"""


@dataclass(frozen=True, slots=True)
class Health:
    numbers: int = 0
    numbers_down: int = 0
    guests_waiting: int = 0
    longest_wait_since: datetime | None = None
    sends_open: int = 0
    last_message_at: datetime | None = None
    ai_cost_usd: float = 0.0
    """Of this month, by the hotel's clock."""


async def own_hotel(work: Work) -> Hotel:
    return (await work.session.exec(select(Hotel).where(Hotel.id == work.hotel_id))).one()


async def list_hotels(
    work: PlatformWork, *, after: tuple[str, UUID] | None, limit: int
) -> Sequence[Hotel]:
    query = select(Hotel)
    if after is not None:
        name, key = after
        query = query.where(
            (col(Hotel.name) > name) | ((col(Hotel.name) == name) & (col(Hotel.id) > key))
        )
    query = query.order_by(col(Hotel.name), col(Hotel.id)).limit(limit)
    return (await work.session.exec(query)).all()


async def health(work: PlatformWork, ids: Sequence[UUID]) -> dict[UUID, Health]:
    query = text(HEALTH).bindparams(ids=list(ids))
    rows = await work.session.exec(query)  # type: ignore[call-overload]
    return {row.hotel_id: Health(*row[1:]) for row in rows}
