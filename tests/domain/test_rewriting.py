"""A rewritten text states the same facts as before, and a summary only what was said."""

import pytest

from backend.domain.pseudonyms import Known, Pseudonyms
from backend.domain.rewriting import Fault, judge_rewriting, judge_summary

BEFORE = (
    "Hi Anna, breakfast is from 7:00 to 10:30 in the Lindenhof, it costs 18 EUR on Sundays."
    " See https://linden.example/menu or call +49 30 123456."
)
KEPT = (
    "Good day Anna. On Sundays breakfast costs 18 EUR, 7:00 to 10:30, in the Lindenhof:"
    " https://linden.example/menu, +49 30 123456."
)
CHANGED = [
    ("time", KEPT.replace("10:30", "11:00")),
    ("price", KEPT.replace("18 EUR", "15 EUR")),
    ("day", KEPT.replace("Sundays", "Saturdays")),
    ("place", KEPT.replace("Lindenhof", "Rosengarten")),
    ("link", KEPT.replace("/menu", "/offer")),
    ("phone", KEPT.replace("123456", "123457")),
    ("guest", KEPT.replace("Anna", "Bella")),
    ("lost price", KEPT.replace("costs 18 EUR", "is served")),
    ("lost link", KEPT.replace("https://linden.example/menu, ", "")),
    ("added number", f"{KEPT} It takes 5 minutes."),
    ("added free", f"{KEPT} Coffee is free."),
]


def pseudonyms() -> Pseudonyms:
    return Pseudonyms(Known(names=("Anna", "Anna Berg")))


def judged(before: str, after: str) -> tuple[Fault | None, str]:
    """As the model sees it: hidden, rewritten, judged."""
    words = pseudonyms()
    hidden = words.hide(before)
    found = judge_rewriting(hidden, words.hide(after), words)
    return found.fault, found.text or found.claim


def test_the_same_facts_in_other_words_are_shown_with_the_names_filled_in() -> None:
    """Order and tone may change."""
    assert judged(BEFORE, KEPT) == (None, KEPT)


@pytest.mark.parametrize(("what", "after"), CHANGED, ids=[what for what, _ in CHANGED])
def test_a_changed_lost_or_added_fact_refuses_the_text_and_is_named(what: str, after: str) -> None:
    """None of it is shown; the fact is."""
    fault, claim = judged(BEFORE, after)
    assert fault is Fault.FACTS_CHANGED
    assert claim


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Das Frühstück gibt es von 7 bis 10 Uhr.", "Frühstück: 7:00 bis 10:00 Uhr."),
        ("El desayuno es de 7:00 a 10:30.", "Desayuno de 7:00 a 10:30, con mucho gusto."),
        ("Завтрак с 7:00 до 10:30.", "С удовольствием: завтрак с 7:00 до 10:30."),
        ("Der Zimmerschlüssel liegt bereit.", "Ihr Schlüssel liegt für Sie bereit."),
    ],
)
def test_other_languages_keep_their_facts_too(before: str, after: str) -> None:
    """German nouns are no names."""
    assert judged(before, after) == (None, after)


def test_another_language_is_refused() -> None:
    """Also where it states nothing."""
    before = "We would be very happy to welcome you at the hotel again."
    after = "Wir würden uns sehr freuen, Sie wieder bei uns im Hotel zu begrüßen."
    assert judged(before, after)[0] is Fault.OTHER_LANGUAGE


def test_a_text_without_words_or_too_long_is_refused() -> None:
    """By name."""
    assert judged("Gladly.", " ")[0] is Fault.EMPTY
    assert judged("Gladly.", "Gladly. " * 600)[0] is Fault.TOO_LONG


def test_a_point_that_nobody_said_is_left_out_of_a_summary() -> None:
    """The others stay, with the names filled in."""
    words = pseudonyms()
    said = words.hide("guest: I am Anna, I need 2 towels by 18:00\nhotel: They come at 18:00.")
    points = ["<GUEST> wants 2 towels by 18:00", "the hotel offered 20 EUR", "promised for 18:00"]
    found = judge_summary(points, said, words, language="en")
    assert found.fault is None
    assert found.text == "Anna wants 2 towels by 18:00\npromised for 18:00"
    assert found.left_out == 1


def test_a_summary_of_which_nothing_was_said_is_refused() -> None:
    """As are another language and placeholders that were never given out."""
    words = pseudonyms()
    said = "guest: when is breakfast?"
    assert judge_summary(["at 9:00"], said, words, language="en").fault is Fault.UNSUPPORTED
    assert judge_summary(["see <LINK_4>"], said, words, language="en").fault is Fault.UNSUPPORTED
    german = ["der Gast möchte wissen, wann es bei uns das Frühstück gibt"]
    assert judge_summary(german, said, words, language="en").fault is Fault.OTHER_LANGUAGE
