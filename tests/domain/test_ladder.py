"""What a guest gets while the model is away."""

from datetime import UTC, datetime, timedelta

import pytest

from backend.domain.fixed_texts import CANNOT_OPEN, GREETING, HOLDING, HUMAN_COMES, say
from backend.domain.ladder import (
    HOLDING_EVERY,
    Entry,
    Fallback,
    asks_for_human,
    decide_fallback,
    is_greeting_only,
    rule_answer,
)

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
ENTRIES = [
    Entry("1", "Breakfast", "Breakfast is from 7:00 to 10:30.", "en"),
    Entry("2", "Frühstück", "Frühstück gibt es von 7:00 bis 10:30.", "de"),
    Entry("3", "Wi-Fi", "Network Guest, no password.", "en"),
    Entry("4", "Pool", "The pool is open until 22:00.", "en"),
    Entry("5", "Pool bar", "The pool bar is open until 23:00.", "en"),
]


@pytest.mark.parametrize(
    ("text", "language", "entry"),
    [
        ("When is breakfast?", "en", "1"),
        ("Wann gibt es Frühstück?", "de", "2"),
        ("wifi password please", "en", "3"),
        # Two topics, two fitting sheets, no sheet in the language, no topic at all.
        ("breakfast and wifi?", "en", None),
        ("Is the pool open?", "en", None),
        ("¿A qué hora es el desayuno?", "es", None),
        ("Can I bring my dog?", "en", None),
        ("breakfast " + "word " * 30, "en", None),
    ],
)
def test_a_rule_answers_only_what_cannot_be_misread(
    text: str, language: str, entry: str | None
) -> None:
    """One topic, exactly one sheet, the guest's language."""
    answer = rule_answer(text, ENTRIES, language=language)

    assert entry == (answer.entry.id if answer and answer.entry else None)


@pytest.mark.parametrize(
    ("since", "fallback"),
    [
        (None, Fallback.HOLDING),
        (HOLDING_EVERY, Fallback.HOLDING),
        (HOLDING_EVERY - timedelta(seconds=1), Fallback.SILENT),
    ],
)
def test_nobody_is_told_twice_to_wait(since: timedelta | None, fallback: Fallback) -> None:
    """One holding message in half an hour."""
    step = decide_fallback(
        "Can I bring my dog?",
        ENTRIES,
        language="en",
        holding_sent_at=NOW - since if since else None,
        now=NOW,
    )

    assert fallback == step.fallback


@pytest.mark.parametrize(
    ("text", "is_greeting"),
    [
        ("Hello!", True),
        ("Good morning Anna", True),
        ("Привет)", True),
        ("Guten Tag,", True),
        ("Hello, when is breakfast", False),
        ("Hi?", False),
        ("breakfast", False),
    ],
)
def test_a_greeting_is_recognised(text: str, is_greeting: bool) -> None:
    """Alone, not as the first word of a question."""
    assert is_greeting == is_greeting_only(text)


@pytest.mark.parametrize(
    "text",
    [
        "Can I talk to a person please",
        "I want to speak to someone!",
        "HUMAN",
        "Ich möchte mit einem Menschen sprechen",
        "Quiero hablar con una persona",
        "Соедините с оператором",
        "Je voudrais parler à quelqu'un",
        "Vorrei parlare con una persona",
        "Quero falar com uma pessoa",
        "Ik wil iemand spreken",
        "Chcę porozmawiać z człowiekiem, z pracownikiem",
        "Gerçek bir kişi istiyorum",
        "З'єднайте з оператором",
        "转人工",
    ],
)
def test_asking_for_a_person_is_understood_in_many_languages(text: str) -> None:
    """Without the model, so that it works while the model is away."""
    assert asks_for_human(text)


@pytest.mark.parametrize(
    "text", ["When is breakfast?", "A room for one person", "Is it humanly possible?", "menschlich"]
)
def test_other_words_do_not_call_a_person(text: str) -> None:
    """A false alarm would silence the AI."""
    assert not asks_for_human(text)


@pytest.mark.parametrize("texts", [HOLDING, HUMAN_COMES, CANNOT_OPEN, GREETING])
def test_every_fixed_text_exists_in_the_same_languages(texts: dict[str, str]) -> None:
    """And the first wanted language that exists is chosen."""
    assert set(HOLDING) == set(texts)
    assert texts["de"] == say(texts, None, "xx", "de-AT", "fr")
    assert texts["en"] == say(texts, None, "xx")
