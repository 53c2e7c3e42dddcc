"""When a trigger is due: hand-computed moments, also in nights when clocks change."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.domain.planning import Happened, Plan, due_of, occurrence_of, plan
from backend.domain.stay_history import PastStay
from backend.domain.stay_times import HouseTimes
from backend.domain.trigger_facts import SkipReason, Timing, TriggerRule
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
from tests.domain.test_conditions import STAY

DAYS, HOURS, MINUTES = OffsetUnit.DAYS, OffsetUnit.HOURS, OffsetUnit.MINUTES
BEFORE, AFTER = Side.BEFORE, Side.AFTER
UTC_HOUSE = HouseTimes("UTC")


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def rule(event: TriggerEvent = TriggerEvent.TIME, **changes: Any) -> TriggerRule:
    plain = TriggerRule(UUID(int=9), 1, event, enabled=True, priority=100, has_text=True)
    return replace(plain, **changes)


# In Berlin the clock jumps from 2:00 to 3:00 on 28 March 2027, in New York it shows 1:00 to 2:00
# twice on 1 November 2026, in Auckland it jumps from 2:00 to 3:00 on 27 September 2026.
@pytest.mark.parametrize(
    ("zone", "arrival", "timing", "expected"),
    [
        ("Europe/Berlin", "2027-03-28", (1, DAYS, BEFORE, "18:00"), "2027-03-27T17:00"),
        ("Europe/Berlin", "2027-03-28", (1, DAYS, BEFORE, None), "2027-03-27T14:00"),
        ("Europe/Berlin", "2027-03-28", (24, HOURS, BEFORE, None), "2027-03-27T13:00"),
        ("Europe/Berlin", "2027-03-28", (0, DAYS, AFTER, "02:30"), "2027-03-28T01:00"),
        ("Europe/Berlin", "2027-03-27", (1, DAYS, AFTER, "09:00"), "2027-03-28T07:00"),
        ("America/New_York", "2026-11-01", (1, DAYS, BEFORE, None), "2026-10-31T19:00"),
        ("America/New_York", "2026-11-01", (24, HOURS, BEFORE, None), "2026-10-31T20:00"),
        ("America/New_York", "2026-11-01", (0, DAYS, AFTER, "01:30"), "2026-11-01T05:30"),
        ("America/New_York", "2026-11-01", (90, MINUTES, BEFORE, None), "2026-11-01T18:30"),
        ("Pacific/Auckland", "2026-09-27", (1, DAYS, BEFORE, "18:00"), "2026-09-26T06:00"),
        ("Pacific/Auckland", "2026-09-27", (0, DAYS, AFTER, "02:30"), "2026-09-26T14:00"),
        ("Pacific/Auckland", "2026-09-27", (24, HOURS, BEFORE, None), "2026-09-26T02:00"),
    ],
)
def test_days_are_days_of_the_hotels_calendar(
    zone: str, arrival: str, timing: tuple[Any, ...], expected: str
) -> None:
    """Check-in is at 15:00 on the wall; hours are counted through, days keep the time of day."""
    amount, unit, side, at = timing
    stay = replace(STAY, arrival=date.fromisoformat(arrival), departure=date.fromisoformat(arrival))
    wanted = Timing(StayMoment.ARRIVAL, amount, unit, side, time.fromisoformat(at) if at else None)
    due = due_of(wanted, stay, HouseTimes(zone))

    assert due is not None
    assert due.at == utc(expected)


COME = replace(
    STAY,
    arrival=date(2026, 6, 10),
    departure=date(2026, 6, 13),
    checked_in_at=utc("2026-06-10T14:20"),
    checked_out_at=utc("2026-06-13T09:05"),
    booked_at=utc("2026-05-01T08:00"),
)


@pytest.mark.parametrize(
    ("timing", "expected"),
    [
        (Timing(StayMoment.BOOKING, 2, HOURS), "2026-05-01T10:00"),
        (Timing(StayMoment.ARRIVAL), "2026-06-10T15:00"),
        (Timing(StayMoment.CHECK_IN, 30, MINUTES), "2026-06-10T14:50"),
        (Timing(StayMoment.FIRST_NIGHT), "2026-06-10T20:00"),
        (Timing(StayMoment.FIRST_NIGHT, at=time(21, 15)), "2026-06-10T21:15"),
        (Timing(StayMoment.MID_STAY), "2026-06-11T12:00"),
        (Timing(StayMoment.MID_STAY, at=time(17)), "2026-06-11T17:00"),
        (Timing(StayMoment.DEPARTURE, 1, DAYS, BEFORE, time(19)), "2026-06-12T19:00"),
        (Timing(StayMoment.DEPARTURE), "2026-06-13T11:00"),
        (Timing(StayMoment.CHECK_OUT, 1, DAYS, AFTER, time(10)), "2026-06-14T10:00"),
    ],
)
def test_each_moment_of_a_stay(timing: Timing, expected: str) -> None:
    """The actual check-in and check-out are those that happened, not those that were planned."""
    due = due_of(timing, COME, UTC_HOUSE)

    assert due is not None
    assert due.at == utc(expected)


@pytest.mark.parametrize(
    ("moment", "changes"),
    [
        (StayMoment.CHECK_IN, {"checked_in_at": None}),
        (StayMoment.CHECK_OUT, {"checked_out_at": None}),
        (StayMoment.MID_STAY, {"departure": date(2026, 6, 11)}),
        (StayMoment.BOOKING, {"booked_at": None, "created_at": None}),
        (StayMoment.DEPARTURE, {"departure": date.max}),
    ],
)
def test_a_moment_that_has_not_come_is_not_planned(
    moment: StayMoment, changes: dict[str, Any]
) -> None:
    """No check-in, no message after it; one night has no middle."""
    timing = Timing(moment, amount=1)

    assert due_of(timing, replace(COME, **changes), UTC_HOUSE) is None


def test_a_message_before_something_is_worth_nothing_after_it() -> None:
    """Two hours before arrival ends at the arrival."""
    due = due_of(Timing(StayMoment.ARRIVAL, 2, HOURS, BEFORE), COME, UTC_HOUSE)

    assert due is not None
    assert due.until == utc("2026-06-10T15:00")


EVENING = rule(timing=Timing(StayMoment.ARRIVAL, 1, DAYS, BEFORE, time(18)))
NEW = replace(COME, checked_in_at=None, checked_out_at=None, created_at=utc("2026-05-01T08:00"))
KEY = f"stay:{STAY.id}"
DUE = utc("2026-06-09T18:00")
ARRIVES = utc("2026-06-10T15:00")


def planned(
    trigger: TriggerRule, stay: PastStay, at: str, old: Plan | None = None
) -> list[tuple[Any, ...]]:
    """(state, due, reason) of what changes."""
    standing = {old.occurrence: old} if old else {}
    changes = plan(trigger, stay, (), standing, house=UTC_HOUSE, now=utc(at))
    return [(one.state, one.due_at, one.reason) for one in changes]


OLD = Plan(KEY, DUE, DUE, ARRIVES)


@pytest.mark.parametrize(
    ("trigger", "stay", "at", "old", "expected"),
    [
        (EVENING, NEW, "2026-05-01T09:00", None, [(PlanState.PLANNED, DUE, None)]),
        (EVENING, NEW, "2026-05-01T09:00", OLD, []),
        (
            EVENING,
            replace(NEW, status=StayStatus.CANCELLED),
            "2026-05-01T09:00",
            OLD,
            [(PlanState.REVOKED, DUE, None)],
        ),
        (EVENING, replace(NEW, status=StayStatus.CANCELLED), "2026-05-01T09:00", None, []),
        (EVENING, NEW, "2026-05-01T09:00", replace(OLD, state=PlanState.FIRED), []),
        (
            EVENING,
            NEW,
            "2026-05-01T09:00",
            replace(OLD, state=PlanState.REVOKED),
            [(PlanState.PLANNED, DUE, None)],
        ),
        (
            EVENING,
            replace(NEW, arrival=date(2026, 6, 12)),
            "2026-05-01T09:00",
            OLD,
            [(PlanState.PLANNED, utc("2026-06-11T18:00"), None)],
        ),
        # A booking at 23:10 the night before: after the time of the message.
        (
            EVENING,
            NEW,
            "2026-06-09T23:10",
            None,
            [(PlanState.SKIPPED, DUE, SkipReason.LATE_BOOKING)],
        ),
        (
            replace(EVENING, late=LateRule.SEND),
            NEW,
            "2026-06-09T23:10",
            None,
            [(PlanState.PLANNED, utc("2026-06-09T23:10"), None)],
        ),
        (
            replace(EVENING, late=LateRule.SEND),
            NEW,
            "2026-06-10T15:30",
            None,
            [(PlanState.SKIPPED, DUE, SkipReason.MOMENT_PASSED)],
        ),
        # Switched on at a time when its own was over: an old stay is left alone, a new one is late.
        (replace(EVENING, enabled_at=utc("2026-06-09T20:00")), NEW, "2026-06-09T20:00", None, []),
        (
            replace(EVENING, enabled_at=utc("2026-06-09T20:00")),
            replace(NEW, created_at=utc("2026-06-09T23:10")),
            "2026-06-09T23:10",
            None,
            [(PlanState.SKIPPED, DUE, SkipReason.LATE_BOOKING)],
        ),
    ],
)
def test_a_plan_follows_the_stay(
    trigger: TriggerRule,
    stay: PastStay,
    at: str,
    old: Plan | None,
    expected: list[tuple[Any, ...]],
) -> None:
    """Made once, moved, revoked, made again; never after it fired."""
    assert planned(trigger, stay, at, old) == expected


@pytest.mark.parametrize(
    ("scope", "group", "expected"),
    [
        (TriggerScope.ROOM, "G", KEY),
        (TriggerScope.RESERVATION, "G", "group:G"),
        (TriggerScope.RESERVATION, None, KEY),
        (TriggerScope.GUEST, "G", f"guest:{STAY.guest_id}"),
    ],
)
def test_the_scope_says_what_is_spoken_of_once(
    scope: TriggerScope, group: str | None, expected: str
) -> None:
    """Each room, the whole booking, or the guest for ever."""
    assert occurrence_of(rule(scope=scope), replace(STAY, group_code=group)) == expected


@pytest.mark.parametrize(
    ("event", "kind", "changes", "fires"),
    [
        (TriggerEvent.STAY_BOOKED, StayEventKind.CREATED, {}, True),
        (TriggerEvent.STAY_BOOKED, StayEventKind.AMENDED, {}, False),
        (TriggerEvent.STAY_AMENDED, StayEventKind.AMENDED, {}, True),
        (TriggerEvent.CHECKED_IN, StayEventKind.CHECKED_IN, {}, True),
        (TriggerEvent.CHECKED_OUT, StayEventKind.CHECKED_OUT, {}, True),
        (TriggerEvent.ROOM_CHANGED, StayEventKind.ROOM_CHANGED, {}, True),
        (TriggerEvent.STAY_CANCELLED, StayEventKind.CANCELLED, {}, False),
        (
            TriggerEvent.ROOM_READY,
            StayEventKind.AMENDED,
            {"tags": [["x"], ["x", "room_ready"]]},
            True,
        ),
        (
            TriggerEvent.ROOM_READY,
            StayEventKind.AMENDED,
            {"tags": [["room_ready"], ["room_ready", "x"]]},
            False,
        ),
        (TriggerEvent.ROOM_READY, StayEventKind.AMENDED, {"adults": [1, 2]}, False),
    ],
)
def test_an_event_is_planned_when_it_happens(
    event: TriggerEvent, kind: StayEventKind, changes: dict[str, Any], fires: bool
) -> None:
    """Of a stay that is alive; a cancellation only of one that is not."""
    at = utc("2026-06-01T10:00")
    log = [Happened(7, kind, at, changes)]
    made = plan(rule(event), NEW, log, {}, house=UTC_HOUSE, now=at + timedelta(seconds=1))

    assert [one.due_at for one in made] == ([at] if fires else [])


_TIMINGS = st.builds(
    Timing,
    moment=st.sampled_from(StayMoment),
    amount=st.integers(0, 60),
    unit=st.just(DAYS),
    side=st.sampled_from(Side),
    at=st.none() | st.times().map(lambda value: value.replace(microsecond=0)),
)


@given(
    timing=_TIMINGS,
    zone=st.sampled_from(["Europe/Berlin", "America/New_York", "Pacific/Auckland", "Asia/Kolkata"]),
    arrival=st.dates(date(2026, 1, 1), date(2028, 1, 1)),
    nights=st.integers(0, 30),
    seen=st.datetimes(datetime(2025, 12, 1), datetime(2028, 3, 1)),  # noqa: DTZ001
)
def test_planning_again_changes_nothing(
    timing: Timing, zone: str, arrival: date, nights: int, seen: datetime
) -> None:
    """Whatever the rule and the stay: the second look finds all as the first one left it."""
    house = HouseTimes(zone)
    stay = replace(NEW, arrival=arrival, departure=arrival + timedelta(days=nights))
    wanted, now = rule(timing=timing), seen.replace(tzinfo=UTC)
    first = plan(wanted, stay, (), {}, house=house, now=now)
    standing = {one.occurrence: one for one in first}

    assert plan(wanted, stay, (), standing, house=house, now=now) == []
