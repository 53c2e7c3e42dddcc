"""What one pushed reservation makes of a stay and its guest, once both were read.

Whose it is, what changed, what happened. Nothing here asks the database.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from backend.domain.stay_changes import StayChange, changes_of, is_stale
from backend.domain.words import PushOutcome, StayStatus
from backend.features.stays.schemas import StayGuestInput, StayInput
from backend.kit.ids import new_uuid
from backend.kit.phone import chat_of_phone, region_of, spellings_of, to_e164
from backend.models import Guest, Hotel, Stay
from backend.work import Work

DOOR_CODE_PURPOSE = "stay.door_code"
_GUEST_FIELDS = {"guest", "door_code", "version", "updated_at"}


class BadPhone(ValueError):
    """The guest's telephone number is not one."""


@dataclass(frozen=True, slots=True)
class Push:
    """One reservation to take in. `data` has been validated."""

    external_id: str
    data: StayInput
    phone: str | None = None
    """E.164; `push_of` reads it."""


@dataclass(slots=True)
class NewGuest:
    """A guest to be made; the fields of the model, without its cost for each of thousands."""

    id: UUID
    phone: str | None
    name: str = ""
    whatsapp_name: str | None = None
    language: str | None = None
    vip: bool = False


AnyGuest = Guest | NewGuest


@dataclass(frozen=True, slots=True)
class Taken:
    stay_id: UUID
    guests: frozenset[UUID]
    """Whose it is, and whose it was before."""
    outcome: PushOutcome
    events: tuple[StayChange, ...] = ()
    row: Mapping[str, Any] | None = None
    """The columns of a stay that is to be made."""


@dataclass(slots=True)
class People:
    """Guests by address and id, those to be made included."""

    owners: dict[str, UUID]
    guests: dict[UUID, AnyGuest]
    made: list[NewGuest] = field(default_factory=list)
    claims: dict[str, UUID] = field(default_factory=dict)
    """Addresses that shall lead to a guest from now on."""


def region_of_hotel(hotel: Hotel) -> str | None:
    """In which country a number without its code is meant."""
    return hotel.country or (region_of(hotel.contact_phone) if hotel.contact_phone else None)


def push_of(external_id: str, data: StayInput, *, region: str | None) -> Push:
    """Raises BadPhone."""
    if data.guest.phone is None:
        return Push(external_id, data)
    phone = to_e164(data.guest.phone, region)
    if phone is None:
        raise BadPhone
    return Push(external_id, data, phone)


def addresses_of(phone: str | None) -> list[str]:
    spellings = spellings_of(phone) if phone else ()
    return [*spellings, *map(chat_of_phone, spellings)]


def apply_push(work: Work, push: Push, row: Stay | None, people: People) -> Taken:
    """Changes a known stay and its guest in place; a new one is told in `Taken.row`."""
    if row is None:
        return _new_stay(work, push, people)
    data, former = push.data, row.guest_id
    if is_stale(
        known_version=row.source_version,
        version=data.version,
        known_at=row.source_updated_at,
        at=data.updated_at,
    ):
        return Taken(row.id, frozenset({former}), PushOutcome.STALE)
    guest = _guest_for(push, former, people)
    touched = _update_guest(guest, data.guest, push.phone, named_before=row.guest_name)
    before = _facts(work, row)
    after = _after(before, data, guest_id=guest.id, now=work.now)
    events = tuple(changes_of(before, after))
    for name, value in _columns(work, before, after).items():
        setattr(row, name, value)
    if data.version is not None:
        row.source_version = data.version
    if data.updated_at is not None:
        row.source_updated_at = data.updated_at
    if not events and not touched:
        return Taken(row.id, frozenset({former}), PushOutcome.UNCHANGED)
    row.updated_at = work.now
    return Taken(row.id, frozenset({former, guest.id}), PushOutcome.AMENDED, events)


def _new_stay(work: Work, push: Push, people: People) -> Taken:
    data = push.data
    guest = _guest_for(push, None, people)
    _update_guest(guest, data.guest, push.phone, named_before=None)
    after = _after(None, data, guest_id=guest.id, now=work.now)
    stay_id = new_uuid()
    row = {
        "hotel_id": work.hotel_id,
        "id": stay_id,
        "external_id": push.external_id,
        "source_version": data.version,
        "source_updated_at": data.updated_at,
        "door_code_sealed": None,
        **_columns(work, None, after),
    }
    events = tuple(changes_of(None, after))
    return Taken(stay_id, frozenset({guest.id}), PushOutcome.CREATED, events, row)


def _guest_for(push: Push, former: UUID | None, people: People) -> AnyGuest:
    """Whose reservation it is: by telephone number, else as before, else somebody new."""
    addresses = addresses_of(push.phone)
    owner = next((people.owners[value] for value in addresses if value in people.owners), None)
    guest = people.guests.get(owner) if owner is not None else None
    if guest is None and former is not None:
        before = people.guests[former]
        guest = before if push.phone is None or before.phone in (None, push.phone) else None
    if guest is None:
        made = NewGuest(new_uuid(), push.phone)
        people.made.append(made)
        guest = people.guests[made.id] = made
    for value in addresses:
        if value not in people.owners:
            people.owners[value] = people.claims[value] = guest.id
    return guest


def _update_guest(
    guest: AnyGuest, data: StayGuestInput, phone: str | None, *, named_before: str | None
) -> bool:
    """True when something changed. `named_before` is None for a new reservation.

    A new reservation names the guest. A corrected one corrects the guest only if it was the one
    that gave the name: several people may share the number, and each keeps a name on the stay.
    """
    names = ("", guest.whatsapp_name, named_before)
    may_name = named_before is None or guest.name in names
    wanted = {
        "name": data.name if may_name else guest.name,
        "phone": guest.phone or phone,
        "language": data.language or guest.language,
        "vip": guest.vip if data.vip is None else data.vip,
    }
    changed = [name for name, value in wanted.items() if getattr(guest, name) != value]
    for name in changed:
        setattr(guest, name, wanted[name])
    return bool(changed)


def _facts(work: Work, row: Stay) -> dict[str, Any]:
    facts = {name: getattr(row, name) for name in _FACTS}
    return facts | {"door_code": open_door_code(work, row)}


def open_door_code(work: Work, row: Stay) -> str | None:
    """For comparing, and for the one guest who may know it."""
    if row.door_code_sealed is None:
        return None
    plain = work.vault.open(row.door_code_sealed, hotel_id=work.hotel_id, purpose=DOOR_CODE_PURPOSE)
    return plain.decode()


def _after(
    before: Mapping[str, Any] | None, data: StayInput, *, guest_id: UUID, now: datetime
) -> dict[str, Any]:
    given = data.model_dump(exclude={"guest", "version", "updated_at"})
    if before is not None:
        named = data.model_fields_set
        given = {name: value if name in named else before[name] for name, value in given.items()}
    given |= {"guest_id": guest_id, "guest_name": data.guest.name}
    return given | _actual_times(given, data, now=data.updated_at or now)


def _actual_times(
    given: Mapping[str, Any], data: StayInput, *, now: datetime
) -> dict[str, datetime | None]:
    """A check-in that was told without its moment happened when it was told."""
    came, left = given["checked_in_at"], given["checked_out_at"]
    match given["status"]:
        case StayStatus.IN_HOUSE:
            return {"checked_in_at": came or now, "checked_out_at": None}
        case StayStatus.DEPARTED:
            return {"checked_in_at": came, "checked_out_at": left or now}
        case _:
            named = data.model_fields_set
            return {
                "checked_in_at": came if "checked_in_at" in named else None,
                "checked_out_at": left if "checked_out_at" in named else None,
            }


def _columns(
    work: Work, before: Mapping[str, Any] | None, after: Mapping[str, Any]
) -> dict[str, Any]:
    """What is to be written: everything of a new stay, the differences of a known one."""
    columns = {
        name: after[name] for name in _FACTS if before is None or before[name] != after[name]
    }
    code = after["door_code"]
    if code != (before["door_code"] if before else None):
        columns["door_code_sealed"] = (
            work.vault.seal(code.encode(), hotel_id=work.hotel_id, purpose=DOOR_CODE_PURPOSE)
            if code is not None
            else None
        )
    return columns


_FACTS = (*(set(StayInput.model_fields) - _GUEST_FIELDS), "guest_id", "guest_name")
