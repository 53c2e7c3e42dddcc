"""Reservations: stored once each, tied to the guest and to the guest's chats, with their log."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from uuid import UUID

from sqlalchemy.exc import IntegrityError

from backend.domain.current_stay import choose_stay
from backend.domain.stay_times import (
    HouseTimes,
    is_arriving_today,
    is_due_out,
    nights_of,
    planned_arrival,
    planned_departure,
)
from backend.domain.words import PushOutcome, StayEventKind
from backend.errors import Invalid, NotFound
from backend.features.audit.service import record
from backend.features.stays import repository
from backend.features.stays.pushing import (
    AnyGuest,
    BadPhone,
    People,
    Push,
    Taken,
    addresses_of,
    apply_push,
    push_of,
    region_of_hotel,
)
from backend.features.stays.repository import After
from backend.features.stays.schemas import (
    MOST_TAGS,
    PushedStay,
    StayCard,
    StayEventView,
    StayInput,
    View,
)
from backend.kit.pagination import DEFAULT_LIMIT, BadCursor, Page, cut, decode_cursor
from backend.models import Guest, Hotel, Stay, StayEvent
from backend.work import Work

MOST_TRIES = 4
CHANGING = {PushOutcome.CREATED, PushOutcome.AMENDED}


class _Raced(Exception):
    """Another unit of work made the same guest or stay in this moment: look again."""


@dataclass(frozen=True, slots=True)
class Pushed:
    stay: PushedStay
    created: bool
    conversations: Sequence[UUID]
    """Conversations whose row on the screens has changed."""


async def put_stay(work: Work, external_id: str, data: StayInput, *, source: str = "api") -> Pushed:
    """Makes or amends the reservation; the same push twice changes nothing the second time.

    Raises Invalid for a telephone number that cannot be one.
    """
    hotel = await repository.own_hotel(work)
    try:
        push = push_of(external_id, data, region=region_of_hotel(hotel))
    except BadPhone:
        message = "is no telephone number; write it with its country code"
        raise Invalid(
            "The guest's telephone number is not one.",
            details=[{"field": "guest.phone", "message": message}],
        ) from None
    (taken,) = await take_in(work, [push], source=source)
    shown: Sequence[UUID] = ()
    if taken.outcome in CHANGING:
        shown = await show_on_conversations(work, [taken])
        detail = {"outcome": taken.outcome, "changed": _changed(taken, data)}
        await record(work, "stay.put", subject=external_id, detail=detail)
    card = await get_stay(work, external_id)
    pushed = PushedStay(**card.model_dump(), outcome=taken.outcome)
    return Pushed(pushed, taken.outcome is PushOutcome.CREATED, shown)


async def take_in(work: Work, pushes: Sequence[Push], *, source: str) -> list[Taken]:
    """In the order of `pushes`; each reservation number at most once. `source` is who told."""
    for _ in range(MOST_TRIES - 1):
        try:
            async with work.session.begin_nested():
                return await _take_in(work, pushes, source=source)
        except (_Raced, IntegrityError):
            work.session.expire_all()
    async with work.session.begin_nested():
        return await _take_in(work, pushes, source=source)


async def get_stay(work: Work, external_id: str) -> StayCard:
    row, guest = await _find(work, external_id)
    return await _shown(work, row, guest)


async def list_events(work: Work, external_id: str) -> list[StayEventView]:
    """Newest first. Raises NotFound."""
    row, _ = await _find(work, external_id)
    return [
        StayEventView.model_validate({**event.model_dump(), "id": str(event.id)})
        for event in await repository.list_events(work, row.id)
    ]


async def list_stays(
    work: Work,
    *,
    view: View = "all",
    status: str | None = None,
    q: str | None = None,
    cursor: str | None = None,
    limit: int = DEFAULT_LIMIT,
) -> Page[StayCard]:
    """Latest arrival first. `q` looks in names, numbers and rooms. Raises BadCursor."""
    house = house_of(await repository.own_hotel(work))
    today = house.today(work.now)
    where = repository.in_view(view, today)
    if status is not None:
        where.append(Stay.status == status)  # type: ignore[arg-type]
    if q and q.strip():
        where.append(repository.matching(q.strip()))
    rows = await repository.list_stays(work, where=where, after=_after(cursor), limit=limit + 1)
    shown, following = cut(rows, limit, lambda pair: (pair[0].arrival.isoformat(), str(pair[0].id)))
    return Page([_card(*pair, house, today=today) for pair in shown], following)


async def show_on_conversations(work: Work, taken: Collection[Taken]) -> list[UUID]:
    """Each conversation shows the stay its guest would write about today.

    A stay that staff chose is kept while it still is that guest's and not over.
    """
    guests = {guest_id for one in taken for guest_id in one.guests}
    conversations = await repository.conversations_of(work, guests)
    if not conversations:
        return []
    today = house_of(await repository.own_hotel(work)).today(work.now)
    stays = await repository.stays_of(work, {row.guest_id for row in conversations})
    for row in conversations:
        own = [stay for stay in stays if stay.guest_id == row.guest_id]
        if (
            choose_stay([stay for stay in own if stay.id == row.chosen_stay_id], today=today)
            is None
        ):
            row.chosen_stay_id = None
            stay = choose_stay(own, today=today)
            row.stay_id = stay.id if stay else None
    await work.session.flush()
    return [row.id for row in conversations]


async def add_tag(work: Work, stay_id: UUID, tag: str) -> bool:
    """Written down like every change of a stay. False: it has the tag, or as many as a stay may
    have. A push that names the tags replaces them, this one too."""
    row = await repository.lock_stay(work, stay_id)
    if row is None or tag in row.tags or len(row.tags) >= MOST_TAGS:
        return False
    before = list(row.tags)
    row.tags, row.updated_at = [*before, tag], work.now
    await work.session.flush()
    event = {
        "hotel_id": work.hotel_id,
        "stay_id": stay_id,
        "kind": StayEventKind.AMENDED,
        "changes": {"tags": [before, row.tags]},
        "source": "trigger",
    }
    await repository.add(work, StayEvent, [event])
    return True


def house_of(hotel: Hotel) -> HouseTimes:
    return HouseTimes(hotel.timezone, hotel.check_in_time, hotel.check_out_time)


async def _take_in(work: Work, pushes: Sequence[Push], *, source: str) -> list[Taken]:
    known = await repository.lock_stays(work, [push.external_id for push in pushes])
    people = await _people(work, pushes, known)
    taken = [apply_push(work, push, known.get(push.external_id), people) for push in pushes]
    made = [{"hotel_id": work.hotel_id, **asdict(guest)} for guest in people.made]
    await repository.add(work, Guest, made)
    await repository.add(work, Stay, [one.row for one in taken if one.row is not None])
    await work.session.flush()
    await _claim(work, people)
    rows = [
        {
            "hotel_id": work.hotel_id,
            "stay_id": one.stay_id,
            "kind": event.kind,
            "changes": event.changes,
            "source": source,
            "source_at": push.data.updated_at,
        }
        for push, one in zip(pushes, taken, strict=True)
        for event in one.events
    ]
    await repository.add(work, StayEvent, rows)
    return taken


async def _people(work: Work, pushes: Sequence[Push], known: Mapping[str, Stay]) -> People:
    addresses = [value for push in pushes for value in addresses_of(push.phone)]
    owners = await repository.owners_of(work, addresses) if addresses else {}
    wanted = {*owners.values(), *(stay.guest_id for stay in known.values())}
    guests: dict[UUID, AnyGuest] = {}
    if wanted:
        guests.update(await repository.guests_by_id(work, wanted))
    return People(owners, guests)


async def _claim(work: Work, people: People) -> None:
    """Makes numbers and their chats lead to their guests."""
    if not people.claims:
        return
    mine = await repository.claim_addresses(work, people.claims)
    if len(mine) != len(people.claims):
        raise _Raced


def _changed(taken: Taken, data: StayInput) -> list[str]:
    """Fields that the push itself changed; a new reservation changed nothing."""
    if taken.outcome is PushOutcome.CREATED:
        return []
    names = {name for event in taken.events for name in event.changes}
    return sorted(names - ({"checked_in_at", "checked_out_at"} - data.model_fields_set))


async def _find(work: Work, external_id: str) -> tuple[Stay, Guest]:
    found = await repository.find_stay(work, external_id)
    if found is None:
        raise NotFound("There is no such reservation.")
    return found


async def _shown(work: Work, row: Stay, guest: Guest) -> StayCard:
    house = house_of(await repository.own_hotel(work))
    return _card(row, guest, house, today=house.today(work.now))


def _card(row: Stay, guest: Guest, house: HouseTimes, *, today: date) -> StayCard:
    return StayCard(
        **row.model_dump(exclude={"guest_name", "door_code_sealed"}),
        guest_name=row.guest_name or guest.name,
        guest_phone=guest.phone,
        guest_language=guest.language,
        planned_arrival_at=planned_arrival(row, house),
        planned_departure_at=planned_departure(row, house),
        nights=nights_of(row),
        arriving_today=is_arriving_today(row, today),
        due_out=is_due_out(row, today),
        has_door_code=row.door_code_sealed is not None,
    )


def _after(cursor: str | None) -> After | None:
    if cursor is None:
        return None
    day, key = decode_cursor(cursor, 2)
    try:
        return After(date.fromisoformat(str(day)), UUID(str(key)))
    except ValueError:
        raise BadCursor("the cursor belongs to another list") from None
