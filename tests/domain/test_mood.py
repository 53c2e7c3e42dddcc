"""The mood of a message: levels, and a judgement without the model."""

import pytest

from backend.domain.mood import is_complaint, judge_by_lexicon, judged_level, level_of
from backend.domain.words import MoodLevel

COMPLAINT, NEGATIVE = MoodLevel.COMPLAINT, MoodLevel.NEGATIVE
NEUTRAL, POSITIVE = MoodLevel.NEUTRAL, MoodLevel.POSITIVE


@pytest.mark.parametrize(
    ("score", "level"),
    [
        (-1.0, COMPLAINT),
        (-0.6, COMPLAINT),
        (-0.59, NEGATIVE),
        (-0.2, NEGATIVE),
        (-0.19, NEUTRAL),
        (0.0, NEUTRAL),
        (0.29, NEUTRAL),
        (0.3, POSITIVE),
        (1.0, POSITIVE),
    ],
)
def test_each_score_has_a_level(score: float, level: MoodLevel) -> None:
    """The borders belong to the stronger side."""
    assert level == level_of(score)


@pytest.mark.parametrize(
    ("score", "said", "level"),
    [
        (-0.3, COMPLAINT, COMPLAINT),
        # A judge that contradicts itself is believed by its score.
        (0.5, COMPLAINT, POSITIVE),
        (-0.9, NEUTRAL, COMPLAINT),
        (0.0, None, NEUTRAL),
    ],
)
def test_a_mildly_worded_complaint_counts(
    score: float, said: MoodLevel | None, level: MoodLevel
) -> None:
    """But friendly words are none, whatever the judge calls them."""
    assert level == judged_level(score, said)


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("When is breakfast?", NEUTRAL),
        ("Thank you, everything is perfect!", POSITIVE),
        ("The room is dirty", NEGATIVE),
        ("The room is dirty, noisy and smells", COMPLAINT),
        ("This is unacceptable", COMPLAINT),
        ("Great, thanks for nothing. I want a refund", COMPLAINT),
        ("It is not good", NEGATIVE),
        ("no problem at all", NEUTRAL),
        ("Das Zimmer ist schmutzig", NEGATIVE),
        ("Das ist eine Frechheit!", COMPLAINT),
        ("Vielen Dank, alles wunderbar", POSITIVE),
        ("La habitación está sucia", NEGATIVE),
        ("Esto es inaceptable, quiero una devolución", COMPLAINT),
        ("Muchas gracias, todo perfecto", POSITIVE),
        ("В номере грязно", NEGATIVE),
        ("Это ужасно, верните деньги", COMPLAINT),
        ("Спасибо, всё отлично", POSITIVE),
        ("La chambre est sale", NEGATIVE),
        ("C'est inacceptable", COMPLAINT),
        ("Merci, c'est parfait", POSITIVE),
        ("La camera è sporca", NEGATIVE),
        ("È inaccettabile", COMPLAINT),
        ("Grazie, tutto perfetto", POSITIVE),
        ("", NEUTRAL),
    ],
)
def test_the_lexicon_judges_six_languages(text: str, level: MoodLevel) -> None:
    """Rough, but it never calls a plain question a complaint."""
    assert level == judge_by_lexicon(text).level


def test_the_lexicon_says_which_word_decided() -> None:
    """Staff see why, and that no model judged."""
    mood = judge_by_lexicon("The shower is broken and this is unacceptable")

    assert is_complaint(mood)
    assert ("unacceptable", "lexicon") == (mood.rationale, mood.source)
