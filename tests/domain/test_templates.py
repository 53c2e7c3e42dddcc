"""Texts with variables leave complete or not at all."""

from datetime import date

import pytest

from backend.domain.templates import (
    Missing,
    Rendered,
    StayFacts,
    choose_language,
    problems_of,
    render,
    values_of,
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
        ("{{room|{{nights}}}}", Missing(("nights",))),
    ],
)
def test_a_text_is_complete_or_named_incomplete(text: str, outcome: Rendered | Missing) -> None:
    """No brace ever reaches a guest."""
    assert outcome == render(text, VALUES)


@pytest.mark.parametrize("name", ["{{room}}", "{{", "A{{room}}B", "}}{{"])
def test_a_value_cannot_smuggle_a_variable(name: str) -> None:
    """A WhatsApp name in braces stays a name."""
    outcome = render("Hello {{guest_first_name|guest}}", {**VALUES, "guest_first_name": name})

    assert isinstance(outcome, Rendered)
    assert "{" not in outcome.text
    assert "412" not in outcome.text


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("Hello {{guest_first_name|guest}}", None),
        ("Hello {{geust}}", "{{geust}} is not a variable."),
        ("Hello {{room", "Braces"),
        ("Hello {{ROOM}}", "Braces"),
        ("   ", "empty"),
        ("x" * 2001, "longer"),
    ],
)
def test_what_could_not_be_sent_cannot_be_saved(text: str, problem: str | None) -> None:
    """Each problem is a sentence for staff."""
    problems = problems_of(text)

    assert (problem is None) == (problems == [])
    assert problem is None or problem in problems[0]


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


def test_days_read_as_the_language_writes_them() -> None:
    """And nights are counted from them."""
    facts = StayFacts(
        guest_name="Anna Schmidt", arrival=date(2026, 11, 5), departure=date(2026, 11, 8)
    )

    assert "5 November 2026" == values_of(facts, "en-GB")["arrival"]
    assert "05.11.2026" == values_of(facts, "de")["arrival"]
    assert ("3", "Anna") == (
        values_of(facts, "de")["nights"],
        values_of(facts, "de")["guest_first_name"],
    )
    assert "" == values_of(StayFacts(), "en")["nights"]
