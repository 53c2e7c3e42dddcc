"""Every field with every operator, and rules that cannot be saved."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.domain.conditions import (
    FIELDS,
    OPERATORS,
    Kind,
    Problems,
    first_unmet,
    holds,
    read_conditions,
)
from backend.domain.stay_history import PastStay
from backend.domain.stay_times import HouseTimes
from backend.domain.trigger_facts import Condition, GuestMessage, TriggerFacts
from backend.domain.words import MoodLevel, StayStatus, TriggerEvent

NOW = datetime(2026, 6, 10, 12, tzinfo=UTC)
M, OTHER = UUID(int=1), UUID(int=2)
STAY = PastStay(
    id=UUID(int=3),
    external_id="R-1",
    guest_id=UUID(int=4),
    guest_name="Ana",
    group_code=None,
    room="412",
    room_type="Junior Suite",
    arrival=date(2026, 6, 10),
    departure=date(2026, 6, 13),
    arrival_time=None,
    departure_time=None,
    checked_in_at=None,
    checked_out_at=None,
    booked_at=NOW - timedelta(days=5),
    created_at=NOW - timedelta(days=5),
    status=StayStatus.BOOKED,
    source="Booking.com",
    rate_code="FLEX",
    adults=2,
    children=1,
    vip=False,
    tags=["Honeymoon"],
)
FACTS = TriggerFacts(
    conversation_id=None,
    today=date(2026, 6, 10),
    house=HouseTimes("Europe/Madrid"),
    stay=STAY,
    messages=(GuestMessage(1, "Is there a POOL at the hôtel?"),),
    guest_language="es-MX",
    earlier_stays=2,
    received=frozenset({M}),
    mood=MoodLevel.NEGATIVE,
    score=-0.4,
    guest_wrote_at=NOW - timedelta(days=2),
    waiting_since=NOW - timedelta(minutes=30),
    open_complaint=True,
)
CASES = [
    ("nights", "is", 3, True),
    ("nights", "is_not", 3, False),
    ("nights", "at_least", 3, True),
    ("nights", "at_least", 4, False),
    ("nights", "at_most", 3, True),
    ("nights", "at_most", 2, False),
    ("returning", "is", True, True),
    ("returning", "is", False, False),
    ("earlier_stays", "is", 2, True),
    ("earlier_stays", "is_not", 2, False),
    ("earlier_stays", "at_least", 3, False),
    ("earlier_stays", "at_most", 2, True),
    ("vip", "is", False, True),
    ("vip", "is", True, False),
    ("open_complaint", "is", True, True),
    ("adults", "is", 2, True),
    ("adults", "is_not", 1, True),
    ("adults", "at_least", 2, True),
    ("adults", "at_most", 1, False),
    ("children", "is", 1, True),
    ("children", "is_not", 1, False),
    ("children", "at_least", 1, True),
    ("children", "at_most", 0, False),
    *[
        (field, operator, value, expected)
        for field, whole, start, part in (
            ("room", "412", "4", "12"),
            ("room_type", "junior suite", "JUN", "suite"),
            ("source", "booking.com", "book", "ing"),
            ("rate_code", "flex", "fl", "lex"),
            ("language", "es", "e", "s"),
        )
        for operator, value, expected in (
            ("is", whole, True),
            ("is", "zz", False),
            ("is_not", whole, False),
            ("is_one_of", ["zz", whole], True),
            ("is_none_of", ["zz", whole], False),
            ("is_none_of", ["zz"], True),
            ("starts_with", start, True),
            ("starts_with", "zz", False),
            ("contains", part, True),
            ("contains", "zz", False),
            ("does_not_contain", part, False),
            ("is_known", None, True),
            ("is_unknown", None, False),
        )
    ],
    ("tag", "contains", "honeymoon", True),
    ("tag", "contains", "honey", False),
    ("tag", "does_not_contain", "honeymoon", False),
    ("tag", "is_one_of", ["vegan", "honeymoon"], True),
    ("tag", "is_none_of", ["vegan"], True),
    ("status", "is", "booked", True),
    ("status", "is", "due_in", True),
    ("status", "is", "in_house", False),
    ("status", "is_not", "in_house", True),
    ("status", "is_one_of", ["in_house", "due_in"], True),
    ("status", "is_none_of", ["in_house", "due_out"], True),
    ("received", "contains", str(M), True),
    ("received", "contains", str(OTHER), False),
    ("received", "does_not_contain", str(OTHER), True),
    ("mood", "is", "negative", True),
    ("mood", "is_not", "negative", False),
    ("mood", "is_one_of", ["complaint", "negative"], True),
    ("mood", "is_none_of", ["complaint"], True),
    ("score", "is", -0.4, True),
    ("score", "is_not", -0.4, False),
    ("score", "at_least", -0.5, True),
    ("score", "at_most", -0.5, False),
    ("guest_wrote_since", "is", "booking", True),
    ("guest_wrote_since", "is", "arrival_day", False),
    ("guest_wrote_since", "is", "today", False),
    ("guest_wrote_since", "is", "check_in", False),
    ("guest_wrote_since", "is", "ever", True),
    ("guest_wrote_since", "is_not", "booking", False),
    ("guest_wrote_since", "is_not", "check_out", True),
    ("minutes_waiting", "is", 30, True),
    ("minutes_waiting", "is_not", 30, False),
    ("minutes_waiting", "at_least", 30, True),
    ("minutes_waiting", "at_most", 29, False),
    ("text", "contains", "pool", True),
    ("text", "contains", "hotel", True),
    ("text", "contains", "poo", False),
    ("text", "does_not_contain", "pool", False),
    ("text", "matches", r"\bp(oo|u)l\b", True),
    ("text", "matches", r"^pool", False),
]


@pytest.mark.parametrize(("field", "operator", "value", "expected"), CASES)
def test_each_field_answers_each_operator(
    field: str, operator: str, value: Any, expected: bool
) -> None:
    """As its kind says, without regard to case and accents; and it can be saved."""
    problems = Problems()
    document = {"all": [{"field": field, "operator": operator, "value": value}]}
    group = read_conditions(document, TriggerEvent.KEYWORD, problems)

    assert problems == []
    assert (first_unmet(group, FACTS, NOW) is None) is expected


def test_no_field_and_no_operator_is_left_out() -> None:
    """A new one must come into the table."""
    wanted = {(name, op) for name, field in FIELDS.items() for op in OPERATORS[field.kind]}

    assert wanted - {(field, operator) for field, operator, _, _ in CASES} == set()


@pytest.mark.parametrize("field", sorted(FIELDS))
def test_what_is_unknown_does_not_hold_and_its_negation_does(field: str) -> None:
    """Without a stay, a guest's words or a mood."""
    nothing = TriggerFacts(conversation_id=None, today=date(2026, 6, 10))
    samples = {
        Kind.FLAG: True,
        Kind.NUMBER: 5,
        Kind.TEXT: "x",
        Kind.CHOICE: "x",
        Kind.TAGS: "x",
        Kind.MESSAGE: str(M),
        Kind.SINCE: "ever",
        Kind.WORDS: "x",
    }
    kind = FIELDS[field].kind
    positive, *negative = (
        ("is", "is_not")
        if kind in (Kind.NUMBER, Kind.TEXT, Kind.CHOICE, Kind.SINCE)
        else ("is",)
        if kind is Kind.FLAG
        else ("contains", "does_not_contain")
    )

    assert not holds(Condition("", field, positive, samples[kind]), nothing, NOW)
    assert all(holds(Condition("", field, one, samples[kind]), nothing, NOW) for one in negative)


def test_a_returning_guest_is_vip_by_stay_or_by_guest() -> None:
    """Either makes one."""
    condition = Condition("", "vip", "is", True)

    assert holds(condition, replace(FACTS, guest_vip=True), NOW)
    assert holds(condition, replace(FACTS, stay=replace(STAY, vip=True)), NOW)


def test_the_first_condition_that_fails_is_named() -> None:
    """By its path: within all the first, within any the first where none holds."""
    nights = {"field": "nights", "operator": "at_least", "value": 9}
    room = {"field": "room", "operator": "is", "value": "412"}
    vip = {"field": "vip", "operator": "is", "value": True}
    for document, path in (
        ({"all": [room, nights, vip]}, "conditions.all.1"),
        ({"any": [nights, vip]}, "conditions.any.0"),
        ({"all": [room, {"any": [vip, nights]}]}, "conditions.all.1.any.0"),
        ({"any": [nights, room]}, None),
        ({}, None),
    ):
        group = read_conditions(document, TriggerEvent.TIME, Problems())
        unmet = first_unmet(group, FACTS, NOW)
        assert (unmet.path if unmet else None) == path


@pytest.mark.parametrize(
    ("condition", "path"),
    [
        ({"field": "nights", "operator": "contains", "value": 3}, "operator"),
        ({"field": "nights", "operator": "is", "value": "three"}, "value"),
        ({"field": "nights", "operator": "is", "value": True}, "value"),
        ({"field": "vip", "operator": "is", "value": 1}, "value"),
        ({"field": "room", "operator": "is", "value": ""}, "value"),
        ({"field": "room", "operator": "is_one_of", "value": "412"}, "value"),
        ({"field": "room", "operator": "is_one_of", "value": []}, "value"),
        ({"field": "room", "operator": "is_known", "value": "x"}, "value"),
        ({"field": "mood", "operator": "is", "value": "sad"}, "value"),
        ({"field": "received", "operator": "contains", "value": "welcome"}, "value"),
        ({"field": "guest_wrote_since", "operator": "is", "value": "monday"}, "value"),
        ({"field": "shoe_size", "operator": "is", "value": 1}, "field"),
        ({"field": ["room"], "operator": "is", "value": 1}, "field"),
        ({"field": "text", "operator": "contains", "value": "pool"}, "field"),
    ],
)
def test_a_rule_that_could_not_be_decided_is_not_saved(
    condition: dict[str, Any], path: str
) -> None:
    """The problem stands at its place."""
    problems = Problems()
    read_conditions({"all": [condition]}, TriggerEvent.TIME, problems)

    assert [where for where, _ in problems] == [f"conditions.all.0.{path}"]


@pytest.mark.parametrize("pattern", ["(", r"(a)\1", "(?=a)a", "a{1,9999}", "x" * 201])
def test_a_pattern_that_might_not_end_is_not_saved(pattern: str) -> None:
    """Broken, going back, looking around, or too large."""
    problems = Problems()
    condition = {"field": "text", "operator": "matches", "value": pattern}
    read_conditions({"all": [condition]}, TriggerEvent.KEYWORD, problems)

    assert [where for where, _ in problems] == ["conditions.all.0.value"]


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["all", "any", "field", "operator", "value", "x"]), inner, max_size=3
        )
    ),
    max_leaves=12,
)
_CONDITION = st.builds(
    lambda field, operator, value: {"field": field, "operator": operator, "value": value},
    st.sampled_from(sorted(FIELDS)) | st.text(max_size=3),
    st.sampled_from(sorted({op for ops in OPERATORS.values() for op in ops})),
    st.sampled_from([True, 3, -0.5, "412", ["412"], str(M), "booking", "negative", None]),
)
_GROUP = st.recursive(
    _CONDITION,
    lambda inner: st.builds(
        lambda word, members: {word: members},
        st.sampled_from(["all", "any"]),
        st.lists(inner, min_size=1, max_size=3),
    ),
    max_leaves=12,
)


@given(document=_JSON | _GROUP)
def test_whatever_is_given_is_either_refused_or_decided(document: Any) -> None:
    """Reading never raises; what was read without a problem is decided without one."""
    problems = Problems()
    group = read_conditions(document, TriggerEvent.KEYWORD, problems)

    if not problems:
        nothing = TriggerFacts(conversation_id=None, today=date(2026, 6, 10))
        for facts in (FACTS, nothing):
            unmet = first_unmet(group, facts, NOW)
            assert unmet is None or unmet.field in FIELDS
