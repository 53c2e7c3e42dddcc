"""Hotels: making one, changing its settings, and how each of them is doing."""

from datetime import datetime
from uuid import UUID

from backend.domain.hotel_health import describe
from backend.domain.words import HotelStatus
from backend.errors import Forbidden
from backend.features.audit.service import record
from backend.features.hotels import repository
from backend.features.hotels.repository import Health
from backend.features.hotels.schemas import HotelHealthView, HotelInput, HotelPatch, HotelView
from backend.kit.pagination import DEFAULT_LIMIT, BadCursor, Page, cut, decode_cursor
from backend.models import Hotel
from backend.work import ActorKind, PlatformWork, Work

CLOCK = ("timezone", "check_in_time", "check_out_time")
"""With another one, what is planned by the hotel's clock comes at other moments."""
MAY_BE_EMPTY = ("contact_phone", "website", "country")


async def create_hotel(work: PlatformWork, data: HotelInput) -> HotelView:
    hotel = Hotel(**data.model_dump())
    work.session.add(hotel)
    await work.session.flush()
    await work.session.refresh(hotel)
    return view_of(hotel)


async def exists(work: PlatformWork, hotel_id: UUID) -> bool:
    return await work.session.get(Hotel, hotel_id) is not None


async def any_hotel(work: PlatformWork) -> bool:
    """Whether the installation holds a hotel: the smallest question to the database."""
    return bool(await repository.list_hotels(work, after=None, limit=1))


async def get_hotel(work: Work) -> HotelView:
    return view_of(await repository.own_hotel(work))


async def update_hotel(work: Work, patch: HotelPatch) -> HotelView:
    """Raises Forbidden when anybody but the operator changes the hotel's status."""
    hotel = await repository.own_hotel(work)
    given = patch.model_dump(exclude_unset=True, exclude={"reason"})
    wanted = {name: value for name, value in given.items() if _is_change(hotel, name, value)}
    if "status" in wanted and work.actor.kind is not ActorKind.ADMIN:
        raise Forbidden("Only the operator of the platform may suspend a hotel.")
    before = {name: str(getattr(hotel, name)) for name in wanted}
    for name, value in wanted.items():
        setattr(hotel, name, value)
    if wanted:
        after = {name: str(value) for name, value in wanted.items()}
        detail = {"before": before, "after": after, "reason": patch.reason}
        await record(work, "hotel.update", subject=str(hotel.id), detail=detail)
    return view_of(hotel)


async def list_hotels(
    work: PlatformWork, *, cursor: str | None = None, limit: int = DEFAULT_LIMIT
) -> Page[HotelHealthView]:
    """By name, with how each is doing. Raises BadCursor."""
    rows = await repository.list_hotels(work, after=_after(cursor), limit=limit + 1)
    shown, following = cut(rows, limit, lambda row: (row.name, str(row.id)))
    known = await repository.health(work, [row.id for row in shown])
    views = [_health_view(row, known.get(row.id, Health()), work.now) for row in shown]
    return Page(views, following)


def view_of(hotel: Hotel) -> HotelView:
    assert hotel.created_at is not None
    return HotelView(**hotel.model_dump())


def _health_view(hotel: Hotel, health: Health, now: datetime) -> HotelHealthView:
    words = describe(
        suspended=hotel.status is HotelStatus.SUSPENDED,
        numbers=health.numbers,
        numbers_down=health.numbers_down,
        waiting_since=health.longest_wait_since,
        now=now,
    )
    return HotelHealthView(
        **hotel.model_dump(),
        health=words,
        numbers=health.numbers,
        numbers_down=health.numbers_down,
        guests_waiting=health.guests_waiting,
        longest_wait_since=health.longest_wait_since,
        sends_open=health.sends_open,
        last_message_at=health.last_message_at,
        ai_cost_usd=health.ai_cost_usd,
    )


def _is_change(hotel: Hotel, name: str, value: object) -> bool:
    """Null means "leave it" for what a hotel cannot be without."""
    if value is None and name not in MAY_BE_EMPTY:
        return False
    return bool(getattr(hotel, name) != value)


def _after(cursor: str | None) -> tuple[str, UUID] | None:
    if cursor is None:
        return None
    name, key = decode_cursor(cursor, 2)
    try:
        return str(name), UUID(str(key))
    except ValueError:
        raise BadCursor("the cursor belongs to another list") from None
