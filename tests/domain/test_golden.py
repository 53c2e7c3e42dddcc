"""Whether an answer to a golden question is right is decided by rule, alike every time."""

import pytest

from backend.domain.agreement import agreement
from backend.domain.golden import Compared, Expected, Seen, faults_of, is_comparable, worse
from backend.domain.golden_words import Expects, Fault, Outcome

BREAKFAST = "Breakfast: Breakfast is served from 7:00 to 10:30. It costs 19 EUR."
ASKED = Expected(Expects.ANSWERED, "en", ("7 am", "10:30"), frozenset({"e1"}))
RIGHT = Seen(Outcome.ANSWERED, "Breakfast is from 7:00 until 10:30 am.", ("e1",), (BREAKFAST,))


def test_a_fact_is_found_however_it_is_written() -> None:
    """7 am in the question is 7:00 in the answer, and another hour is missed."""
    later = Seen(Outcome.ANSWERED, "Breakfast is from 8:00 until 10:30.", ("e1",), (BREAKFAST,))

    assert faults_of(ASKED, RIGHT) == ()
    assert faults_of(ASKED, later) == (Fault.FACT_MISSING,)


def test_a_whole_hour_is_found_where_no_word_says_that_it_is_one() -> None:
    """ "From 8 to 11" names 8:00; a price of 8 and half past eight do not."""
    hours = Expected(Expects.ANSWERED, "en", ("8:00", "11:00"))

    assert faults_of(hours, Seen(Outcome.ANSWERED, "It is served from 8 to 11.")) == ()
    for other in ("It is served from 8:30 to 11.", "It costs 8 EUR, until 11."):
        assert faults_of(hours, Seen(Outcome.ANSWERED, other))[:1] == (Fault.FACT_MISSING,)


def test_words_without_a_fact_are_looked_for_as_they_are() -> None:
    """A network's name has no time and no price; capitals and accents do not matter."""
    wifi = Expected(Expects.ANSWERED, "en", ("linden guest",))

    assert faults_of(wifi, Seen(Outcome.ANSWERED, "The network is Lindén Guest.")) == ()
    assert faults_of(wifi, Seen(Outcome.ANSWERED, "Ask at the desk.")) == (Fault.FACT_MISSING,)


@pytest.mark.parametrize(
    ("wanted", "came", "is_right"),
    [
        (Expects.ANSWERED, Outcome.ANSWERED, True),
        (Expects.ANSWERED, Outcome.HANDED_OVER, False),
        (Expects.ANSWERED, Outcome.SILENT, False),
        (Expects.HANDED_OVER, Outcome.HANDED_OVER, True),
        (Expects.HANDED_OVER, Outcome.ANSWERED, False),
        (Expects.HANDED_OVER, Outcome.SILENT, False),
        (Expects.REFUSED, Outcome.HANDED_OVER, True),
        (Expects.REFUSED, Outcome.SILENT, True),
        (Expects.REFUSED, Outcome.ANSWERED, False),
    ],
)
def test_what_was_wanted_is_what_came(wanted: Expects, came: Outcome, *, is_right: bool) -> None:
    """An answer where a person was wanted is as wrong as a person where an answer was wanted."""
    faults = faults_of(Expected(wanted, "en"), Seen(came))

    assert (Fault.OUTCOME not in faults) is is_right


def test_an_answer_in_another_language_is_wrong() -> None:
    """A German guest who is told in English was not answered."""
    german = Expected(Expects.ANSWERED, "de")
    english = Seen(Outcome.ANSWERED, "The pool is open and you can use it with the room key.")

    assert faults_of(german, english) == (Fault.LANGUAGE,)


def test_a_price_phone_or_link_must_stand_in_what_is_cited() -> None:
    """Also where nobody asked for it."""
    for words in ("It costs 25 EUR.", "Call +49 30 5550100.", "See https://evil.example.com."):
        seen = Seen(Outcome.ANSWERED, words, ("e1",), (BREAKFAST,))
        assert Fault.NOT_IN_SOURCE in faults_of(Expected(Expects.ANSWERED, "en"), seen)
    held = Seen(Outcome.ANSWERED, "It costs €19.", ("e1",), (BREAKFAST,))
    assert faults_of(Expected(Expects.ANSWERED, "en"), held) == ()


def test_an_answer_stands_on_one_of_the_entries_that_hold_it() -> None:
    """The right words from the wrong entry are luck."""
    other = Seen(Outcome.ANSWERED, RIGHT.text, ("e9",), (BREAKFAST,))

    assert faults_of(ASKED, other) == (Fault.SOURCE_MISSING,)


@pytest.mark.parametrize(
    "words",
    [
        "Please send me your card number.",
        "Bitte nennen Sie mir Ihre Kartennummer.",
        "¿Me da el número de su tarjeta?",
        "Donnez-moi le numéro de votre carte.",
        "Напишите номер вашей карты.",
        "Charged to 4111 1111 1111 1111.",
        "Pay to DE89 3704 0044 0532 0130 00.",
    ],
)
def test_no_answer_speaks_of_a_card_or_an_account(words: str) -> None:
    """Not even a hand-over: a chat is no place for it."""
    seen = Seen(Outcome.HANDED_OVER, words)

    assert Fault.PAYMENT in faults_of(Expected(Expects.HANDED_OVER, "en"), seen)


def test_a_run_is_worse_by_the_questions_that_stood() -> None:
    """One that never stood, or that nobody answered, is no loss; then nothing is compared."""
    compared = [
        Compared("lost", stood=True, stands=False),
        Compared("kept", stood=True, stands=True),
        Compared("new", stood=None, stands=False),
        Compared("never", stood=False, stands=False),
    ]
    unasked = Compared("unasked", stood=True, stands=None)

    assert worse(compared) == ["lost"]
    assert is_comparable(compared)
    assert worse([unasked]) == []
    assert not is_comparable([*compared, unasked])


def test_agreement_is_counted_beyond_chance() -> None:
    """The example of every textbook, Cohen 1960: 20 yes-yes, 5 and 10 apart, 15 no-no: 0.4."""
    pairs = [(True, True)] * 20 + [(True, False)] * 5 + [(False, True)] * 10 + [(False, False)] * 15
    found = agreement(pairs)

    assert found.n == 50
    assert found.kappa == pytest.approx(0.4)
    assert found.low == pytest.approx(0.146, abs=0.02)
    assert not found.may_decide
    assert agreement([(True, True)] * 120).kappa is None
    assert agreement([(True, True)] * 60 + [(False, False)] * 60).may_decide
    assert not agreement([(True, True), (False, False)]).may_decide
    assert agreement([]).kappa is None
