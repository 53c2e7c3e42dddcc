"""Which part of a guest's journey a trigger belongs to, and what it still needs to write."""

from enum import StrEnum

from backend.domain.trigger_facts import Timing
from backend.domain.triggers import IN_CONVERSATION
from backend.domain.words import OffsetUnit, Side, StayMoment, TriggerEvent


class JourneyPart(StrEnum):
    BEFORE_ARRIVAL = "before_arrival"
    ARRIVAL_DAY = "arrival_day"
    STAY = "stay"
    DEPARTURE = "departure"
    AFTER = "after"
    CONVERSATION = "conversation"


class NextStep(StrEnum):
    """The one thing to do with a trigger before it goes on as it was last written."""

    REHEARSE = "rehearse"
    PUBLISH = "publish"
    ENABLE = "enable"


def part_of(event: TriggerEvent, timing: Timing | None) -> JourneyPart:
    if timing is not None and event is TriggerEvent.TIME:
        return _part_of_time(timing)
    return _OF_EVENT.get(event, JourneyPart.CONVERSATION)


def next_step(
    event: TriggerEvent, *, enabled: bool, published: bool, has_draft: bool, needs_rehearsal: bool
) -> NextStep | None:
    if event in IN_CONVERSATION and not has_draft:
        return None if enabled else NextStep.ENABLE
    if needs_rehearsal:
        return NextStep.REHEARSE
    if has_draft or not published:
        return NextStep.PUBLISH
    return None if enabled else NextStep.ENABLE


_P = JourneyPart
_OF_EVENT = {
    TriggerEvent.STAY_BOOKED: _P.BEFORE_ARRIVAL,
    TriggerEvent.STAY_AMENDED: _P.BEFORE_ARRIVAL,
    TriggerEvent.STAY_CANCELLED: _P.BEFORE_ARRIVAL,
    TriggerEvent.ROOM_READY: _P.ARRIVAL_DAY,
    TriggerEvent.CHECKED_IN: _P.ARRIVAL_DAY,
    TriggerEvent.ROOM_CHANGED: _P.STAY,
    TriggerEvent.CHECKED_OUT: _P.DEPARTURE,
}
# What the moment itself belongs to, what lies on an earlier day, and what on a later one.
_AROUND = {
    StayMoment.BOOKING: (_P.BEFORE_ARRIVAL, _P.BEFORE_ARRIVAL, _P.BEFORE_ARRIVAL),
    StayMoment.ARRIVAL: (_P.ARRIVAL_DAY, _P.BEFORE_ARRIVAL, _P.STAY),
    StayMoment.CHECK_IN: (_P.ARRIVAL_DAY, _P.BEFORE_ARRIVAL, _P.STAY),
    StayMoment.FIRST_NIGHT: (_P.ARRIVAL_DAY, _P.BEFORE_ARRIVAL, _P.STAY),
    StayMoment.MID_STAY: (_P.STAY, _P.STAY, _P.STAY),
    StayMoment.DEPARTURE: (_P.DEPARTURE, _P.STAY, _P.AFTER),
    StayMoment.CHECK_OUT: (_P.DEPARTURE, _P.DEPARTURE, _P.AFTER),
}


def _part_of_time(timing: Timing) -> JourneyPart:
    itself, earlier, later = _AROUND[timing.moment]
    days = timing.amount if timing.unit is OffsetUnit.DAYS else timing.amount // _A_DAY[timing.unit]
    if not days:
        return itself
    return earlier if timing.side is Side.BEFORE else later


_A_DAY = {OffsetUnit.HOURS: 24, OffsetUnit.MINUTES: 24 * 60}
