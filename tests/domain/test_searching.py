"""What was typed into the search field, and how what was found is marked."""

import pytest

from backend.domain.searching import SNIPPET, read_wanted, snippet


@pytest.mark.parametrize(
    ("typed", "digits"),
    [
        ("+49 (0)151 1234-5678", "4915112345678"),
        ("0151 12345678", "15112345678"),
        ("0049/151.1234", "491511234"),
        # A room, or a number in a text.
        ("214", None),
        ("room 2140", None),
    ],
)
def test_a_phone_is_its_digits_however_it_is_written(typed: str, digits: str | None) -> None:
    """Zeros of the country and of the trunk are no part of the stored number."""
    assert read_wanted(typed).digits == digits


def test_every_word_is_asked_for_as_the_beginning_of_one() -> None:
    """Signs never reach the query language of the database."""
    wanted = read_wanted("  spa's & früh:* | !check-in ")

    assert wanted.query == "'spa':* & 's':* & 'früh':* & 'check':* & 'in':*"


@pytest.mark.parametrize(
    ("said", "typed", "marked"),
    [
        ("Das Frühstück ist gut", "fruhst", ["Frühst"]),
        ("Die Straße, STRASSE", "strass", ["Straß", "STRASS"]),
        ("Спасибо, завтрак", "ЗАВТРАК", ["завтрак"]),
        ("Two towels, two rooms", "two room", ["Two", "two", "room"]),
        ("Nothing of it", "towel", []),
    ],
)
def test_found_words_are_marked_as_they_were_written(
    said: str, typed: str, marked: list[str]
) -> None:
    """Accents and case neither hide a word nor change what is shown."""
    parts = snippet(said, read_wanted(typed).words)

    assert marked == [part.text for part in parts if part.found]
    assert said == "".join(part.text for part in parts)


def test_a_long_text_is_shown_around_the_first_hit() -> None:
    """The word is on the screen wherever it stood, and a cut is told."""
    said = "word " * 100 + "towel " + "word " * 100
    parts = snippet(said, ["towel"])
    shown = "".join(part.text for part in parts)

    assert [part.text for part in parts if part.found] == ["towel"]
    assert len(shown) <= SNIPPET + 2
    assert shown.startswith("…")
    assert shown.endswith("…")


def test_one_endless_word_before_the_hit_does_not_hide_it() -> None:
    """There is no space to cut at."""
    parts = snippet("x" * 500 + " towel", ["towel"])

    assert [part.text for part in parts if part.found] == ["towel"]
