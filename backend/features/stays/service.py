"""Reservations from the PMS: stored once each, tied to the guest and to the guest's chats."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID
from zoneinfo import ZoneInfo

from backend.domain.current_stay import choose_stay
from backend.domain.words import StayStatus
from backend.errors import Invalid, NotFound
from backend.features.audit.service import record
from backend.features.stays import repository
from backend.features.stays.schemas import StayCard, StayGuestInput, StayInput
from backend.kit.ids import new_uuid
from backend.kit.pagination import DEFAULT_LIMIT, BadCursor, Page, cut, decode_cursor
from backend.kit.phone import chat_of_phone, to_e164
from backend.models import Guest, Stay
from backend.work import Work


@dataclass(frozen=True, slots=True)
class Pushed:
    stay: StayCard
    created: bool
    conversations: Sequence[UUID]
    """Conversations whose row on the screens has changed."""


async def put_stay(work: Work, external_id: str, data: StayInput) -> Pushed:
    """Makes or replaces the reservation; the same push twice changes nothing the second time.

    Raises Invalid for a telephone number that cannot be one.
    """
    row = await repository.lock_stay(work, external_id)
    former = row.guest_id if row else None
    guest = await _guest_for(work, data.guest, former=former)
    values = {**data.model_dump(exclude={"guest"}), "guest_id": guest.id}
    created = False
    if row is None:
        key = {"id": new_uuid(), "external_id": external_id}
        created = await repository.insert_stay(work, {**key, **values})
        row = await repository.lock_stay(work, external_id)
        assert row is not None
    changed = [name for name, value in values.items() if getattr(row, name) != value]
    for name in changed:
        setattr(row, name, values[name])
    if changed and not created:
        row.updated_at = work.now
    await work.session.flush()
    shown = await _show_on_conversations(work, {guest.id, former or guest.id})
    if created or changed:
        detail = {"created": created, "changed": sorted(changed)}
        await record(work, "stay.put", subject=external_id, detail=detail)
    return Pushed(_card(row, guest), created, shown)


async def get_stay(work: Work, external_id: str) -> StayCard:
    found = await repository.find_stay(work, external_id)
    if found is None:
        raise NotFound("There is no such reservation.")
    return _card(*found)


async def list_stays(
    work: Work,
    *,
    status: StayStatus | None = None,
    cursor: str | None = None,
    limit: int = DEFAULT_LIMIT,
) -> Page[StayCard]:
    """Latest arrival first. Raises BadCursor."""
    rows = await repository.list_stays(work, status=status, after=_after(cursor), limit=limit + 1)
    shown, following = cut(rows, limit, lambda pair: (pair[0].arrival.isoformat(), str(pair[0].id)))
    return Page([_card(*pair) for pair in shown], following)


async def stays_of_guest(work: Work, guest_id: UUID) -> list[StayCard]:
    """Latest arrival first."""
    rows = await repository.stays_of(work, guest_id)
    guest = await repository.get_guest(work, guest_id) if rows else None
    return [_card(row, guest) for row in rows] if guest else []


async def _guest_for(work: Work, data: StayGuestInput, *, former: UUID | None) -> Guest:
    """Whose reservation it is: by telephone number, else as before, else somebody new."""
    phone = _phone(data.phone)
    guest = None
    if phone is not None:
        guest = await repository.guest_at(work, [phone, chat_of_phone(phone)])
    if guest is None and former is not None:
        before = await repository.get_guest(work, former)
        guest = before if phone is None or before.phone is None else None
    if guest is None:
        guest = await _new_guest(work, phone)
    guest.name = data.name
    guest.phone = guest.phone or phone
    guest.language = data.language or guest.language
    guest.vip = guest.vip if data.vip is None else data.vip
    if phone is not None:
        await _claim(work, guest, phone)
    return guest


async def _new_guest(work: Work, phone: str | None) -> Guest:
    guest = Guest(hotel_id=work.hotel_id, phone=phone)
    work.session.add(guest)
    await work.session.flush()
    if phone is not None and not await _claim(work, guest, phone):
        # The guest's first message, or another reservation, came in the same moment.
        await work.session.delete(guest)
        await work.session.flush()
        found = await repository.guest_at(work, [phone, chat_of_phone(phone)])
        assert found is not None
        return found
    return guest


async def _claim(work: Work, guest: Guest, phone: str) -> bool:
    """Makes the number and its chat lead to the guest; False when the number leads elsewhere."""
    await work.session.flush()
    mine = await repository.claim_address(work, value=phone, guest_id=guest.id)
    await repository.claim_address(work, value=chat_of_phone(phone), guest_id=guest.id)
    return mine


def _phone(raw: str | None) -> str | None:
    if raw is None:
        return None
    phone = to_e164(raw)
    if phone is None:
        message = "is no telephone number; write it with its country code"
        raise Invalid(
            "The guest's telephone number is not one.",
            details=[{"field": "guest.phone", "message": message}],
        )
    return phone


async def _show_on_conversations(work: Work, guests: set[UUID]) -> list[UUID]:
    """Each conversation shows the stay its guest would write about today."""
    hotel = await repository.own_hotel(work)
    today = work.now.astimezone(ZoneInfo(hotel.timezone)).date()
    shown: list[UUID] = []
    for guest_id in guests:
        stay = choose_stay(await repository.stays_of(work, guest_id), today=today)
        stay_id = stay.id if stay else None
        await repository.point_conversations(work, guest_id=guest_id, stay_id=stay_id)
        shown += await repository.conversations_of(work, guest_id)
    return shown


def _card(row: Stay, guest: Guest) -> StayCard:
    return StayCard(**row.model_dump(), guest_name=guest.name, guest_phone=guest.phone)


def _after(cursor: str | None) -> tuple[date, UUID] | None:
    if cursor is None:
        return None
    day, key = decode_cursor(cursor, 2)
    try:
        return date.fromisoformat(str(day)), UUID(str(key))
    except ValueError:
        raise BadCursor("the cursor belongs to another list") from None
