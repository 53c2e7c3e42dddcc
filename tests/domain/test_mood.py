"""The mood of a message: levels, and a judgement without the model."""

import pytest

from backend.domain.mood import is_complaint, judge_by_lexicon, judged_level, level_of
from backend.domain.words import MoodLevel
from bench.mood import BLIND, FRESH, KNOWN, NIGHT, SETS, UNSEEN, judged, precision, recall

COMPLAINT, NEGATIVE = MoodLevel.COMPLAINT, MoodLevel.NEGATIVE
NEUTRAL, POSITIVE = MoodLevel.NEUTRAL, MoodLevel.POSITIVE


@pytest.mark.parametrize(
    ("score", "level"),
    [
        (-1.0, COMPLAINT),
        (-0.6, COMPLAINT),
        (-0.59, NEGATIVE),
        (-0.2, NEGATIVE),
        (-0.19, NEUTRAL),
        (0.0, NEUTRAL),
        (0.29, NEUTRAL),
        (0.3, POSITIVE),
        (1.0, POSITIVE),
    ],
)
def test_each_score_has_a_level(score: float, level: MoodLevel) -> None:
    """The borders belong to the stronger side."""
    assert level == level_of(score)


@pytest.mark.parametrize(
    ("score", "said", "level"),
    [
        (-0.3, COMPLAINT, COMPLAINT),
        # A judge that contradicts itself is believed by its score.
        (0.5, COMPLAINT, POSITIVE),
        (-0.9, NEUTRAL, COMPLAINT),
        (0.0, None, NEUTRAL),
    ],
)
def test_a_mildly_worded_complaint_counts(
    score: float, said: MoodLevel | None, level: MoodLevel
) -> None:
    """But friendly words are none, whatever the judge calls them."""
    assert level == judged_level(score, said)


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("When is breakfast?", NEUTRAL),
        ("Thank you, everything is perfect!", POSITIVE),
        ("The room is dirty", NEGATIVE),
        ("The room is dirty, noisy and smells", COMPLAINT),
        ("This is unacceptable", COMPLAINT),
        ("Great, thanks for nothing. I want a refund", COMPLAINT),
        ("It is not good", NEGATIVE),
        ("no problem at all", NEUTRAL),
        ("Das Zimmer ist schmutzig", NEGATIVE),
        ("Das ist eine Frechheit!", COMPLAINT),
        ("Vielen Dank, alles wunderbar", POSITIVE),
        ("La habitación está sucia", NEGATIVE),
        ("Esto es inaceptable, quiero una devolución", COMPLAINT),
        ("Muchas gracias, todo perfecto", POSITIVE),
        ("В номере грязно", NEGATIVE),
        ("Это ужасно, верните деньги", COMPLAINT),
        ("Спасибо, всё отлично", POSITIVE),
        ("La chambre est sale", NEGATIVE),
        ("C'est inacceptable", COMPLAINT),
        ("Merci, c'est parfait", POSITIVE),
        ("La camera è sporca", NEGATIVE),
        ("È inaccettabile", COMPLAINT),
        ("Grazie, tutto perfetto", POSITIVE),
        ("", NEUTRAL),
    ],
)
def test_the_lexicon_judges_six_languages(text: str, level: MoodLevel) -> None:
    """Rough, but it never calls a plain question a complaint."""
    assert level == judge_by_lexicon(text).level


def test_the_lexicon_says_which_word_decided() -> None:
    """Staff see why, and that no model judged."""
    mood = judge_by_lexicon("The shower is broken and this is unacceptable")

    assert is_complaint(mood)
    assert ("unacceptable", "lexicon") == (mood.rationale, mood.source)


def test_the_span_is_what_the_guest_wrote() -> None:
    """With his capitals and accents, not as the matcher folds them."""
    assert "Недопустимо" == judge_by_lexicon("Так   Недопустимо!!").rationale
    assert "Dégoûtant" == judge_by_lexicon("C'est  Dégoûtant").rationale


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("Is the street loud at night?", NEUTRAL),
        ("no thanks", NEUTRAL),
        ("Not bad at all, really", POSITIVE),
        ("Thanks for the quick help with the broken lamp", POSITIVE),
        ("Dirty sheets twice", COMPLAINT),
        ("Dirty sheets", NEGATIVE),
        ("Die Heizung ist schon wieder kaputt", COMPLAINT),
        ("Wir sind zum dritten Mal bei Ihnen", NEUTRAL),
        ("Can we stay another hour?", NEUTRAL),
        ("We never opened it and nobody takes it back", NEGATIVE),
        ("The shower is a bit cold", NEGATIVE),
        ("Could we have a bit later check-out", NEUTRAL),
        ("👍", POSITIVE),
        ("😞", NEGATIVE),
        ("🤬", COMPLAINT),
    ],
)
def test_small_words_turn_the_judgement(text: str, level: MoodLevel) -> None:
    """Questions, refusals, praise with a "not", faults that come again."""
    assert level == judge_by_lexicon(text).level


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("Is there a refund if we leave early?", NEUTRAL),
        ("I want a refund", COMPLAINT),
        ("You overcharged us, can we get a refund?", COMPLAINT),
        ("How noisy is the street", NEUTRAL),
        ("If the room is too small, may we change?", NEUTRAL),
        ("The shower is broken, can you send someone?", NEGATIVE),
        ("The bathroom is flooded. Can you come?", COMPLAINT),
        ("¿Hay bichos? Nunca he estado", NEUTRAL),
        ("Hay bichos en la cama, ¿pueden venir?", COMPLAINT),
        ("Ist das Zimmer schmutzig?", NEUTRAL),
        ("Das Zimmer ist schmutzig, können Sie kommen?", NEGATIVE),
    ],
)
def test_what_is_asked_or_supposed_is_not_said(text: str, level: MoodLevel) -> None:
    """By its clause: a polite question behind a fault hides it no more."""
    assert level == judge_by_lexicon(text).level


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("Our train is broken, we come later", NEUTRAL),
        ("The heating is broken, our train was fine", NEGATIVE),
        ("We were stuck in traffic", NEUTRAL),
        ("Unser Zug ist kaputt", NEUTRAL),
        ("Наш поезд сломался, приедем позже", NEUTRAL),
    ],
)
def test_what_breaks_elsewhere_is_no_fault_of_the_hotel(text: str, level: MoodLevel) -> None:
    """Within its clause alone."""
    assert level == judge_by_lexicon(text).level


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("The heating is broken", NEGATIVE),
        ("The heating has been broken for two hours", COMPLAINT),
        ("Die Heizung ist seit drei Stunden kaputt", COMPLAINT),
        ("Третий день течёт кран", COMPLAINT),
        ("We waited 5 minutes, thank you", NEGATIVE),
        ("I did not get the refund", COMPLAINT),
        ("Die Heizung geht nicht, wir frieren", COMPLAINT),
    ],
)
def test_how_long_it_has_been_so_makes_it_worse(text: str, level: MoodLevel) -> None:
    """And no "not" makes praise of what is grave."""
    assert level == judge_by_lexicon(text).level


@pytest.mark.parametrize(
    ("name", "least_right", "least_complaints"),
    [
        (KNOWN, 0.97, 0.94),
        (FRESH, 0.97, 0.94),
        (NIGHT, 0.97, 0.9),
        (UNSEEN, 0.9, 0.2),
        (BLIND, 0.97, 0.5),
    ],
)
def test_the_labelled_messages_are_judged_as_well_as_they_were(
    name: str, least_right: float, least_complaints: float
) -> None:
    """The figures of docs/ai.md."""
    found = judged(name)
    true, called = precision(found, COMPLAINT)
    caught, real = recall(found, COMPLAINT)

    assert true >= least_right * called
    assert caught >= least_complaints * real


@pytest.mark.parametrize("name", SETS)
def test_no_neutral_or_friendly_message_is_called_a_complaint(name: str) -> None:
    """What the words miss is silence; what they invent would be an alert in the night."""
    called = [level for _, level, said in judged(name) if said is COMPLAINT]

    assert set(called) <= {COMPLAINT, NEGATIVE}


def test_neutral_messages_of_the_unseen_set_stay_neutral() -> None:
    """Not so much as unhappy."""
    found = judged(UNSEEN)
    right, neutral = recall(found, NEUTRAL)

    assert right == neutral
