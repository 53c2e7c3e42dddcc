"""Conditions of triggers: which fields there are, what may be asked of each, and whether it holds.

A rule is checked when it is saved (`read_conditions`), so that nothing can go wrong when it is
decided. A condition on something unknown does not hold; its negation does.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from backend.domain.language import base_language
from backend.domain.patterns import BadPattern, pattern_of
from backend.domain.phrases import fold, phrases_of
from backend.domain.stay_times import day_starts, is_due_out, nights_of
from backend.domain.trigger_facts import Condition, Group, TriggerFacts, Unmet
from backend.domain.words import MoodLevel, StayStatus, TriggerEvent

MOST_CONDITIONS = 50
DEEPEST = 5
LONGEST_VALUE = 200
MOST_VALUES = 100


class Kind(StrEnum):
    FLAG = "flag"
    NUMBER = "number"
    TEXT = "text"
    CHOICE = "choice"
    TAGS = "tags"
    MESSAGE = "message"
    """The id of a trigger or of a template."""
    SINCE = "since"
    WORDS = "words"


class Operator(StrEnum):
    IS = "is"
    IS_NOT = "is_not"
    IS_ONE_OF = "is_one_of"
    IS_NONE_OF = "is_none_of"
    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    CONTAINS = "contains"
    DOES_NOT_CONTAIN = "does_not_contain"
    STARTS_WITH = "starts_with"
    MATCHES = "matches"
    IS_KNOWN = "is_known"
    IS_UNKNOWN = "is_unknown"


class StayState(StrEnum):
    """A stay may be in the house and due out at once."""

    BOOKED = "booked"
    DUE_IN = "due_in"
    IN_HOUSE = "in_house"
    DUE_OUT = "due_out"
    DEPARTED = "departed"
    CANCELLED = "cancelled"
    NO_SHOW = "no_show"


class Since(StrEnum):
    BOOKING = "booking"
    ARRIVAL_DAY = "arrival_day"
    CHECK_IN = "check_in"
    TODAY = "today"
    CHECK_OUT = "check_out"
    EVER = "ever"


_O = Operator
OPERATORS: Mapping[Kind, tuple[Operator, ...]] = {
    Kind.FLAG: (_O.IS,),
    Kind.NUMBER: (_O.IS, _O.IS_NOT, _O.AT_LEAST, _O.AT_MOST),
    Kind.TEXT: (
        *(_O.IS, _O.IS_NOT, _O.IS_ONE_OF, _O.IS_NONE_OF, _O.STARTS_WITH),
        *(_O.CONTAINS, _O.DOES_NOT_CONTAIN, _O.IS_KNOWN, _O.IS_UNKNOWN),
    ),
    Kind.CHOICE: (_O.IS, _O.IS_NOT, _O.IS_ONE_OF, _O.IS_NONE_OF),
    Kind.TAGS: (_O.CONTAINS, _O.DOES_NOT_CONTAIN, _O.IS_ONE_OF, _O.IS_NONE_OF),
    Kind.MESSAGE: (_O.CONTAINS, _O.DOES_NOT_CONTAIN),
    Kind.SINCE: (_O.IS, _O.IS_NOT),
    Kind.WORDS: (_O.CONTAINS, _O.DOES_NOT_CONTAIN, _O.MATCHES),
}
_LISTS = frozenset({_O.IS_ONE_OF, _O.IS_NONE_OF})
_BARE = frozenset({_O.IS_KNOWN, _O.IS_UNKNOWN})
_NEGATIONS = {
    _O.IS_NOT: _O.IS,
    _O.IS_NONE_OF: _O.IS_ONE_OF,
    _O.DOES_NOT_CONTAIN: _O.CONTAINS,
    _O.IS_UNKNOWN: _O.IS_KNOWN,
}
IN_A_CONVERSATION = frozenset(
    {
        TriggerEvent.FIRST_MESSAGE_OF_STAY,
        TriggerEvent.KEYWORD,
        TriggerEvent.COMPLAINT,
        TriggerEvent.NO_REPLY,
    }
)
"""Only there are words of the guest at hand."""

Get = Callable[[TriggerFacts, datetime], Any]


@dataclass(frozen=True, slots=True)
class Field:
    kind: Kind
    label: str
    get: Get
    choices: tuple[str, ...] = ()


def _of_stay(name: str) -> Get:
    return lambda facts, now: getattr(facts.stay, name) if facts.stay is not None else None


def _nights(facts: TriggerFacts, now: datetime) -> int | None:
    return nights_of(facts.stay) if facts.stay is not None else None


def _states(facts: TriggerFacts, now: datetime) -> frozenset[str]:
    stay = facts.stay
    if stay is None:
        return frozenset()
    states: set[str] = {stay.status.value}
    if stay.status is StayStatus.BOOKED and stay.arrival == facts.today:
        states.add(StayState.DUE_IN)
    if is_due_out(stay, facts.today):
        states.add(StayState.DUE_OUT)
    return frozenset(states)


def _minutes_waiting(facts: TriggerFacts, now: datetime) -> float | None:
    if facts.waiting_since is None:
        return None
    return (now - facts.waiting_since).total_seconds() / 60


FIELDS: Mapping[str, Field] = {
    "nights": Field(Kind.NUMBER, "Nights", _nights),
    "returning": Field(Kind.FLAG, "Has stayed here before", lambda f, n: f.earlier_stays > 0),
    "earlier_stays": Field(Kind.NUMBER, "Earlier stays", lambda f, n: f.earlier_stays),
    "room": Field(Kind.TEXT, "Room", _of_stay("room")),
    "room_type": Field(Kind.TEXT, "Room type", _of_stay("room_type")),
    "tag": Field(Kind.TAGS, "Tags of the stay", _of_stay("tags")),
    "source": Field(Kind.TEXT, "Booked through", _of_stay("source")),
    "rate_code": Field(Kind.TEXT, "Rate code", _of_stay("rate_code")),
    "language": Field(Kind.TEXT, "Guest's language", lambda f, n: _base(f.guest_language)),
    "vip": Field(Kind.FLAG, "VIP", lambda f, n: f.guest_vip or (f.stay is not None and f.stay.vip)),
    "adults": Field(Kind.NUMBER, "Adults", _of_stay("adults")),
    "children": Field(Kind.NUMBER, "Children", _of_stay("children")),
    "status": Field(Kind.CHOICE, "Stay", _states, tuple(StayState)),
    "received": Field(Kind.MESSAGE, "Messages sent in this stay", lambda f, n: f.received),
    "mood": Field(Kind.CHOICE, "Last mood", lambda f, n: f.mood, tuple(MoodLevel)),
    "score": Field(Kind.NUMBER, "Last mood, -1 to 1", lambda f, n: f.score),
    "guest_wrote_since": Field(
        Kind.SINCE, "Guest wrote", lambda f, n: f.guest_wrote_at, tuple(Since)
    ),
    "open_complaint": Field(Kind.FLAG, "A complaint is open", lambda f, n: f.open_complaint),
    "minutes_waiting": Field(
        Kind.NUMBER, "Minutes the guest waits for an answer", _minutes_waiting
    ),
    "text": Field(
        Kind.WORDS, "What the guest wrote", lambda f, n: "\n".join(m.text for m in f.messages)
    ),
}


class Problems(list[tuple[str, str]]):
    """(path, what is wrong there); empty: the rule can be saved."""


def read_conditions(
    document: Any, event: TriggerEvent, problems: Problems, *, path: str = "conditions"
) -> Group:
    """The tree of a rule as it is stored; what is wrong is added to `problems`."""
    if document in (None, {}):
        return Group(is_any=False)
    read = _group(document, event, problems, path, 1)
    if _count(read) > MOST_CONDITIONS:
        problems.append((path, f"has more than {MOST_CONDITIONS} conditions"))
    return read


def first_unmet(group: Group, facts: TriggerFacts, now: datetime) -> Condition | None:
    """The first condition that keeps the group from holding; None: it holds."""
    first = None
    for member in group.members:
        if isinstance(member, Group):
            unmet = first_unmet(member, facts, now)
        else:
            unmet = None if holds(member, facts, now) else member
        if group.is_any:
            if unmet is None:
                return None
            first = first or unmet
        elif unmet is not None:
            return unmet
    return first


def named(condition: Condition) -> Unmet:
    return Unmet(condition.path, condition.field, condition.operator, condition.value)


def holds(condition: Condition, facts: TriggerFacts, now: datetime) -> bool:
    field = FIELDS[condition.field]
    operator = Operator(condition.operator)
    plain = _NEGATIONS.get(operator)
    found = field.get(facts, now)
    if field.kind is Kind.SINCE:
        met = found is not None and found >= _since(condition.value, facts)
    else:
        met = _CHECKS[field.kind](plain or operator, found, condition.value)
    return met if plain is None else not met


def _flag(operator: Operator, found: Any, value: Any) -> bool:
    return bool(found) is value


def _number(operator: Operator, found: Any, value: Any) -> bool:
    if found is None:
        return False
    if operator is _O.AT_LEAST:
        return bool(found >= value)
    return bool(found <= value) if operator is _O.AT_MOST else bool(found == value)


def _text(operator: Operator, found: Any, value: Any) -> bool:
    if operator is _O.IS_KNOWN:
        return bool(found)
    if not found:
        return False
    said = fold(found)
    match operator:
        case _O.IS_ONE_OF:
            return said in map(fold, value)
        case _O.STARTS_WITH:
            return said.startswith(fold(value))
        case _O.CONTAINS:
            return fold(value) in said
    return said == fold(value)


def _choice(operator: Operator, found: Any, value: Any) -> bool:
    values = value if operator is _O.IS_ONE_OF else [value]
    held = found if isinstance(found, frozenset) else {found}
    return any(one in held for one in values)


def _tags(operator: Operator, found: Any, value: Any) -> bool:
    held = {fold(tag) for tag in found or ()}
    values = value if operator is _O.IS_ONE_OF else [value]
    return any(fold(one) in held for one in values)


def _message(operator: Operator, found: Any, value: Any) -> bool:
    return UUID(value) in found


def _words(operator: Operator, found: Any, value: Any) -> bool:
    if operator is _O.MATCHES:
        return pattern_of(value).search(found or "")
    return phrases_of(value).find(fold(found or "")) is not None


_CHECKS: Mapping[Kind, Callable[[Operator, Any, Any], bool]] = {
    Kind.FLAG: _flag,
    Kind.NUMBER: _number,
    Kind.TEXT: _text,
    Kind.CHOICE: _choice,
    Kind.TAGS: _tags,
    Kind.MESSAGE: _message,
    Kind.WORDS: _words,
}


def _since(value: str, facts: TriggerFacts) -> datetime:
    """From when on a message of the guest counts; far ahead where that has not come."""
    stay, house = facts.stay, facts.house
    moment: datetime | None = None
    match value:
        case Since.EVER:
            return datetime.min.replace(tzinfo=UTC)
        case Since.TODAY:
            moment = day_starts(facts.today, house) if house is not None else None
        case Since.ARRIVAL_DAY if stay is not None and house is not None:
            moment = day_starts(stay.arrival, house)
        case Since.BOOKING if stay is not None:
            moment = stay.booked_at or stay.created_at
        case Since.CHECK_IN if stay is not None:
            moment = stay.checked_in_at
        case Since.CHECK_OUT if stay is not None:
            moment = stay.checked_out_at
    return moment or datetime.max.replace(tzinfo=UTC)


def _base(language: str | None) -> str | None:
    return base_language(language) if language else None


def _group(document: Any, event: TriggerEvent, problems: Problems, path: str, depth: int) -> Group:
    if not isinstance(document, dict) or set(document) not in ({"all"}, {"any"}):
        problems.append((path, 'must be {"all": [...]} or {"any": [...]}'))
        return Group(is_any=False)
    if depth > DEEPEST:
        problems.append((path, f"is nested deeper than {DEEPEST} groups"))
        return Group(is_any=False)
    ((word, members),) = document.items()
    path = f"{path}.{word}"
    if not isinstance(members, list) or not members:
        problems.append((path, "must hold at least one condition"))
        return Group(is_any=False)
    read: list[Condition | Group] = []
    for place, member in enumerate(members[: MOST_CONDITIONS + 1]):
        where = f"{path}.{place}"
        if isinstance(member, dict) and "field" in member:
            read.append(_condition(member, event, problems, where))
        else:
            read.append(_group(member, event, problems, where, depth + 1))
    return Group(word == "any", tuple(read))


def _condition(
    document: dict[str, Any], event: TriggerEvent, problems: Problems, path: str
) -> Condition:
    name, operator, value = (document.get(key) for key in ("field", "operator", "value"))
    condition = Condition(path, str(name), str(operator), value)
    field = FIELDS.get(name) if isinstance(name, str) else None
    if field is None:
        problems.append((f"{path}.field", "is no field"))
    elif field.kind is Kind.WORDS and event not in IN_A_CONVERSATION:
        problems.append((f"{path}.field", "is known only when a guest has just written"))
    elif operator not in OPERATORS[field.kind]:
        allowed = ", ".join(OPERATORS[field.kind])
        problems.append((f"{path}.operator", f"must be one of: {allowed}"))
    else:
        wrong = _wrong_value(field, Operator(operator), value)
        if wrong:
            problems.append((f"{path}.value", wrong))
    return condition


def _wrong_value(field: Field, operator: Operator, value: Any) -> str | None:
    if operator in _BARE:
        return None if value is None else "must be left away"
    if operator in _LISTS:
        if not isinstance(value, list) or not 1 <= len(value) <= MOST_VALUES:
            return f"must be a list of 1 to {MOST_VALUES} values"
        return next(filter(None, (_wrong_single(field, operator, one) for one in value)), None)
    return _wrong_single(field, operator, value)


def _wrong_single(field: Field, operator: Operator, value: Any) -> str | None:
    match field.kind:
        case Kind.FLAG:
            return None if isinstance(value, bool) else "must be true or false"
        case Kind.NUMBER:
            is_number = isinstance(value, int | float) and not isinstance(value, bool)
            return None if is_number and abs(value) < 1e9 else "must be a number"
        case Kind.CHOICE | Kind.SINCE:
            allowed = ", ".join(field.choices)
            return None if value in field.choices else f"must be one of: {allowed}"
        case Kind.MESSAGE:
            return None if _is_id(value) else "must be the id of a trigger or a template"
    if not isinstance(value, str) or not 1 <= len(value.strip()) or len(value) > LONGEST_VALUE:
        return f"must be a text of 1 to {LONGEST_VALUE} characters"
    if operator is _O.MATCHES:
        try:
            pattern_of(value)
        except BadPattern as error:
            return str(error)
    return None


def _is_id(value: Any) -> bool:
    try:
        UUID(value)
    except (ValueError, TypeError, AttributeError):
        return False
    return True


def _count(group: Group) -> int:
    return sum(_count(one) if isinstance(one, Group) else 1 for one in group.members)
