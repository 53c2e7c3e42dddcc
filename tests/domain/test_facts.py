"""Facts with what they are about, and which two of them cannot both hold."""

import pytest

from backend.domain.facts import clashes
from bench.contradictions import FRESH, KNOWN, rates


def subjects(*texts: tuple[str, str]) -> list[tuple[str, str]]:
    found = clashes([(title, text, "") for title, text in texts])
    return [(one.subject, one.aspect.value) for one in found]


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        ("Breakfast 7:00-10:00.", "Breakfast until 11.", [("breakfast", "closes")]),
        ("Parking is free.", "Parking costs 18 EUR per day.", [("parking", "price")]),
        ("Bar from 18:00 to 2:00.", "Bar from 18:00 until midnight.", [("bar", "closes")]),
        ("Check-in from 15:00, check-out until 11:00.", "Check-out until 11:00.", []),
        ("Breakfast until 10:00.", "On Sundays breakfast until 11:00.", []),
        ("Breakfast in the restaurant until 10:00.", "The restaurant is open until 22:00.", []),
        ("Parking costs 18 EUR per day.", "Parking costs 90 EUR per week.", []),
    ],
)
def test_facts_are_compared_where_they_speak_of_the_same(
    left: str, right: str, expected: list[tuple[str, str]]
) -> None:
    """The same subject, aspect and days; a place is no subject."""
    assert subjects(("", left), ("", right)) == expected


def test_a_sentence_without_a_subject_speaks_of_its_title() -> None:
    """As entries are written."""
    assert subjects(("Pool", "Open from 8:00."), ("Piscina", "Abre a las 9:00.")) == [
        ("pool", "opens")
    ]


def test_another_part_of_the_year_is_no_contradiction() -> None:
    """A winter's hours stand beside a summer's."""
    texts = [("Pool", "Open from 8:00.", "05-01/09-30"), ("Pool", "Open from 10:00.", "")]

    assert clashes(texts) == []


@pytest.mark.parametrize(("name", "precise", "complete"), [(KNOWN, 0.97, 0.95), (FRESH, 0.8, 0.7)])
def test_the_labelled_pairs_are_told_apart(name: str, precise: float, complete: float) -> None:
    """No change of the words may lose what docs/ai.md publishes."""
    (hits, said), (_, real) = rates(name)

    assert hits / said >= precise
    assert hits / real >= complete
