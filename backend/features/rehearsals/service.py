"""Rehearsals: what a trigger would have done in the last 90 days, and will do in the next 14.

Read, replay and keep: the replay is pure and long, so no transaction is open while it runs.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from backend.domain.planning import Happened
from backend.domain.rehearsing import (
    Episode,
    Heard,
    Judged,
    Material,
    PastGuest,
    rehearse,
)
from backend.domain.stay_history import PastStay, Step, expected_steps, steps_of
from backend.domain.stay_times import HouseTimes
from backend.domain.trigger_facts import Group, Skip, TriggerRule
from backend.domain.words import (
    MoodLevel,
    StayStatus,
    TriggerEvent,
    WaitingFor,
)
from backend.errors import Conflict, NotFound
from backend.features.journey.wording import Worded, Wordless, word
from backend.features.rehearsals import repository
from backend.features.rehearsals.rows import (
    checked,
    line_row,
    line_view,
    rehearsal_view,
    summary_of,
    worded_sample,
)
from backend.features.rehearsals.schemas import LineFilter, Person, Read, Replayed
from backend.features.stays.service import house_of
from backend.features.triggers import service as triggers
from backend.features.triggers.schemas import (
    RehearsalLineView,
    RehearsalView,
    SampleView,
)
from backend.features.triggers.service import ArmedTrigger
from backend.kit.pagination import DEFAULT_LIMIT, BadCursor, Page, cut, decode_cursor
from backend.models import Rehearsal
from backend.work import Work

__all__ = [
    "checked",
    "get_rehearsal",
    "keep",
    "list_lines",
    "read",
    "read_armed",
    "replay",
    "sample_of",
]

BACK, AHEAD = timedelta(days=90), timedelta(days=14)
BEFORE = timedelta(days=31)
"""Stays that ended so long before are read too: something may follow a check-out."""
MOST_STAYS = 30_000
MOST_LINES = 30_000
SECRET = "••••"  # noqa: S105 - what stands for a door code


async def read(work: Work, trigger_id: UUID) -> Read:
    """For a rehearsal of the newest version. Raises NotFound, Conflict for a trigger that only
    answers what a guest has just written."""
    armed = await triggers.drafted(work, trigger_id)
    if not armed.is_planned:
        raise Conflict("Only triggers that write by themselves are rehearsed.")
    return await read_armed(work, armed, start=work.now - BACK)


async def read_armed(work: Work, armed: ArmedTrigger, *, start: datetime) -> Read:
    hotel = await repository.get_hotel(work)
    house = house_of(hotel)
    since = (start - BEFORE).date()
    rule, end = armed.rule, work.now + AHEAD
    lives, truncated = await _lives(work, house, since)
    stays = {steps[-1].stay.id: steps[-1].stay for steps in lives}
    episodes = await _episodes(work, rule, stays, start)
    guests, people = await _guests(work, rule, since, [one.guest_id for one in episodes])
    material = Material(
        house=house,
        guests=guests,
        lives=[] if rule.event is TriggerEvent.NO_REPLY else lives,
        episodes=episodes,
        skips=await repository.skips(work, rule.id),
        has_number=await repository.has_number(work),
    )
    return Read(armed, hotel, material, people, start, work.now, end, truncated)


def replay(found: Read) -> Replayed:
    """Takes seconds for a large hotel; run it beside the event loop."""
    words: dict[tuple[UUID, datetime], Worded | Wordless] = {}
    nobody = Person("", None, None)

    def speak(guest: PastGuest, stay: PastStay | None, now: datetime) -> Skip | None:
        if not found.armed.rule.speaks:
            return None
        verified = stay is not None and stay.status is StayStatus.IN_HOUSE
        said = word(
            found.armed,
            hotel=found.hotel,
            guest=found.people.get(guest.id, nobody),
            stay=stay,
            stays=[stay] if stay else [],
            door_code=SECRET if verified else None,
            today=found.material.house.today(now),
        )
        words[stay.id if stay else guest.id, now] = said
        return said.skip if isinstance(said, Wordless) else None

    lines = rehearse(
        found.armed.rule, found.material, start=found.start, end=found.end, speak=speak
    )
    return Replayed(found, lines, words)


async def keep(work: Work, replayed: Replayed) -> RehearsalView:
    """From now on this version may be enabled."""
    found = replayed.read
    rule = found.armed.rule
    kept = replayed.lines[-MOST_LINES:]
    rows = [line_row(number, line, replayed) for number, line in enumerate(kept, start=1)]
    rehearsal = Rehearsal(
        hotel_id=work.hotel_id,
        trigger_id=rule.id,
        version=rule.version,
        summary=summary_of(replayed, truncated=found.truncated or len(kept) < len(replayed.lines)),
    )
    await repository.replace_rehearsal(work, rehearsal, rows)
    await triggers.note_rehearsal(work, rule.id, version=rule.version)
    return rehearsal_view(rehearsal)


async def get_rehearsal(work: Work, trigger_id: UUID) -> RehearsalView:
    """The newest. Raises NotFound."""
    return rehearsal_view(await _find(work, trigger_id))


async def list_lines(
    work: Work,
    trigger_id: UUID,
    *,
    wanted: LineFilter = LineFilter(),  # noqa: B008 - frozen
    cursor: str | None = None,
    limit: int = DEFAULT_LIMIT,
) -> Page[RehearsalLineView]:
    """In the order of time. Raises NotFound, BadCursor."""
    rehearsal = await _find(work, trigger_id)
    rows = await repository.list_lines(
        work,
        rehearsal.id,
        wanted=wanted,
        after=rehearsal.created_at if wanted.coming else None,
        beyond=_beyond(cursor),
        limit=limit + 1,
    )
    shown, following = cut(rows, limit, lambda row: (row.n,))
    return Page([line_view(row) for row in shown], following)


async def sample_of(work: Work, armed: ArmedTrigger, stay_id: UUID) -> SampleView:
    """How the message reads for this stay as it is now. Raises NotFound."""
    found = await repository.find_stay(work, stay_id)
    if found is None:
        raise NotFound("There is no such stay.")
    row, guest = found
    hotel = await repository.get_hotel(work)
    in_house = row.status is StayStatus.IN_HOUSE
    said = word(
        armed,
        hotel=hotel,
        guest=guest,
        stay=row,
        stays=[row],
        door_code=SECRET if in_house else None,
        today=house_of(hotel).today(work.now),
    )
    return worded_sample(row, said)


async def _lives(
    work: Work, house: HouseTimes, since: date
) -> tuple[Sequence[Sequence[Step]], bool]:
    rows = await repository.stays(work, since=since, limit=MOST_STAYS + 1)
    stays = [PastStay(*row) for row in rows[:MOST_STAYS]]
    logs = await repository.logs(work, [stay.id for stay in stays])
    lives = []
    for stay in stays:
        log = [Happened(*event) for event in logs.get(stay.id, ())]
        lives.append([*steps_of(stay, log), *expected_steps(stay, house, work.now)])
    return [steps for steps in lives if steps], len(rows) > MOST_STAYS


async def _guests(
    work: Work, rule: TriggerRule, since: date, others: Sequence[UUID]
) -> tuple[dict[UUID, PastGuest], dict[UUID, Person]]:
    """Only what the rule asks for is read."""
    asked = fields_of(rule.conditions)
    wrote: Mapping[UUID, Sequence[datetime]] = {}
    moods: Mapping[UUID, Sequence[tuple[Any, ...]]] = {}
    complaints: Mapping[UUID, Sequence[tuple[Any, ...]]] = {}
    if "guest_wrote_since" in asked:
        wrote = await repository.wrote(work, since=since)
    if asked & {"mood", "score"}:
        moods = await repository.moods(work, since=since)
    if "open_complaint" in asked:
        complaints = await repository.complaints(work, since=since)
    heard = await repository.heard(work, rule.id, since=since)
    expected = await repository.expected(work, rule.id, until=work.now + AHEAD)
    guests, people = {}, {}
    for row in await repository.guests(work, since=since, others=others):
        people[row.id] = Person(row.name, row.phone, row.language)
        guests[row.id] = PastGuest(
            row.id,
            language=row.language,
            vip=row.vip,
            opted_out_at=row.opted_out_at,
            has_address=row.has_address,
            stays_before=row.stays_before,
            wrote_at=wrote.get(row.id, ()),
            moods=[
                Judged(at, MoodLevel(level), score) for at, level, score in moods.get(row.id, ())
            ],
            complaints=complaints.get(row.id, ()),
            heard=[_heard(*one) for one in heard.get(row.id, ())],
            expected=[_heard(*one) for one in expected.get(row.id, ())],
        )
    return guests, people


async def _episodes(
    work: Work, rule: TriggerRule, stays: Mapping[UUID, PastStay], start: datetime
) -> list[Episode]:
    if rule.silence is None:
        return []
    lasted = timedelta(minutes=rule.silence.minutes)
    rows = await repository.episodes(
        work,
        since=start - lasted,
        lasted=lasted,
        guest_waits=rule.silence.waits_for is WaitingFor.HOTEL,
        limit=MOST_LINES,
    )
    return [
        Episode(row.id, row.guest_id, stays.get(row.stay_id), row.sort_at + lasted) for row in rows
    ]


def fields_of(group: Group) -> set[str]:
    """Every field that a rule asks about."""
    found: set[str] = set()
    for member in group.members:
        found |= fields_of(member) if isinstance(member, Group) else {member.field}
    return found


def _heard(
    at: datetime, trigger_id: UUID, template_id: Any, stay_id: UUID | None, name: str
) -> Heard:
    template = UUID(str(template_id)) if template_id else None
    return Heard(at, trigger_id, template, stay_id, name)


async def _find(work: Work, trigger_id: UUID) -> Rehearsal:
    await triggers.get_trigger(work, trigger_id)
    found = await repository.find(work, trigger_id)
    if found is None:
        raise NotFound("This trigger was not rehearsed yet.")
    return found


def _beyond(cursor: str | None) -> int:
    if cursor is None:
        return 0
    (place,) = decode_cursor(cursor, 1)
    if not isinstance(place, int):
        raise BadCursor("the cursor belongs to another list")
    return place
