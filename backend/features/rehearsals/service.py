"""Rehearsals: what a trigger would have done in the last 90 days, and will do in the next 14.

Read, replay and keep: the replay is pure and long, so no transaction is open while it runs.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from backend.domain.planning import Happened
from backend.domain.rehearsing import (
    Episode,
    Heard,
    Judged,
    Line,
    Material,
    PastGuest,
    rehearse,
    storms_in,
)
from backend.domain.stay_history import PastStay, Step, expected_steps, steps_of
from backend.domain.stay_times import HouseTimes
from backend.domain.trigger_facts import Defer, Fire, Group, Skip, TriggerRule
from backend.domain.words import (
    DecisionOutcome,
    MoodLevel,
    StayStatus,
    TriggerEvent,
    WaitingFor,
)
from backend.errors import Conflict, NotFound
from backend.features.journey.wording import Worded, Wordless, word
from backend.features.rehearsals import repository
from backend.features.rehearsals.schemas import Person, Read, Replayed
from backend.features.stays.service import house_of
from backend.features.triggers import service as triggers
from backend.features.triggers.schemas import (
    CheckView,
    ProblemView,
    RehearsalLineView,
    RehearsalView,
    SampleView,
    StormView,
)
from backend.features.triggers.service import ArmedTrigger
from backend.kit.pagination import DEFAULT_LIMIT, BadCursor, Page, cut, decode_cursor
from backend.models import Rehearsal, RehearsalLine
from backend.work import Work

BACK, AHEAD = timedelta(days=90), timedelta(days=14)
BEFORE = timedelta(days=31)
"""Stays that ended so long before are read too: something may follow a check-out."""
MOST_STAYS = 30_000
MOST_LINES = 30_000
_SECRET = "••••"  # noqa: S105 - what stands for a door code
_SEVERAL = 60


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
            door_code=_SECRET if verified else None,
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
    rows = [_line_row(number, line, replayed) for number, line in enumerate(kept, start=1)]
    rehearsal = Rehearsal(
        hotel_id=work.hotel_id,
        trigger_id=rule.id,
        version=rule.version,
        summary=_summary(replayed, truncated=found.truncated or len(kept) < len(replayed.lines)),
    )
    await repository.replace_rehearsal(work, rehearsal, rows)
    await triggers.note_rehearsal(work, rule.id, version=rule.version)
    return _view(rehearsal)


async def get_rehearsal(work: Work, trigger_id: UUID) -> RehearsalView:
    """The newest. Raises NotFound."""
    return _view(await _find(work, trigger_id))


async def list_lines(
    work: Work,
    trigger_id: UUID,
    *,
    outcome: DecisionOutcome | None = None,
    coming: bool = False,
    cursor: str | None = None,
    limit: int = DEFAULT_LIMIT,
) -> Page[RehearsalLineView]:
    """In the order of time; `coming` leaves out the past. Raises NotFound, BadCursor."""
    rehearsal = await _find(work, trigger_id)
    rows = await repository.list_lines(
        work,
        rehearsal.id,
        outcome=outcome,
        after=rehearsal.created_at if coming else None,
        beyond=_beyond(cursor),
        limit=limit + 1,
    )
    shown, following = cut(rows, limit, lambda row: (row.n,))
    return Page([_line_view(row) for row in shown], following)


def checked(replayed: Replayed, problems: list[ProblemView]) -> CheckView:
    """What a draft would do in the time to come."""
    fired = [line for line in replayed.lines if isinstance(line.outcome, Fire)]
    considered = {(line.guest_id, line.occurrence) for line in replayed.lines}
    return CheckView(
        problems=problems,
        considered=len(considered),
        matching=len(fired),
        sample=_sample(replayed, fired),
    )


async def _lives(
    work: Work, house: HouseTimes, since: date
) -> tuple[Sequence[Sequence[Step]], bool]:
    rows = await repository.stays(work, since=since, limit=MOST_STAYS + 1)
    logs = await repository.logs(work, [row.id for row in rows[:MOST_STAYS]])
    lives = []
    for row in rows[:MOST_STAYS]:
        stay = PastStay(*row)
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


def _summary(replayed: Replayed, *, truncated: bool) -> dict[str, Any]:
    lines, found = replayed.lines, replayed.read
    words = Counter(_word(line) for line in lines)
    reasons = Counter(
        line.outcome.reason.value for line in lines if not isinstance(line.outcome, Fire)
    )
    fired = [line for line in lines if isinstance(line.outcome, Fire)]
    return {
        "from_at": found.start.isoformat(),
        "until": found.end.isoformat(),
        "considered": len({(line.guest_id, line.occurrence) for line in lines}),
        "fired": words[DecisionOutcome.FIRED],
        "skipped": words[DecisionOutcome.SKIPPED],
        "deferred": words[DecisionOutcome.DEFERRED],
        "coming": sum(line.at > found.now for line in fired),
        "reasons": dict(reasons.most_common()),
        "storms": [
            {
                "from_at": storm.start.isoformat(),
                "minutes": int(storm.lasts.total_seconds()) // _SEVERAL,
                "messages": storm.messages,
            }
            for storm in storms_in(lines)
        ],
        "overlaps": sum(bool(line.overlaps) for line in fired),
        "truncated": truncated,
    }


def _word(line: Line) -> DecisionOutcome:
    match line.outcome:
        case Fire():
            return DecisionOutcome.FIRED
        case Defer():
            return DecisionOutcome.DEFERRED
    return DecisionOutcome.SKIPPED


def _line_row(number: int, line: Line, replayed: Replayed) -> dict[str, Any]:
    outcome, stay = line.outcome, line.stay
    said = replayed.words.get((stay.id if stay else line.guest_id, line.at))
    unmet = outcome.unmet if isinstance(outcome, Skip) else None
    person = replayed.read.people.get(line.guest_id)
    name = (stay.guest_name if stay else "") or (person.name if person else "")
    rule = replayed.read.armed.rule
    return {
        "n": number,
        "stay_id": stay.id if stay else None,
        "guest_id": line.guest_id,
        "at": line.at,
        "outcome": _word(line),
        "reason": rule.event if isinstance(outcome, Fire) else outcome.reason,
        "occurrence": line.occurrence,
        "told": {
            "external_id": stay.external_id if stay else None,
            "guest_name": name,
            "room": stay.room if stay else None,
            "coming": line.at > replayed.read.now,
            "unmet": asdict(unmet) if unmet else None,
            "language": said.language if said else None,
            "text": said.text if isinstance(said, Worded) else None,
            "missing": list(said.missing) if isinstance(said, Wordless) else [],
            "storm": line.storm,
            "overlaps": list(line.overlaps),
            "actions": [one.kind for one in replayed.read.armed.actions]
            if isinstance(outcome, Fire)
            else [],
        },
    }


def _sample(replayed: Replayed, fired: Sequence[Line]) -> SampleView | None:
    lines = fired or [line for line in replayed.lines if isinstance(line.outcome, Skip)]
    if not lines:
        return None
    row = _line_row(1, lines[0], replayed)
    told = row["told"]
    return SampleView(
        stay_id=row["stay_id"],
        external_id=told["external_id"],
        guest_name=told["guest_name"],
        room=told["room"],
        at=row["at"],
        language=told["language"],
        text=told["text"],
        missing=told["missing"],
    )


async def _find(work: Work, trigger_id: UUID) -> Rehearsal:
    await triggers.get_trigger(work, trigger_id)
    found = await repository.find(work, trigger_id)
    if found is None:
        raise NotFound("This trigger was not rehearsed yet.")
    return found


def _view(row: Rehearsal) -> RehearsalView:
    assert row.created_at is not None
    summary = dict(row.summary)
    storms = [StormView.model_validate(one) for one in summary.pop("storms")]
    return RehearsalView(
        id=row.id,
        trigger_id=row.trigger_id,
        version=row.version,
        created_at=row.created_at,
        storms=storms,
        **summary,
    )


def _line_view(row: RehearsalLine) -> RehearsalLineView:
    return RehearsalLineView(
        **row.model_dump(include={"n", "stay_id", "guest_id", "at", "outcome", "reason"}),
        **row.told,
    )


def _beyond(cursor: str | None) -> int:
    if cursor is None:
        return 0
    (place,) = decode_cursor(cursor, 1)
    if not isinstance(place, int):
        raise BadCursor("the cursor belongs to another list")
    return place
