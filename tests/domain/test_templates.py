"""Texts with variables leave complete or not at all."""

from datetime import date

import pytest

from backend.domain.template_variables import SAMPLE, StayFacts, parts_of_name, values_of
from backend.domain.templates import (
    Missing,
    Piece,
    Rendered,
    choose_language,
    preview,
    render,
    variables_in,
)

VALUES = {"guest_first_name": "Anna", "room": "412", "nights": ""}


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        ("Hello!", Rendered("Hello!")),
        ("Hello {{guest_first_name}}!", Rendered("Hello Anna!")),
        ("Hello {{ guest_first_name }}!", Rendered("Hello Anna!")),
        ("Room {{room|to be told}}", Rendered("Room 412")),
        ("{{nights| some }} nights", Rendered("some nights")),
        ("{{nights|}}nights", Rendered("nights")),
        ("{{nights}} nights in {{hotel_name}}", Missing(("nights", "hotel_name"))),
        ("{{nights}} {{nights}}", Missing(("nights",))),
        ("{{Room}}", Missing(("{{", "}}"))),
        ("{{room", Missing(("{{",))),
        ("room}}", Missing(("}}",))),
        ("{{room|a|b}}", Missing(("{{", "}}"))),
        ("{{room|dates}}", Missing(("{{", "}}"))),
        ("{{guest_first_name|upper}}", Rendered("ANNA")),
        ('{{nights|count|fallback:"some nights"}}', Rendered("some nights")),
        ("{{nights|fallback:“a few”}}", Rendered("a few")),
        ("{{room|weekday}}", Missing(("room",))),
        ("{{room|{{nights}}}}", Missing(("nights",))),
    ],
)
def test_a_text_is_complete_or_named_incomplete(text: str, outcome: Rendered | Missing) -> None:
    """No brace ever reaches a guest."""
    assert outcome == render(text, VALUES, language="en")


@pytest.mark.parametrize("name", ["{{room}}", "{{", "A{{room}}B", "}}{{"])
def test_a_value_cannot_smuggle_a_variable(name: str) -> None:
    """A WhatsApp name in braces stays a name."""
    values = {**VALUES, "guest_first_name": name}
    outcome = render("Hello {{guest_first_name|guest}}", values, language="en")

    assert isinstance(outcome, Rendered)
    assert "{" not in outcome.text
    assert "412" not in outcome.text


def test_variables_are_listed_once_in_order() -> None:
    """For the editor's side panel."""
    assert ("room", "nights") == variables_in("{{room}} {{nights|2}} {{ room }}")


@pytest.mark.parametrize(
    ("available", "wanted", "chosen"),
    [
        (["en", "de"], ["de"], "de"),
        (["en", "pt"], ["pt-BR"], "pt"),
        (["en", "pt-BR"], ["pt"], "pt-BR"),
        (["en", "de"], ["fr", "de"], "de"),
        (["en", "de"], [None, "fr"], "en"),
        (["ru", "de"], ["fr"], "de"),
        ([], ["en"], None),
    ],
)
def test_the_guests_language_comes_first(
    available: list[str], wanted: list[str | None], chosen: str | None
) -> None:
    """Then the base of it, the next wanted one, English, and any text rather than none."""
    assert chosen == choose_language(available, wanted)


def test_nights_are_counted_from_the_days() -> None:
    """None where a day is not known, and for a stay without a night."""
    arrival = date(2026, 11, 5)

    def nights(departure: date | None) -> object:
        return values_of(StayFacts(arrival=arrival, departure=departure), "en")["nights"]

    assert [3, None, None] == [nights(date(2026, 11, 8)), nights(arrival), nights(None)]


@pytest.mark.parametrize(
    ("name", "first", "last"),
    [
        ("Anna Keller", "Anna", "Keller"),
        ("Anna Maria Keller", "Anna", "Keller"),
        ("Vincent van Gogh", "Vincent", "van Gogh"),
        ("Keller, Anna", "Anna", "Keller"),
        ("Ana", "Ana", ""),
        ("Keller,", "Keller,", ""),
        ("  ", "", ""),
    ],
)
def test_a_name_has_two_parts(name: str, first: str, last: str) -> None:
    """As a PMS writes it, as a person does, or as one word from WhatsApp."""
    assert (first, last) == parts_of_name(name)


def test_a_preview_says_where_each_word_comes_from() -> None:
    """A secret is never shown, only that there is one; what is missing stands as it was written."""
    text = "Dear {{guest_first_name}}, {{room_type|room}} {{room}}: {{door_code}} {{ROOM}}"
    values = {**values_of(SAMPLE, "en"), "room_type": "", "room": None}

    assert [
        Piece("Dear "),
        Piece("Anna", "value", "guest_first_name"),
        Piece(", "),
        Piece("room", "fallback", "room_type"),
        Piece(" "),
        Piece("{{room}}", "missing", "room"),
        Piece(": "),
        Piece("••••", "secret", "door_code"),
        Piece(" "),
        Piece("{{ROOM}}", "missing", "ROOM"),
    ] == preview(text, values, language="en")
