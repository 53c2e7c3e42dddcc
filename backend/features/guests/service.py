"""Guests: recognising them by their addresses, and what they agreed to."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID
from zoneinfo import ZoneInfo

from backend.db.loading import Loader
from backend.domain.current_stay import choose_stay
from backend.domain.ids import GuestId
from backend.domain.words import MoodLevel
from backend.errors import NotFound
from backend.features.audit.service import record
from backend.features.guests import repository
from backend.features.guests.schemas import (
    ConsentView,
    GuestCard,
    GuestPatch,
    MoodPoint,
    card_of,
)
from backend.kit.pagination import BadCursor, Page, decode_cursor, encode_cursor
from backend.kit.phone import CHAT_SUFFIX, phone_of_chat, spellings_of
from backend.kit.text import shorten, storable, visible
from backend.models import ConsentEvent, Guest, Stay
from backend.work import Work

NAME_LENGTH = 120
MOODS = 40
"""More points than a small line can show."""
_GUEST = Loader(Guest)
OPT_OUT, OPT_IN = "opt_out", "opt_in"


@dataclass(frozen=True, slots=True)
class Caller:
    """How somebody appears at the hotel's number."""

    chat_id: str
    name: str = ""
    other_address: str | None = None
    """A second chat id of the same person, when the provider gave both (@lid and @c.us)."""


Known = tuple[Guest, Stay | None]


async def identify(work: Work, *, chat_id: str, sender_name: str) -> Known:
    """The guest behind a chat, made when new, and the stay the guest writes about."""
    found = await identify_many(work, [Caller(chat_id, sender_name)])
    return found[chat_id]


async def identify_many(work: Work, callers: Collection[Caller]) -> dict[str, Known]:
    """`identify` for a batch in a handful of queries, by chat id. For reading: the guests and
    stays belong to no session."""
    owners = await repository.owners_of(
        work, [value for caller in callers for value in _addresses(caller)]
    )
    guests = await repository.read_guests(work, set(owners.values()))
    known: dict[str, Guest] = {}
    for caller in callers:
        guest = await _recognise(work, caller, owners=owners, guests=guests)
        if _learn_name(guest, caller.name):
            await repository.rename(work, guest)
        known[caller.chat_id] = guest
    stays = await _stays_of(work, {GuestId(guest.id) for guest in known.values()})
    return {chat: (guest, stays.get(GuestId(guest.id))) for chat, guest in known.items()}


async def identify_colleague(work: Work, *, chat_id: str) -> GuestId:
    """One of the hotel's own people behind a chat: what they write is no guest's message. Somebody
    who also stays here remains a guest."""
    person, _ = await identify(work, chat_id=chat_id, sender_name="")
    if not person.colleague:
        await repository.mark_colleague(work, GuestId(person.id))
    return GuestId(person.id)


async def record_consent(work: Work, guest: Guest, *, kind: str, method: str) -> bool:
    """Dates a change of consent. False: the guest had said so before."""
    out = kind == OPT_OUT
    if (guest.opted_out_at is not None) == out:
        return False
    guest.opted_out_at = work.now if out else None
    # Also for a guest that belongs to no session.
    await repository.date_consent(work, GuestId(guest.id), opted_out_at=guest.opted_out_at)
    work.session.add(
        ConsentEvent(hotel_id=work.hotel_id, guest_id=guest.id, kind=kind, method=method)
    )
    await work.session.flush()
    return True


async def get_guest(work: Work, guest_id: GuestId) -> Guest:
    found = await repository.guests_by_id(work.session, work.hotel_id, ids=[guest_id])
    if guest_id not in found:
        raise NotFound("There is no such guest.")
    return found[guest_id]


async def get_card(work: Work, guest_id: GuestId) -> GuestCard:
    return card_of(await get_guest(work, guest_id))


async def list_consents(work: Work, guest_id: GuestId) -> list[ConsentView]:
    """Oldest first."""
    rows = await repository.consent_events(work.session, work.hotel_id, guest_id=guest_id)
    return [
        ConsentView(kind=row.kind, method=row.method, at=row.at)
        for row in rows
        if row.at is not None
    ]


async def moods_of(work: Work, guest_id: GuestId) -> list[MoodPoint]:
    """Of the guest's last messages, oldest first."""
    rows = await repository.moods_of(work, guest_id, most=MOODS)
    return [
        MoodPoint(message_id=str(id_), score=score, level=MoodLevel(level), at=at)
        for id_, score, level, at in reversed(rows)
    ]


async def update_guest(work: Work, guest_id: GuestId, patch: GuestPatch) -> GuestCard:
    """Null leaves a value as it is. Raises NotFound."""
    guest = await get_guest(work, guest_id)
    given = patch.model_dump(exclude_unset=True, exclude_none=True, exclude={"opted_out"})
    changed = [name for name, value in given.items() if getattr(guest, name) != value]
    for name in changed:
        setattr(guest, name, given[name])
    if patch.opted_out is not None:
        kind = OPT_OUT if patch.opted_out else OPT_IN
        if await record_consent(work, guest, kind=kind, method="staff"):
            changed.append(kind)
    if changed:
        await record(work, "guest.update", subject=str(guest_id), detail={"changed": changed})
    return card_of(guest)


async def list_guests(
    work: Work, *, query: str = "", cursor: str | None = None, limit: int = 50
) -> Page[GuestCard]:
    after = None
    if cursor is not None:
        name, last = decode_cursor(cursor, 2)
        try:
            after = (str(name), str(UUID(str(last))))
        except ValueError:
            raise BadCursor("the cursor belongs to another list") from None
    rows = await repository.list_guests(
        work.session, work.hotel_id, query=query.strip(), after=after, limit=limit + 1
    )
    page = rows[:limit]
    more = len(rows) > limit
    return Page(
        items=[card_of(guest) for guest in page],
        next_cursor=encode_cursor(page[-1].name.lower(), str(page[-1].id)) if more else None,
    )


async def _recognise(
    work: Work, caller: Caller, *, owners: dict[str, GuestId], guests: dict[GuestId, Guest]
) -> Guest:
    addresses = _addresses(caller)
    owner = next((owners[value] for value in addresses if value in owners), None)
    if owner is None:
        guest = _new_guest(work, addresses)
        _learn_name(guest, caller.name)
        owner = GuestId(guest.id)
        guests[owner] = guest
        ours = await repository.meet(work, guest, values=addresses)
        owners |= dict.fromkeys(ours, owner)
    owner = await _attach(work, addresses, owner=owner, owners=owners, guests=guests)
    return guests[owner]


async def _attach(
    work: Work,
    addresses: Collection[str],
    *,
    owner: GuestId,
    owners: dict[str, GuestId],
    guests: dict[GuestId, Guest],
) -> GuestId:
    """Makes every address of one person point to one guest; returns that guest."""
    unknown = [value for value in addresses if value not in owners]
    if unknown:
        owners |= await repository.claim_aliases(work, values=unknown, guest_id=owner)
        faster = next((owners[value] for value in unknown if owners[value] != owner), None)
        if faster is not None:
            # Another number of the hotel met this guest in the same second.
            guests.pop(owner)
            await repository.forget(work, owner)
            for value in addresses:
                owners.pop(value)
            guests |= await repository.read_guests(work, [faster])
            return await _attach(work, addresses, owner=faster, owners=owners, guests=guests)
    for value in addresses:
        if owners[value] != owner:
            # The provider says both addresses are one person: the phone's guest is the one
            # a reservation names.
            await repository.move_alias(work, value=value, guest_id=owner)
            owners[value] = owner
    return owner


def _addresses(caller: Caller) -> list[str]:
    """Strongest first: the number, its chat, then chats that hide the number."""
    chats = [caller.chat_id, caller.other_address] if caller.other_address else [caller.chat_id]
    phones = [
        spelling
        for chat in chats
        if (phone := phone_of_chat(chat)) is not None
        for spelling in spellings_of(phone)
    ]
    chats.sort(key=lambda chat: not chat.endswith(CHAT_SUFFIX))
    return list(dict.fromkeys([*phones, *chats]))


def _new_guest(work: Work, addresses: Collection[str]) -> Guest:
    phone = next((value for value in addresses if value.startswith("+")), None)
    return _GUEST.make(hotel_id=work.hotel_id, phone=phone)


def _learn_name(guest: Guest, name: str) -> bool:
    """A name from a reservation stays; one that WhatsApp showed follows WhatsApp. False: known."""
    shown = shorten(visible(storable(name)), NAME_LENGTH)
    if not shown or shown == guest.whatsapp_name:
        return False
    if guest.name in ("", guest.whatsapp_name):
        guest.name = shown
    guest.whatsapp_name = shown
    return True


async def read_stays(work: Work, guests: Collection[UUID]) -> Sequence[Stay]:
    """Every stay of these guests. The rows belong to no session."""
    return await repository.read_stays(work, [GuestId(guest) for guest in guests])


async def _stays_of(work: Work, guests: Collection[GuestId]) -> Mapping[GuestId, Stay]:
    rows = await repository.read_stays(work, guests)
    if not rows:
        return {}
    today = await _today(work)
    chosen = {
        guest: choose_stay([stay for stay in rows if stay.guest_id == guest], today=today)
        for guest in guests
    }
    return {guest: stay for guest, stay in chosen.items() if stay is not None}


async def _today(work: Work) -> date:
    return work.now.astimezone(ZoneInfo(await repository.read_timezone(work))).date()
