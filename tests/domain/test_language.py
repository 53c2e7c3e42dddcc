"""The guess at a message's language."""

import pytest

from backend.domain.language import guess_language, is_other_language


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("When is breakfast?", "en"),
        ("Wann gibt es Frühstück?", "de"),
        ("¿A qué hora es el desayuno?", "es"),
        ("Во сколько завтрак?", "ru"),
        ("Коли сніданок?", "uk"),
        ("À quelle heure est le petit déjeuner ?", "fr"),
        ("A che ora è la colazione, grazie?", "it"),
        ("Quando é o pequeno-almoço, por favor, obrigado?", "pt"),
        ("Hoe laat is het ontbijt?", "nl"),
        ("O której jest śniadanie, proszę?", "pl"),
        ("Kahvaltı ne zaman?", "tr"),
        ("朝食は何時ですか", "ja"),
        ("早餐几点", "zh"),
        ("아침 식사는 몇 시인가요", "ko"),
        ("متى الإفطار؟", "ar"),
        ("מתי ארוחת הבוקר", "he"),
        ("Πότε είναι το πρωινό;", "el"),
        # No sign, or not enough of one.
        ("ok", None),
        ("👍", None),
        ("412", None),
        ("", None),
    ],
)
def test_it_knows_a_language_or_says_nothing(text: str, language: str | None) -> None:
    """One row for each language the hotel's texts speak, and the unclear ones."""
    assert language == guess_language(text)


@pytest.mark.parametrize(
    ("text", "expected", "other"),
    [
        ("Underground car park, 18 € per day, entrance in Calle del Mar.", "en", False),
        ("Try the Tapas del Mar and the paella de la casa at La Plaza.", "en", False),
        ("Das Frühstück ist von 7 bis 10 Uhr im Restaurant und wir freuen uns.", "en", True),
        ("The pool is open from 8 to 20 and you can use it with your room key.", "de", True),
        ("El desayuno se sirve de 7 a 10 en el restaurante de la planta baja.", "en", True),
        # Close relatives share their small words, and may pass.
        ("El desayuno se sirve de 7 a 10 en el restaurante de la planta baja.", "pt", False),
        ("Завтрак с 7 до 10.", "en", True),
        ("Breakfast: 7-10", "de", False),
        ("Wi-Fi: Marina Guest", "ru", False),
    ],
)
def test_an_answer_is_called_foreign_only_when_it_plainly_is(
    text: str, expected: str, other: bool
) -> None:
    """A false alarm costs a guest a good answer."""
    assert other == is_other_language(text, expected)
