"""A rule read out loud: when it writes, only for whom, and what it sends.

The words of the builder's lists are the same, so that what was chosen is what is read.
"""

from collections.abc import Mapping, Sequence
from datetime import time
from typing import Any, Final

from backend.domain.conditions import FIELDS, Kind, Operator, Since, StayState
from backend.domain.trigger_facts import Silence, Timing
from backend.domain.words import (
    MoodLevel,
    OffsetUnit,
    Side,
    StayMoment,
    TriggerEvent,
    WaitingFor,
)

EVENTS: Final = {
    TriggerEvent.TIME: "at a time before or after a moment of the stay",
    TriggerEvent.STAY_BOOKED: "a stay is booked",
    TriggerEvent.STAY_AMENDED: "a stay is changed",
    TriggerEvent.STAY_CANCELLED: "a stay is cancelled",
    TriggerEvent.ROOM_READY: "the room is ready",
    TriggerEvent.CHECKED_IN: "the guest checks in",
    TriggerEvent.ROOM_CHANGED: "the room is changed",
    TriggerEvent.CHECKED_OUT: "the guest checks out",
    TriggerEvent.NO_REPLY: "nobody replies for a while",
    TriggerEvent.FIRST_MESSAGE_OF_STAY: "a guest writes for the first time in a stay",
    TriggerEvent.KEYWORD: "a guest writes one of these words",
    TriggerEvent.COMPLAINT: "a guest complains",
}
MOMENTS: Final = {
    StayMoment.BOOKING: "the booking",
    StayMoment.ARRIVAL: "arrival",
    StayMoment.CHECK_IN: "check-in",
    StayMoment.FIRST_NIGHT: "the first evening",
    StayMoment.MID_STAY: "the middle of the stay",
    StayMoment.DEPARTURE: "departure",
    StayMoment.CHECK_OUT: "check-out",
}
OPERATORS: Final = {
    Operator.IS: "is",
    Operator.IS_NOT: "is not",
    Operator.IS_ONE_OF: "is one of",
    Operator.IS_NONE_OF: "is none of",
    Operator.AT_LEAST: "is at least",
    Operator.AT_MOST: "is at most",
    Operator.CONTAINS: "contains",
    Operator.DOES_NOT_CONTAIN: "does not contain",
    Operator.STARTS_WITH: "starts with",
    Operator.MATCHES: "matches the pattern",
    Operator.IS_KNOWN: "is known",
    Operator.IS_UNKNOWN: "is not known",
}
CHOICES: Final[Mapping[str, str]] = {
    StayState.BOOKED: "booked",
    StayState.DUE_IN: "arriving today",
    StayState.IN_HOUSE: "in the house",
    StayState.DUE_OUT: "leaving today",
    StayState.DEPARTED: "departed",
    StayState.CANCELLED: "cancelled",
    StayState.NO_SHOW: "a no-show",
    MoodLevel.COMPLAINT: "a complaint",
    MoodLevel.NEGATIVE: "unhappy",
    MoodLevel.NEUTRAL: "neutral",
    MoodLevel.POSITIVE: "happy",
    Since.BOOKING: "the booking",
    Since.ARRIVAL_DAY: "the day of arrival",
    Since.CHECK_IN: "check-in",
    Since.TODAY: "this morning",
    Since.CHECK_OUT: "check-out",
    Since.EVER: "ever",
}
# How the moments that are no events are entered, where nothing lies between.
_ON = {StayMoment.FIRST_NIGHT: "on ", StayMoment.MID_STAY: "in "}
# What a condition speaks of, within a sentence; of a flag also how its opposite is said.
SUBJECTS: Final = {
    "nights": "the number of nights",
    "earlier_stays": "the number of earlier stays",
    "room": "the room",
    "room_type": "the room type",
    "tag": "the stay's tags",
    "source": "the source of the booking",
    "rate_code": "the rate code",
    "language": "the guest's language",
    "adults": "the number of adults",
    "children": "the number of children",
    "status": "the stay",
    "mood": "the last mood",
    "score": "the last mood (from -1 to 1)",
    "minutes_waiting": "the guest's wait in minutes",
    "text": "what the guest wrote",
}
FLAGS: Final = {
    "returning": ("the guest has stayed here before", "the guest has not stayed here before"),
    "vip": ("the guest is a VIP", "the guest is no VIP"),
    "open_complaint": ("a complaint is open", "no complaint is open"),
}
EVENING: Final = time(17)
_UNITS = {OffsetUnit.MINUTES: "minute", OffsetUnit.HOURS: "hour", OffsetUnit.DAYS: "day"}
_A_DAY, _AN_HOUR = 24 * 60, 60


def sentence_of(
    event: TriggerEvent,
    *,
    timing: Timing | None,
    silence: Silence | None,
    keywords: Sequence[str],
    conditions: Mapping[str, Any],
    template: str | None,
    actions: Sequence[str] = (),
    names: Mapping[str, str],
) -> str:
    """`actions`: what it does beside, in words. `names`: of templates and triggers by their ids."""
    when = when_of(event, timing=timing, silence=silence, keywords=keywords)
    only_if = conditions_in_words(conditions, names)
    acts = [f"{one[0].lower()}{one[1:]}" for one in actions]
    if template or not acts:
        acts.insert(0, f"send “{template}”" if template else "send nothing yet")
    words = ", ".join(filter(None, (when, only_if and f"if {only_if}", _listed(acts))))
    return f"{words[0].upper()}{words[1:]}."


def when_of(
    event: TriggerEvent,
    *,
    timing: Timing | None,
    silence: Silence | None,
    keywords: Sequence[str],
) -> str:
    if event is TriggerEvent.TIME and timing is not None:
        return timing_in_words(timing)
    if event is TriggerEvent.NO_REPLY and silence is not None:
        return _silence(silence)
    words = f": {', '.join(keywords)}" if keywords else ""
    return f"when {EVENTS[event]}{words}"


def timing_in_words(timing: Timing) -> str:
    at = f" at {timing.at:%H:%M}" if timing.at is not None else ""
    moment, amount = MOMENTS[timing.moment], timing.amount
    if not amount:
        plain = "on the day of " if timing.at is not None else "at "
        return f"{_ON.get(timing.moment, plain)}{moment}{at}"
    if timing.unit is OffsetUnit.DAYS and amount == 1 and timing.side is Side.BEFORE:
        is_evening = timing.at is not None and timing.at >= EVENING
        return f"the {'evening' if is_evening else 'day'} before {moment}{at}"
    return f"{counted(amount, _UNITS[timing.unit])} {timing.side.value} {moment}{at}"


def conditions_in_words(group: Mapping[str, Any], names: Mapping[str, str]) -> str:
    """Of a tree that was checked; inner groups stand in brackets."""
    return _group(group, names, is_inner=False) if group else ""


def condition_in_words(
    field: str, operator: str, value: Any, names: Mapping[str, str] | None = None
) -> str:
    found = FIELDS.get(field)
    if found is None:
        return field
    known = names or {}
    match found.kind, Operator(operator):
        case Kind.FLAG, _:
            return FLAGS[field][0 if value else 1]
        case Kind.SINCE, Operator.IS_NOT:
            return f"the guest has not written since {CHOICES[value]}"
        case Kind.SINCE, _:
            return f"the guest has written since {CHOICES[value]}"
        case Kind.MESSAGE, asked:
            verb = "got" if asked is Operator.CONTAINS else "did not get"
            return f"the guest {verb} “{known.get(str(value), 'another message')}” in this stay"
    words = [SUBJECTS[field], OPERATORS[Operator(operator)], _value(found.kind, value)]
    return " ".join(filter(None, words))


def _listed(words: Sequence[str]) -> str:
    *first, last = words
    return f"{', '.join(first)} and {last}" if first else last


def counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _silence(silence: Silence) -> str:
    who = "a guest has waited" if silence.waits_for is WaitingFor.HOTEL else "a guest is silent"
    return f"when {who} for {_length(silence.minutes)}"


def _length(minutes: int) -> str:
    if minutes % _A_DAY == 0:
        return counted(minutes // _A_DAY, "day")
    if minutes % _AN_HOUR == 0:
        return counted(minutes // _AN_HOUR, "hour")
    return counted(minutes, "minute")


def _group(group: Mapping[str, Any], names: Mapping[str, str], *, is_inner: bool) -> str:
    ((word, members),) = group.items()
    said = [
        condition_in_words(one["field"], one["operator"], one.get("value"), names)
        if "field" in one
        else _group(one, names, is_inner=True)
        for one in members
    ]
    joined = (" or " if word == "any" else " and ").join(said)
    return f"({joined})" if is_inner and len(said) > 1 else joined


def _value(kind: Kind, value: Any) -> str:
    if value is None:
        return ""
    values = value if isinstance(value, list) else [value]
    return ", ".join(CHOICES[one] if kind is Kind.CHOICE else f"{one}" for one in values)
