"""A rule is read out loud as a person would say it."""

from datetime import time
from typing import Any

import pytest

from backend.domain.conditions import FIELDS, OPERATORS, Kind, Operator
from backend.domain.rule_sentences import (
    CHOICES,
    EVENTS,
    FLAGS,
    MOMENTS,
    SUBJECTS,
    condition_in_words,
    sentence_of,
    timing_in_words,
)
from backend.domain.rule_sentences import OPERATORS as OPERATOR_WORDS
from backend.domain.trigger_facts import Silence, Timing
from backend.domain.words import OffsetUnit, Side, StayMoment, TriggerEvent, WaitingFor

BEFORE = Side.BEFORE
EVENING = Timing(StayMoment.ARRIVAL, 1, OffsetUnit.DAYS, BEFORE, time(18))


@pytest.mark.parametrize(
    ("timing", "words"),
    [
        (EVENING, "the evening before arrival at 18:00"),
        (Timing(StayMoment.ARRIVAL, 0, at=time(10)), "on the day of arrival at 10:00"),
        (Timing(StayMoment.FIRST_NIGHT, 0, at=time(20)), "on the first evening at 20:00"),
        (
            Timing(StayMoment.DEPARTURE, 2, OffsetUnit.HOURS, BEFORE),
            "2 hours before departure",
        ),
        (Timing(StayMoment.CHECK_OUT, 1, at=time(11)), "1 day after check-out at 11:00"),
    ],
)
def test_a_time_reads_as_words(timing: Timing, words: str) -> None:
    """The evening before, the day of, so many hours after."""
    assert timing_in_words(timing) == words


def test_a_whole_rule_is_one_sentence() -> None:
    """When, only for whom, what; inner groups in brackets, ids by name."""
    wrote = {"field": "guest_wrote_since", "operator": "is_not", "value": "booking"}
    inner: dict[str, Any] = {
        "any": [
            {"field": "vip", "operator": "is", "value": True},
            {"field": "received", "operator": "does_not_contain", "value": "t-1"},
        ]
    }
    said = sentence_of(
        TriggerEvent.TIME,
        timing=EVENING,
        silence=None,
        keywords=[],
        conditions={"all": [wrote, inner]},
        template="Before arrival",
        names={"t-1": "Thanks"},
    )
    assert said == (
        "The evening before arrival at 18:00, if the guest has not written since the booking and "
        "(the guest is a VIP or the guest did not get “Thanks” in this stay), "
        "send “Before arrival”."
    )


def test_a_silence_and_keywords_are_read_too() -> None:
    """With the length in the largest whole unit."""

    def said(event: TriggerEvent, **more: Any) -> str:
        given: dict[str, Any] = {"timing": None, "silence": None, "keywords": [], **more}
        return sentence_of(event, **given, conditions={}, template=None, names={})

    silence = Silence(WaitingFor.HOTEL, 120)
    assert said(TriggerEvent.NO_REPLY, silence=silence) == (
        "When a guest has waited for 2 hours, send nothing yet."
    )
    assert said(TriggerEvent.COMPLAINT, actions=["Alert staff", "Assign", "Snooze"]) == (
        "When a guest complains, alert staff, assign and snooze."
    )
    assert said(TriggerEvent.KEYWORD, keywords=["taxi", "cab"]) == (
        "When a guest writes one of these words: taxi, cab, send nothing yet."
    )


@pytest.mark.parametrize("field", FIELDS)
def test_each_condition_of_the_vocabulary_has_words(field: str) -> None:
    """No code of a field, an operator or a choice reaches a manager."""
    found = FIELDS[field]
    values: dict[Kind, Any] = {Kind.FLAG: True, Kind.NUMBER: 2, Kind.MESSAGE: "m"}
    value = found.choices[0] if found.choices else values.get(found.kind, "x")
    for operator in OPERATORS[found.kind]:
        said = condition_in_words(field, operator, value)
        assert "_" not in said
        assert said


def test_every_word_of_a_rule_is_said() -> None:
    """A new event, moment, operator or choice needs its words."""
    assert set(EVENTS) == set(TriggerEvent)
    assert set(MOMENTS) == set(StayMoment)
    assert set(OPERATOR_WORDS) == set(Operator)
    spoken = {name for name, one in FIELDS.items() if one.kind not in (Kind.SINCE, Kind.MESSAGE)}
    assert spoken == set(SUBJECTS) | set(FLAGS)
    assert {choice for one in FIELDS.values() for choice in one.choices} == set(CHOICES)
