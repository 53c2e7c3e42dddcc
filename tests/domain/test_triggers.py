"""When a trigger fires, and why it does not."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

import pytest

from backend.domain.triggers import (
    Fire,
    GuestMessage,
    Skip,
    SkipReason,
    TriggerFacts,
    TriggerRule,
    decide,
)
from backend.domain.words import MoodLevel, StayStatus, TriggerEvent

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
