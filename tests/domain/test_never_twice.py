"""Which texts are not sent a second time without a person."""

import pytest

from backend.domain.never_twice import holds_code_or_money


@pytest.mark.parametrize(
    "text",
    [
        "Your door code is 4711 20",
        "Türcode: 123456#",
        "PIN 9021",
        "The password for the Wi-Fi is sunny2026",
        "Код от двери: 2580",
        "La clave es 55-210",
        "That is 120 EUR for two nights.",
        "The transfer costs €45",
        "Депозит 5 000 руб.",
        "1.250,00 € are due on arrival",
        "IBAN DE89 3704 0044 0532 0130 00",
        "Pay here: https://pay.example.test/i/8842",
    ],
)
def test_a_code_or_an_amount_is_recognised(text: str) -> None:
    """A second copy would be a question, or a second payment."""
    assert holds_code_or_money(text)


@pytest.mark.parametrize(
    "text",
    [
        "Good evening, how can we help?",
        "Breakfast is from 7:00 to 10:30 on the 2nd floor.",
        "You are in room 412.",
        "Please dial +49 151 2345678 for a taxi.",
        "Check-in is from 15:00, ask for the code at the desk.",
        "",
        "9" * 20_000,
        "code " * 4_000,
    ],
)
def test_ordinary_words_are_not(text: str) -> None:
    """Times, rooms and phone numbers are neither; a long text is judged as quickly."""
    assert not holds_code_or_money(text)
