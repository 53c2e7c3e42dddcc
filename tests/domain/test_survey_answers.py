"""What guests write when asked for a score, and whether something is fixed."""

import pytest

from backend.domain.survey_answers import read_score, read_yes_no
from backend.domain.survey_texts import IS_IT_FIXED, QUESTION, REVIEW, SORRY, THANKS

SCORES = {
    1: ["1", "one", "★", "1/5", "terrible", "ужасно, грязно", "sehr schlecht", "muy mal", "жахливо",
        "berbat", "😡", "2/10", "très mauvais", "okropnie"],
    2: ["2", "плохо", "nicht gut", "не очень", "bad", "mal", "schlecht", "kötü", "погано",
        "niet goed", "👎", "zwei", "dois", "not good", "deluso", "źle", "4/10", "pas bien"],
    3: ["3", "three", "★★★☆☆", "ok", "so so", "normal", "нормально", "średnio", "üç", "bof", "３",
        "così così", "redelijk", "😐", "6 von 10"],
    4: ["4", "four", "4/5", "★★★★", "хорошо", "gut", "bien", "bom", "goed", "dobrze", "iyi",
        "добре", "bene", "quatre", "👍", "👍🏽", "not bad", "pas mal", "8 von 10", "4 Sterne",
        "I give 4 stars", "4, nice room", "чотири", "vier", "quattro"],
    5: ["5", "five", "fünf Sterne", "⭐⭐⭐⭐⭐", "5️⃣", "٥", "отлично!", "все отлично, спасибо",
        "excelente",
        "très bien", "ottimo", "muito bom", "heel goed", "bardzo dobrze", "çok iyi", "дуже добре",
        "пять", "п'ять", "pięć", "beş", "cinque", "😍😍", "5! Great stay", "10/10",
        "Alles super, danke!", "5 von 5"],
}  # fmt: skip
UNCLEAR = [
    "What time is breakfast?",
    "room 5 is cold",
    "we waited 5 hours",
    "10",
    "0",
    "7",
    "5 or 4",
    "good but the shower was broken",
    "one more towel please",
    "the staff was rude",
    "⭐⭐⭐⭐⭐⭐",
    "un momento",
    "👍👎",
    "",
    "12/5",
    "?",
    "2 Handtücher bitte",
    "see you at 5",
    "5:30",
    "one thing",
    "x" * 500 + " 5",
]


@pytest.mark.parametrize(
    ("text", "score"), [(text, score) for score, texts in SCORES.items() for text in texts]
)
def test_an_answer_is_understood(text: str, score: int) -> None:
    """Digits, words, stars and emoji, in the languages of the fixed texts."""
    assert read_score(text) == score


@pytest.mark.parametrize("text", UNCLEAR)
def test_what_is_not_certain_is_no_score(text: str) -> None:
    """A wrong score would send an angry guest to the reviews; a person looks instead."""
    assert read_score(text) is None


@pytest.mark.parametrize(
    ("text", "fixed"),
    [
        *((text, True) for text in ("yes", "Ja, danke", "Sí", "oui merci", "sim", "tak", "так",
                                    "да, спасибо", "evet", "👍", "it works now", "sì")),
        *((text, False) for text in ("no", "not yet", "noch nicht", "still broken", "нет", "hayır",
                                     "nie", "non", "não", "ні", "nee", "👎", "all'inizio no")),
        *((text, None) for text in ("perhaps", "Yes but no hot water", "When is breakfast?", "")),
    ],
)  # fmt: skip
def test_yes_and_no_are_told_apart(text: str, fixed: bool | None) -> None:
    """Both in one answer, or neither, is for a person."""
    assert read_yes_no(text) is fixed


def test_every_text_of_a_survey_is_there_in_every_language() -> None:
    """A guest is asked and thanked in the same one."""
    languages = set(QUESTION)

    assert len(languages) >= 10
    assert all(set(texts) == languages for texts in (THANKS, REVIEW, SORRY, IS_IT_FIXED))
