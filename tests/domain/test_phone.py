"""Telephone numbers as people, programs and WhatsApp write them."""

import pytest

from backend.kit.phone import phone_of_chat, spellings_of, to_e164

CASES = [
    # as written, the hotel's country, the number
    ("+49 171 1234567", None, "+491711234567"),
    ("0049 171 1234567", None, "+491711234567"),
    ("0171 1234567", "DE", "+491711234567"),
    ("+49 (0) 171 1234567", None, "+491711234567"),
    ("(0171) 123-45-67", "DE", "+491711234567"),
    ("tel: 0171/1234567", "DE", "+491711234567"),
    ("491711234567", None, "+491711234567"),
    ("491711234567", "DE", "+491711234567"),
    ("+49 171 1234567 ext. 5", None, "+491711234567"),
    ("8 900 123-45-67", "RU", "+79001234567"),
    ("89001234567", "RU", "+79001234567"),
    ("9001234567", "RU", "+79001234567"),
    ("79001234567", "DE", "+79001234567"),
    ("8 (701) 123 45 67", "KZ", "+77011234567"),
    ("+52 1 55 1234 5678", None, "+525512345678"),
    ("+52 55 1234 5678", None, "+525512345678"),
    ("5215512345678", "MX", "+525512345678"),
    ("55 1234 5678", "MX", "+525512345678"),
    ("+54 9 11 2345-6789", None, "+5491123456789"),
    ("011 15 2345-6789", "AR", "+5491123456789"),
    ("+39 06 1234 5678", None, "+390612345678"),
    ("06 1234 5678", "IT", "+390612345678"),
    ("347 123 4567", "IT", "+393471234567"),
    ("(415) 555-2671", "US", "+14155552671"),
    ("011 49 171 1234567", "US", "+491711234567"),
    ("020 7946 0958", "GB", "+442079460958"),
    ("0171 1234567", None, None),
    ("1-800-FLOWERS", "US", None),
    ("call me", "DE", None),
    ("12345", "DE", None),
    ("+49", None, None),
    ("+999 123456789", None, None),
    ("", "DE", None),
]


@pytest.mark.parametrize(("written", "region", "number"), CASES)
def test_every_usual_spelling_is_one_number(
    written: str, region: str | None, number: str | None
) -> None:
    """The table: country codes, trunk zeros, brackets, and what is no number at all."""
    assert len(CASES) >= 30
    assert to_e164(written, region) == number


def test_a_chat_of_mexico_or_argentina_finds_its_reservation() -> None:
    """WhatsApp keeps the old Mexican 1; an Argentinian number is written with and without 9."""
    assert phone_of_chat("5215512345678@c.us") == "+525512345678"
    assert "+5215512345678" in spellings_of("+525512345678")
    assert set(spellings_of("+541123456789")) == set(spellings_of("+5491123456789"))
    assert spellings_of("+491711234567") == ("+491711234567",)
