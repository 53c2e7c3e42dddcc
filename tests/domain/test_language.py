"""The guess at a message's language."""

import pytest

from backend.domain.language import guess_language


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
