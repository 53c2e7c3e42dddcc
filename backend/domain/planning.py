"""When a trigger is to be decided for a stay: pure, from the rule, the stay and its log.

Asked again whenever the stay, the rule or the hotel's clock changes. What has fired is never
planned again, whatever happens to the stay afterwards.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any

from backend.domain.stay_times import (
    HouseTimes,
    moment_at,
    nights_of,
    planned_arrival,
    planned_departure,
)
from backend.domain.trigger_facts import KnownStay, SkipReason, Timing, TriggerRule
from backend.domain.words import (
    LateRule,
    OffsetUnit,
    PlanState,
    Side,
    StayEventKind,
    StayMoment,
    StayStatus,
    TriggerEvent,
    TriggerScope,
)

EVENING, MIDDAY = time(20), time(12)
"""When a first night and a mid-stay are, where the trigger names no time."""
READY_TAG = "room_ready"
_OVER = frozenset({StayStatus.CANCELLED, StayStatus.NO_SHOW})
_PROMISED = frozenset(
    {StayMoment.ARRIVAL, StayMoment.FIRST_NIGHT, StayMoment.MID_STAY, StayMoment.DEPARTURE}
)
"""Moments known beforehand: a booking may come too late for them."""


@dataclass(frozen=True, slots=True)
class Due:
    at: datetime
    until: datetime | None = None
    """Past this the message makes no sense any more."""


@dataclass(frozen=True, slots=True)
class Happened:
    """One line of a stay's log."""

    id: int
    kind: StayEventKind
    at: datetime
    changes: Mapping[str, Sequence[Any]]


@dataclass(frozen=True, slots=True)
class Plan:
    """What is known of one occurrence."""

    occurrence: str
    planned_for: datetime
    """The time that rule and stay lead to; the same one is not planned twice."""
    due_at: datetime
    """When it is decided: later where it was deferred, or where the booking came late."""
    until: datetime | None = None
    state: PlanState = PlanState.PLANNED
    reason: SkipReason | None = None


def plan(
    rule: TriggerRule,
    stay: KnownStay,
    log: Sequence[Happened],
    standing: Mapping[str, Plan],
    *,
    house: HouseTimes,
    now: datetime,
) -> list[Plan]:
    """Only what is to change; `standing` is what is planned so far, by occurrence."""
    if rule.event is TriggerEvent.TIME:
        return _plan_time(rule, stay, standing, house=house, now=now)
    return _plan_events(rule, stay, log, standing, house=house, now=now)


def timing_of(stay: KnownStay) -> tuple[object, ...]:
    """All that a planned time may depend on: while it is the same, `plan` changes nothing for a
    rule of time, whatever else happens to the stay."""
    return (
        *(stay.status in _OVER, stay.arrival, stay.departure, stay.arrival_time),
        *(stay.departure_time, stay.checked_in_at, stay.checked_out_at),
        *(stay.booked_at, stay.created_at, stay.group_code, stay.guest_id),
    )


def due_of(timing: Timing, stay: KnownStay, house: HouseTimes) -> Due | None:
    """None where the stay has no such moment (yet), or it lies beyond the calendar."""
    try:
        anchor = _anchor(timing, stay, house)
        if anchor is None:
            return None
        at = _shifted(timing, anchor, house)
        ends = timing.side is Side.BEFORE and timing.amount
        until = anchor if ends else _last_sense(timing, stay, house)
    except OverflowError:
        return None
    return Due(at, until if until is not None and until > at else None)


def occurrence_of(rule: TriggerRule, stay: KnownStay) -> str:
    """What it may fire for only once; the ledger's key."""
    match rule.scope:
        case TriggerScope.GUEST:
            return f"guest:{stay.guest_id}"
        case TriggerScope.RESERVATION if stay.group_code:
            return f"group:{stay.group_code}"
    return f"stay:{stay.id}"


def _plan_time(
    rule: TriggerRule,
    stay: KnownStay,
    standing: Mapping[str, Plan],
    *,
    house: HouseTimes,
    now: datetime,
) -> list[Plan]:
    assert rule.timing is not None
    occurrence = occurrence_of(rule, stay)
    # A stay that joins or leaves a group has another occurrence from then on.
    changes = [
        _revoked(one)
        for key, one in standing.items()
        if key != occurrence and one.state is PlanState.PLANNED
    ]
    old = standing.get(occurrence)
    due = None if stay.status in _OVER else due_of(rule.timing, stay, house)
    if due is None or (old is None and _is_of_the_past(rule, stay, due)):
        if old is not None and old.state is PlanState.PLANNED:
            changes.append(_revoked(old))
        return changes
    if old is not None and not _may_change(old, due):
        return changes
    changes.append(_timed(rule, occurrence, due, now))
    return changes


def _is_of_the_past(rule: TriggerRule, stay: KnownStay, due: Due) -> bool:
    """A stay that was known when the trigger was switched on, and its time was over then."""
    on = rule.enabled_at
    return on is not None and due.at < on and (stay.created_at is None or stay.created_at < on)


def _may_change(old: Plan, due: Due) -> bool:
    if old.state is PlanState.FIRED:
        return False
    return old.planned_for != due.at or old.state is PlanState.REVOKED


def _timed(rule: TriggerRule, occurrence: str, due: Due, now: datetime) -> Plan:
    assert rule.timing is not None
    if due.at >= now or rule.timing.moment not in _PROMISED:
        return Plan(occurrence, due.at, due.at, due.until)
    if due.until is not None and now >= due.until:
        return Plan(
            occurrence, due.at, due.at, due.until, PlanState.SKIPPED, SkipReason.MOMENT_PASSED
        )
    if rule.late is LateRule.SEND:
        return Plan(occurrence, due.at, now, due.until)
    return Plan(occurrence, due.at, due.at, due.until, PlanState.SKIPPED, SkipReason.LATE_BOOKING)


def _plan_events(
    rule: TriggerRule,
    stay: KnownStay,
    log: Sequence[Happened],
    standing: Mapping[str, Plan],
    *,
    house: HouseTimes,
    now: datetime,
) -> list[Plan]:
    wants_cancelled = rule.event is TriggerEvent.STAY_CANCELLED
    if (stay.status in _OVER) is not wants_cancelled:
        return [_revoked(one) for one in standing.values() if one.state is PlanState.PLANNED]
    planned: dict[str, Plan] = {}
    for happened in log:
        if not _is(rule.event, happened) or now - happened.at > rule.stale_after:
            continue
        if rule.enabled_at is not None and happened.at < rule.enabled_at:
            continue
        occurrence = _event_occurrence(rule, stay, happened, house)
        old = standing.get(occurrence)
        if old is None or (old.state is PlanState.REVOKED and happened.at > old.planned_for):
            planned[occurrence] = Plan(occurrence, happened.at, happened.at)
    return list(planned.values())


def _is(event: TriggerEvent, happened: Happened) -> bool:
    match event:
        case TriggerEvent.STAY_BOOKED:
            return happened.kind is StayEventKind.CREATED
        case TriggerEvent.STAY_AMENDED:
            return happened.kind is StayEventKind.AMENDED
        case TriggerEvent.STAY_CANCELLED:
            return happened.kind is StayEventKind.CANCELLED
        case TriggerEvent.CHECKED_IN:
            return happened.kind is StayEventKind.CHECKED_IN
        case TriggerEvent.CHECKED_OUT:
            return happened.kind is StayEventKind.CHECKED_OUT
        case TriggerEvent.ROOM_CHANGED:
            return happened.kind is StayEventKind.ROOM_CHANGED
        case TriggerEvent.ROOM_READY:
            before, after = happened.changes.get("tags", ((), ()))
            return _is_ready(after) and not _is_ready(before)
    return False


def _is_ready(tags: Any) -> bool:
    # The log keeps a list as it was, or its text where it was no plain JSON.
    return READY_TAG in (tags or ())


_ONCE_A_STAY = frozenset(
    {TriggerEvent.STAY_BOOKED, TriggerEvent.CHECKED_IN, TriggerEvent.CHECKED_OUT}
)


def _event_occurrence(
    rule: TriggerRule, stay: KnownStay, happened: Happened, house: HouseTimes
) -> str:
    base = occurrence_of(rule, stay)
    if rule.event in _ONCE_A_STAY or rule.scope is TriggerScope.GUEST:
        return base
    if base.startswith("group:"):
        # The rooms of one booking are changed one by one; that is one piece of news.
        return f"{base}:{house.today(happened.at).isoformat()}"
    return f"event:{happened.id}"


def _revoked(old: Plan) -> Plan:
    return Plan(old.occurrence, old.planned_for, old.due_at, old.until, PlanState.REVOKED)


def _anchor(timing: Timing, stay: KnownStay, house: HouseTimes) -> datetime | None:
    match timing.moment:
        case StayMoment.BOOKING:
            return stay.booked_at or stay.created_at
        case StayMoment.ARRIVAL:
            return planned_arrival(stay, house)
        case StayMoment.CHECK_IN:
            return stay.checked_in_at
        case StayMoment.FIRST_NIGHT:
            return moment_at(stay.arrival, EVENING, house.zone)
        case StayMoment.MID_STAY:
            nights = nights_of(stay)
            middle = stay.arrival + timedelta(days=nights // 2)
            return moment_at(middle, MIDDAY, house.zone) if nights >= 2 else None
        case StayMoment.DEPARTURE:
            return planned_departure(stay, house)
    return stay.checked_out_at


def _shifted(timing: Timing, anchor: datetime, house: HouseTimes) -> datetime:
    sign = -1 if timing.side is Side.BEFORE else 1
    if timing.unit is OffsetUnit.DAYS:
        wall = anchor.astimezone(house.zone)
        day = wall.date() + timedelta(days=sign * timing.amount)
        if timing.at is None and not timing.amount:
            return anchor
        return moment_at(day, timing.at or wall.time(), house.zone)
    minutes = timing.amount * (60 if timing.unit is OffsetUnit.HOURS else 1)
    return anchor + sign * timedelta(minutes=minutes)


def _last_sense(timing: Timing, stay: KnownStay, house: HouseTimes) -> datetime | None:
    """Words about an arrival or a night make no sense once the guest has gone."""
    if timing.moment in (StayMoment.ARRIVAL, StayMoment.FIRST_NIGHT, StayMoment.MID_STAY):
        return planned_departure(stay, house)
    return None
