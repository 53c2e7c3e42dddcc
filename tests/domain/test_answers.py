"""What the model says is read strictly, and sent only when the hotel can stand behind it."""

from datetime import date
from typing import Any

import pytest

from backend.domain.answers import (
    Action,
    Answer,
    HandOver,
    Refusal,
    Unreadable,
    judge_answer,
    read_answer,
)
from backend.domain.evidence import Evidence, Sentence, Source
from backend.domain.pseudonyms import Known, Pseudonyms, public_facts
from backend.domain.words import MoodLevel

SHEETS = {
    "k1": "Breakfast: from 7:00 to 10:30, 18 € per person.",
    "k2": "Contact: +49 30 901820, desk@hotel.example.com, https://hotel.example.com/menu",
}
GOOD: dict[str, Any] = {
    "language": "en",
    "sentiment": {"score": 0.1, "level": "neutral", "rationale": "a question"},
    "action": "reply",
    "sentences": [{"text": "Breakfast is from 7:00 to 10:30.", "sources": ["k1"]}],
    "hand_over_reason": None,
}


def saying(reply: str, *sources: str) -> dict[str, Any]:
    return {**GOOD, "sentences": [{"text": reply, "sources": list(sources)}]}


def refused(
    reply: str, *, language: str | None = "en", action: Action = Action.REPLY
) -> Refusal | None:
    data = saying(reply, "k1", "k2") | {"action": action.value}
    pseudonyms = Pseudonyms(Known(names=("Anna",), rooms=("412",)), public_facts(SHEETS.values()))
    burst = pseudonyms.hide("I am in room 412, call +1 202 555 0199")
    sources = {key: Source(text) for key, text in SHEETS.items()}
    evidence = Evidence(sources, "", burst, date(2026, 11, 25), language)
    return judge_answer(read_answer(data, source="m"), evidence, pseudonyms).refusal


def test_a_good_answer_is_read() -> None:
    """Every field in its place."""
    answer = read_answer(GOOD, source="deepseek-flash")

    assert (Action.REPLY, None) == (answer.action, answer.hand_over)
    assert (Sentence("Breakfast is from 7:00 to 10:30.", ("k1",)),) == answer.sentences
    assert (MoodLevel.NEUTRAL, 0.1) == (answer.mood.level, answer.mood.score)
    assert "deepseek-flash" == answer.mood.source


@pytest.mark.parametrize(
    "data",
    [
        None,
        [],
        "text",
        {},
        {**GOOD, "sentiment": None},
        {**GOOD, "sentiment": {"score": "high"}},
        {**GOOD, "sentiment": {"score": True}},
        {**GOOD, "sentiment": {"score": 7}},
        {**GOOD, "action": "book_a_room"},
        {**GOOD, "action": None},
        {**GOOD, "sentences": "text"},
        {**GOOD, "sentences": ["text"]},
        {**GOOD, "sentences": [{"text": 7, "sources": []}]},
        {**GOOD, "sentences": [{"text": "Yes.", "sources": "k1"}]},
        {"answer": {"text": "Breakfast is at seven."}, "confidence": "high"},
    ],
)
def test_another_shape_is_no_answer(data: Any) -> None:
    """Nothing is guessed into it."""
    with pytest.raises(Unreadable):
        read_answer(data, source="m")


@pytest.mark.parametrize(
    ("reason", "read"),
    [("asks_for_human", HandOver.ASKS_FOR_HUMAN), ("tired", HandOver.NOT_IN_KNOWLEDGE)],
)
def test_a_hand_over_always_has_a_reason_we_know(reason: str, read: HandOver) -> None:
    """An unknown one counts as missing knowledge."""
    answer = read_answer({**GOOD, "action": "hand_over", "hand_over_reason": reason}, source="m")

    assert read == answer.hand_over


@pytest.mark.parametrize(
    ("reply", "expected"),
    [
        ("Breakfast is from 7:00 to 10:30.", None),
        ("Breakfast is from 7 am and costs 18 €.", None),
        ("Dear <GUEST>, you are in room <ROOM_1>.", None),
        ("Call us: +49 30 901820 or desk@hotel.example.com", None),
        ("The menu: https://hotel.example.com/menu", None),
        ("", Refusal.EMPTY),
        ("word " * 250, Refusal.TOO_LONG),
        ("Call us at <PHONE_1>", Refusal.FOREIGN_CONTACT),
        ("Call me at +1 202 555 0143", Refusal.FOREIGN_CONTACT),
        ("See https://evil.example.com", Refusal.FOREIGN_CONTACT),
        ("See hotel.example.com.evil.xyz/menu", Refusal.FOREIGN_CONTACT),
        ("Write to boss@evil.example.com", Refusal.FOREIGN_CONTACT),
        ("Your room is <ROOM_2>", Refusal.UNKNOWN_PLACEHOLDER),
        ("Hello {{guest_name}}", Refusal.TEMPLATE_BRACES),
        ("Breakfast costs 25 €", Refusal.UNSUPPORTED),
        ("Breakfast is until 11:30", Refusal.UNSUPPORTED),
        ("Das Frühstück ist von 7:00 bis 10:30 im Haus und wir freuen uns", Refusal.OTHER_LANGUAGE),
        ("ご質問ありがとうございます。朝食は七時からです。", Refusal.OTHER_LANGUAGE),
    ],
)
def test_only_what_stands_on_the_fact_sheets_goes_out(reply: str, expected: Refusal | None) -> None:
    """One row for each reason to keep a reply back."""
    assert expected == refused(reply)


def test_a_hand_over_is_looked_at_too() -> None:
    """What is said while a colleague is called may not be invented either."""
    assert refused("I have told my colleagues.", action=Action.HAND_OVER) is None
    granted = refused("Your refund has been approved.", action=Action.HAND_OVER)
    assert granted is Refusal.UNSUPPORTED


def test_an_unclear_language_is_let_through() -> None:
    """A guest who wrote "ok" gave no sign of his."""
    assert (
        refused("Das Frühstück ist von 7:00 bis 10:30 im Haus und wir freuen uns", language=None)
        is None
    )


def test_invisible_letters_are_taken_out_of_a_reply() -> None:
    """What a guest cannot see, the model may not send."""
    answer: Answer = read_answer(saying("Yes\u200b.\U000e0041"), source="m")

    assert "Yes." == answer.reply
