"""When a trigger fires, and why it does not."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import UUID

import pytest

from backend.domain.stay_times import HouseTimes
from backend.domain.trigger_facts import Condition, Group, Quiet, Unmet
from backend.domain.triggers import (
    SPACING,
    Defer,
    Fire,
    GuestMessage,
    Skip,
    SkipReason,
    TriggerFacts,
    TriggerRule,
    decide,
)
from backend.domain.words import MoodLevel, QuietRule, StayStatus, TriggerEvent

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
TRIGGER, CHAT, STAY = UUID(int=1), UUID(int=2), UUID(int=3)
FACTS = TriggerFacts(
    conversation_id=CHAT,
    today=date(2026, 11, 22),
    messages=(GuestMessage(7, "Hello"), GuestMessage(8, "When is the Café open?")),
    stay_id=STAY,
    stay_status=StayStatus.IN_HOUSE,
    first_of_stay=True,
)


def rule(event: TriggerEvent, *keywords: str, **changes: Any) -> TriggerRule:
    plain = TriggerRule(
        id=TRIGGER,
        version=1,
        event=event,
        enabled=True,
        priority=100,
        has_text=True,
        keywords=keywords,
    )
    return replace(plain, **changes)


WELCOME = rule(TriggerEvent.FIRST_MESSAGE_OF_STAY)
FIRED = Fire(f"stay:{STAY}")


@pytest.mark.parametrize(
    ("changes", "outcome"),
    [
        ({}, FIRED),
        ({"stay_status": StayStatus.BOOKED}, FIRED),
        ({"stay_status": StayStatus.DEPARTED}, Skip(SkipReason.NO_STAY)),
        ({"stay_status": StayStatus.CANCELLED}, Skip(SkipReason.NO_STAY)),
        ({"stay_id": None, "stay_status": None}, Skip(SkipReason.NO_STAY)),
        ({"first_of_stay": False}, Skip(SkipReason.NOT_THIS_EVENT)),
        ({"messages": ()}, Skip(SkipReason.NOT_THIS_EVENT)),
        ({"fired": frozenset({(TRIGGER, f"stay:{STAY}")})}, Skip(SkipReason.ALREADY_FIRED)),
        # Another trigger's or another stay's firing is none of ours.
        ({"fired": frozenset({(UUID(int=9), f"stay:{STAY}")})}, FIRED),
        ({"fired": frozenset({(TRIGGER, f"stay:{CHAT}")})}, FIRED),
        ({"held": True}, Skip(SkipReason.AUTOMATION_HELD)),
    ],
)
def test_a_welcome_greets_each_stay_once(changes: dict[str, Any], outcome: Fire | Skip) -> None:
    """Booked or in house, its first message, nothing held."""
    assert outcome == decide(WELCOME, replace(FACTS, **changes), NOW)


@pytest.mark.parametrize(
    ("keywords", "text", "fires"),
    [
        (("cafe",), "Where is the CAFÉ?", True),
        (("café",), "cafe", True),
        (("spa",), "Spaghetti please", False),
        (("spa",), "the spa?", True),
        (("late check out",), "Late   check out possible?", True),
        (("wi-fi",), "is there Wi-Fi", True),
        (("счет",), "Где мой счёт?", True),
        (("frühstück",), "FRUHSTUCK", True),
        (("停车",), "请问停车在哪里", True),
        (("can't",), "I can’t sleep", True),
        (("taxi", "cab"), "a cab please", True),
        (("taxi",), "", False),
    ],
)
def test_keywords_are_whole_words_in_any_spelling(
    keywords: tuple[str, ...], text: str, fires: bool
) -> None:
    """Case, accents, apostrophes and spaces set aside."""
    facts = replace(FACTS, messages=(GuestMessage(7, text),))
    expected = Fire("message:7") if fires else Skip(SkipReason.NOT_THIS_EVENT)

    assert expected == decide(rule(TriggerEvent.KEYWORD, *keywords), facts, NOW)


def test_a_keyword_counts_in_any_message_of_the_burst() -> None:
    """The occurrence is the message that held it."""
    assert Fire("message:8") == decide(rule(TriggerEvent.KEYWORD, "cafe"), FACTS, NOW)


@pytest.mark.parametrize(
    ("mood", "fires"),
    [(MoodLevel.COMPLAINT, True), (MoodLevel.NEGATIVE, False), (None, False)],
)
def test_a_complaint_fires_once_a_day(mood: MoodLevel | None, fires: bool) -> None:
    """By the hotel's day; a grumble is no complaint."""
    expected = Fire(f"day:{CHAT}:2026-11-22") if fires else Skip(SkipReason.NOT_THIS_EVENT)

    assert expected == decide(rule(TriggerEvent.COMPLAINT), replace(FACTS, mood=mood), NOW)


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"enabled": False}, SkipReason.DISABLED),
        ({"has_text": False}, SkipReason.NO_TEMPLATE),
    ],
)
def test_a_trigger_that_cannot_speak_says_why(changes: dict[str, Any], reason: SkipReason) -> None:
    """Switched off, or without a text."""
    outcome = decide(rule(TriggerEvent.FIRST_MESSAGE_OF_STAY, **changes), FACTS, NOW)

    assert Skip(reason) == outcome


HOUSE = HouseTimes("Europe/Berlin")
PLANNED = rule(TriggerEvent.TIME)
DUE = replace(
    FACTS,
    occurrence="stay:1",
    due_at=NOW - timedelta(minutes=1),
    stay_status=StayStatus.BOOKED,
    house=HOUSE,
)
NIGHT = Quiet(time(22), time(8), QuietRule.DEFER)
LATE = datetime(2026, 11, 22, 22, 30, tzinfo=UTC)
"""23:30 in Berlin, a Sunday."""


@pytest.mark.parametrize(
    ("changes", "facts", "outcome"),
    [
        ({}, {}, Fire("stay:1")),
        ({}, {"due_at": None}, Skip(SkipReason.NOT_THIS_EVENT)),
        ({}, {"stay_status": None}, Skip(SkipReason.NO_STAY)),
        ({}, {"stay_status": StayStatus.CANCELLED}, Skip(SkipReason.STAY_OVER)),
        ({}, {"stay_status": StayStatus.NO_SHOW}, Skip(SkipReason.STAY_OVER)),
        ({}, {"until": NOW}, Skip(SkipReason.MOMENT_PASSED)),
        ({}, {"due_at": NOW - timedelta(hours=4)}, Skip(SkipReason.STALE)),
        ({}, {"skipped_by_staff": True}, Skip(SkipReason.SKIPPED_BY_STAFF)),
        ({}, {"stopped": True}, Skip(SkipReason.AUTOMATION_STOPPED)),
        (
            {},
            {"held": True, "held_by": "opted_out"},
            Skip(SkipReason.AUTOMATION_HELD, detail="opted_out"),
        ),
        (
            {},
            {"held": True, "held_until": NOW + timedelta(minutes=9)},
            Defer(SkipReason.AUTOMATION_HELD, NOW + timedelta(minutes=9)),
        ),
        ({}, {"has_address": False}, Skip(SkipReason.NO_ADDRESS)),
        ({}, {"has_number": False}, Skip(SkipReason.NO_NUMBER)),
        ({}, {"window_open": False}, Skip(SkipReason.WINDOW_CLOSED)),
        ({"weekdays": frozenset({0})}, {}, Skip(SkipReason.WEEKDAY)),
        ({"weekdays": frozenset({6})}, {}, Fire("stay:1")),
        ({"daily_cap": 2}, {"automated_today": 2}, Skip(SkipReason.FREQUENCY_CAP)),
        (
            {},
            {"automated_at": NOW - timedelta(seconds=20)},
            Defer(SkipReason.AFTER_ANOTHER, NOW - timedelta(seconds=20) + SPACING),
        ),
        ({"has_text": False}, {}, Skip(SkipReason.NO_TEMPLATE)),
        ({"event": TriggerEvent.NO_REPLY}, {"still_silent": False}, Skip(SkipReason.REPLIED)),
        ({"event": TriggerEvent.STAY_CANCELLED}, {}, Skip(SkipReason.STAY_OVER)),
    ],
)
def test_what_is_due_is_decided_again(
    changes: dict[str, Any], facts: dict[str, Any], outcome: Fire | Skip | Defer
) -> None:
    """Sunday noon in Berlin: each reason by itself."""
    assert decide(replace(PLANNED, **changes), replace(DUE, **facts), NOW) == outcome


@pytest.mark.parametrize(
    ("quiet", "now", "outcome"),
    [
        (NIGHT, LATE, Defer(SkipReason.QUIET_HOURS, datetime(2026, 11, 23, 7, tzinfo=UTC))),
        (replace(NIGHT, rule=QuietRule.CANCEL), LATE, Skip(SkipReason.QUIET_HOURS)),
        # 7:59 and 8:00 in Berlin.
        (
            NIGHT,
            datetime(2026, 11, 23, 6, 59, tzinfo=UTC),
            Defer(SkipReason.QUIET_HOURS, datetime(2026, 11, 23, 7, tzinfo=UTC)),
        ),
        (NIGHT, datetime(2026, 11, 23, 7, tzinfo=UTC), Fire("stay:1")),
        (Quiet(time(12), time(14), QuietRule.CANCEL), NOW, Skip(SkipReason.QUIET_HOURS)),
        # The night the clock jumps: the morning comes an hour earlier.
        (
            NIGHT,
            datetime(2027, 3, 27, 22, tzinfo=UTC),
            Defer(SkipReason.QUIET_HOURS, datetime(2027, 3, 28, 6, tzinfo=UTC)),
        ),
    ],
)
def test_quiet_hours_end_in_the_morning_of_the_hotel(
    quiet: Quiet, now: datetime, outcome: Fire | Skip | Defer
) -> None:
    """Deferred or cancelled, as the rule says; by the hotel's clock."""
    facts = replace(DUE, due_at=now)

    assert decide(replace(PLANNED, quiet=quiet), facts, now) == outcome


def test_a_condition_that_fails_is_named() -> None:
    """With its place, its field and the value it was compared with."""
    condition = Condition("conditions.all.0", "open_complaint", "is", False)
    trigger = replace(PLANNED, conditions=Group(False, (condition,)))
    outcome = decide(trigger, replace(DUE, open_complaint=True), NOW)

    unmet = Unmet("conditions.all.0", "open_complaint", "is", False)
    assert outcome == Skip(SkipReason.CONDITION, unmet)
