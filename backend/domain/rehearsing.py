"""A rehearsal: the same planning and deciding as live, replayed with a clock of its own.

Nothing is sent. What cannot be known of the past, such as who was speaking then, does not count.
"""

import heapq
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import count
from uuid import UUID

from backend.domain.planning import Plan, plan, timing_of
from backend.domain.stay_history import PastStay, Step
from backend.domain.stay_times import HouseTimes, day_starts
from backend.domain.trigger_facts import (
    Defer,
    Fire,
    Outcome,
    Skip,
    TriggerFacts,
    TriggerRule,
    earlier_stays,
)
from backend.domain.triggers import decide
from backend.domain.words import MoodLevel, PlanState, TriggerEvent

MOST_DEFERRALS = 8
STORMS = {timedelta(minutes=1): 30, timedelta(hours=1): 120}
"""So many messages of one trigger in such a time are pointed out."""
OVERLAP = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Heard:
    """A message of another trigger to this guest."""

    at: datetime
    trigger_id: UUID
    template_id: UUID | None
    stay_id: UUID | None
    name: str = ""


@dataclass(frozen=True, slots=True)
class Judged:
    at: datetime
    level: MoodLevel
    score: float


@dataclass(frozen=True, slots=True)
class PastGuest:
    id: UUID
    language: str | None = None
    vip: bool = False
    opted_out_at: datetime | None = None
    has_address: bool = True
    stays_before: int = 0
    """Those that ended before the time of the rehearsal."""
    wrote_at: Sequence[datetime] = ()
    """Oldest first, as everything here."""
    moods: Sequence[Judged] = ()
    complaints: Sequence[tuple[datetime, datetime | None]] = ()
    """(raised, finished)"""
    heard: Sequence[Heard] = ()
    expected: Sequence[Heard] = ()
    """What other triggers have planned for the time to come."""


@dataclass(frozen=True, slots=True)
class Episode:
    """A silence: nobody wrote from the message on until `due_at`."""

    message_id: int
    guest_id: UUID
    stay: PastStay | None
    due_at: datetime


@dataclass(frozen=True, slots=True)
class Material:
    """Everything a rehearsal knows."""

    house: HouseTimes
    guests: Mapping[UUID, PastGuest]
    lives: Sequence[Sequence[Step]]
    """For each stay what happened to it, and is expected to happen."""
    episodes: Sequence[Episode] = ()
    skips: Collection[UUID] = ()
    """Guests and stays that staff left out."""
    has_number: bool = True


@dataclass(frozen=True, slots=True)
class Line:
    at: datetime
    guest_id: UUID
    stay: PastStay | None
    occurrence: str
    outcome: Outcome
    overlaps: tuple[str, ...] = ()
    storm: bool = False


@dataclass(frozen=True, slots=True)
class Storm:
    start: datetime
    lasts: timedelta
    messages: int


Speak = Callable[[PastGuest, PastStay | None, datetime], Skip | None]
"""Why there are no words for it; None: there are."""


@dataclass(slots=True)
class _Decision:
    life: int | None
    plan: Plan
    guest_id: UUID
    stay: PastStay | None
    deferrals: int = 0


_Event = tuple[datetime, int, tuple[int, Step] | _Decision]
"""When, a number that keeps the order, and what: a step in a stay's life, or something due."""


def rehearse(
    rule: TriggerRule, material: Material, *, start: datetime, end: datetime, speak: Speak
) -> list[Line]:
    """In the order of time. As if the rule had been switched on at `start`."""
    rule = replace(rule, enabled=True, enabled_at=start)
    return _Replay(rule, material, start=start, end=end, speak=speak).run()


def storms_in(lines: Sequence[Line]) -> list[Storm]:
    found = []
    fired = [line.at for line in lines if isinstance(line.outcome, Fire)]
    for lasts, many in STORMS.items():
        seconds = int(lasts.total_seconds())
        buckets = Counter(int(at.timestamp()) // seconds for at in fired)
        zone = fired[0].tzinfo if fired else None
        found += [
            Storm(datetime.fromtimestamp(bucket * seconds, zone), lasts, messages)
            for bucket, messages in sorted(buckets.items())
            if messages >= many
        ]
    return found


class _Replay:
    def __init__(
        self, rule: TriggerRule, material: Material, *, start: datetime, end: datetime, speak: Speak
    ) -> None:
        self._rule, self._material = rule, material
        self._start, self._end, self._speak = start, end, speak
        self._by_time = rule.event is TriggerEvent.TIME
        self._order = count()
        self._queue: list[_Event] = []
        self._standing: dict[int, dict[str, Plan]] = defaultdict(dict)
        self._own: dict[UUID, list[Heard]] = defaultdict(list)
        self._fired: set[tuple[UUID, str]] = set()
        self._now_is: dict[UUID, dict[UUID, PastStay]] = defaultdict(dict)
        """{guest: {stay: as it is at the moment of the replay}}"""
        self._lines: list[Line] = []

    def run(self) -> list[Line]:
        for life, steps in enumerate(self._material.lives):
            before = None
            for step in steps:
                # Most of what is written about a stay changes nothing that a rule may ask.
                if self._by_time and step.stay is before:
                    continue
                before = step.stay
                # What was so before the rule was on is how it begins.
                at = max(step.at, self._start)
                self._queue.append((at, next(self._order), (life, step)))
        for episode in self._material.episodes:
            due = Plan(f"message:{episode.message_id}", episode.due_at, episode.due_at)
            decision = _Decision(None, due, episode.guest_id, episode.stay)
            self._queue.append((episode.due_at, next(self._order), decision))
        heapq.heapify(self._queue)
        while self._queue:
            at, _, event = heapq.heappop(self._queue)
            if at > self._end:
                break
            if isinstance(event, _Decision):
                self._decide(event, at)
            else:
                self._live(*event, at)
        return self._marked()

    def _push(self, at: datetime, decision: "_Decision") -> None:
        heapq.heappush(self._queue, (at, next(self._order), decision))

    def _live(self, life: int, step: Step, now: datetime) -> None:
        stay, standing = step.stay, self._standing[life]
        before = self._now_is[stay.guest_id].get(stay.id)
        self._now_is[stay.guest_id][stay.id] = stay
        if self._by_time and before is not None and timing_of(before) == timing_of(stay):
            return
        changes = plan(self._rule, stay, step.log, standing, house=self._material.house, now=now)
        for made in changes:
            standing[made.occurrence] = made
            if made.state is PlanState.PLANNED:
                decision = _Decision(life, made, stay.guest_id, stay)
                self._push(max(made.due_at, now), decision)
            elif made.state is PlanState.SKIPPED and made.reason is not None:
                self._note(now, stay.guest_id, stay, made.occurrence, Skip(made.reason))

    def _decide(self, one: _Decision, now: datetime) -> None:
        stay = one.stay
        if one.life is not None:
            if self._standing[one.life].get(one.plan.occurrence) is not one.plan:
                return
            assert stay is not None
            stay = self._now_is[stay.guest_id].get(stay.id, stay)
        outcome = decide(self._rule, self._facts(one, stay, now), now)
        if isinstance(outcome, Defer):
            self._note(now, one.guest_id, stay, one.plan.occurrence, outcome)
            self._defer(one, outcome)
            return
        if isinstance(outcome, Fire):
            guest = self._guest(one.guest_id)
            outcome = self._speak(guest, stay, now) or outcome
        self._note(now, one.guest_id, stay, one.plan.occurrence, outcome)
        if one.life is not None:
            state = PlanState.FIRED if isinstance(outcome, Fire) else PlanState.SKIPPED
            self._standing[one.life][one.plan.occurrence] = replace(one.plan, state=state)
        if isinstance(outcome, Fire):
            rule = self._rule
            self._fired.add((rule.id, one.plan.occurrence))
            if rule.speaks:
                heard = Heard(now, rule.id, rule.template_id, stay.id if stay else None)
                self._own[one.guest_id].append(heard)

    def _defer(self, one: _Decision, outcome: Defer) -> None:
        if one.deferrals >= MOST_DEFERRALS:
            return
        later = replace(one.plan, due_at=outcome.until)
        if one.life is not None:
            self._standing[one.life][later.occurrence] = later
        again = _Decision(one.life, later, one.guest_id, one.stay, one.deferrals + 1)
        self._push(outcome.until, again)

    def _facts(self, one: _Decision, stay: PastStay | None, now: datetime) -> TriggerFacts:
        guest, house = self._guest(one.guest_id), self._material.house
        heard = [other for other in guest.heard if other.at <= now] + self._own[guest.id]
        judged = _last_before(guest.moods, now)
        wrote = bisect_right(guest.wrote_at, now)
        opted_out = guest.opted_out_at is not None and guest.opted_out_at <= now
        own = [other for other in heard if stay is None or other.stay_id == stay.id]
        today = day_starts(house.today(now), house)
        return TriggerFacts(
            conversation_id=None,
            today=house.today(now),
            stay_id=stay.id if stay else None,
            stay_status=stay.status if stay else None,
            mood=judged.level if judged else None,
            score=judged.score if judged else None,
            fired=frozenset(self._fired & {(self._rule.id, one.plan.occurrence)}),
            held=opted_out,
            held_by="opted_out" if opted_out else "",
            house=house,
            stay=stay,
            guest_language=guest.language,
            guest_vip=guest.vip,
            earlier_stays=self._earlier(guest.id, stay),
            received=frozenset(
                {other.trigger_id for other in own}
                | {other.template_id for other in own if other.template_id}
            ),
            guest_wrote_at=guest.wrote_at[wrote - 1] if wrote else None,
            open_complaint=any(
                raised <= now and (done is None or done > now) for raised, done in guest.complaints
            ),
            occurrence=one.plan.occurrence,
            due_at=one.plan.due_at,
            until=one.plan.until,
            skipped_by_staff=guest.id in self._material.skips
            or (stay is not None and stay.id in self._material.skips),
            has_address=guest.has_address,
            has_number=self._material.has_number,
            automated_today=sum(other.at >= today for other in heard),
            automated_at=max((other.at for other in heard), default=None),
        )

    def _earlier(self, guest_id: UUID, stay: PastStay | None) -> int:
        known = list(self._now_is[guest_id].values())
        return self._guest(guest_id).stays_before + earlier_stays(known, stay)

    def _guest(self, guest_id: UUID) -> PastGuest:
        return self._material.guests.get(guest_id) or PastGuest(guest_id)

    def _note(
        self,
        at: datetime,
        guest_id: UUID,
        stay: PastStay | None,
        occurrence: str,
        outcome: Outcome,
    ) -> None:
        self._lines.append(Line(at, guest_id, stay, occurrence, outcome))

    def _marked(self) -> list[Line]:
        stormy = [(one.start, one.start + one.lasts) for one in storms_in(self._lines)]
        return [self._mark(line, stormy) for line in self._lines]

    def _mark(self, line: Line, stormy: Sequence[tuple[datetime, datetime]]) -> Line:
        if not isinstance(line.outcome, Fire):
            return line
        guest = self._guest(line.guest_id)
        near = {
            one.name
            for one in (*guest.heard, *guest.expected)
            if one.trigger_id != self._rule.id and abs(one.at - line.at) <= OVERLAP
        }
        storm = any(start <= line.at < end for start, end in stormy)
        return replace(line, overlaps=tuple(sorted(near)), storm=storm)


def _last_before(moods: Sequence[Judged], now: datetime) -> Judged | None:
    known = [one for one in moods if one.at <= now]
    return known[-1] if known else None
