"""Which words only close a talk."""

import pytest

from backend.domain.chatter import is_chatter


@pytest.mark.parametrize(
    "text",
    [
        "Thanks",
        "Thank you so much!",
        "ok 👍",
        "❤️",
        "👍🏽",
        "Danke schön, alles klar",
        "Vielen Dank für Ihre Hilfe",
        "Спасибо большое!",
        "Хорошо, спасибо",
        "Muchas gracias por todo",
        "D’accord, merci",
        "Grazie mille!",
        "Good night!",
    ],
)
def test_a_mere_thank_you_is_chatter(text: str) -> None:
    """In the languages of most guests, with or without a smile."""
    assert is_chatter(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Thanks, but the shower is cold",
        "ok?",
        "Ok, at 5",
        "Room 12",
        "not good",
        "👎",
        "😡",
        "very",
        "have a",
        "Danke, wo ist der Pool",
        "Спасибо, а где завтрак",
        "thanks thanks thanks thanks thanks thanks thanks thanks thanks",
        "https://thanks.example",
    ],
)
def test_anything_more_is_a_message(text: str) -> None:
    """A question, a number, another word or sign: somebody should look."""
    assert not is_chatter(text)
