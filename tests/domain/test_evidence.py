"""A sentence is said when what it stands on holds it, and dropped with its reason otherwise."""

from datetime import date

import pytest

from backend.domain.claims import Kind
from backend.domain.evidence import (
    Drop,
    Evidence,
    Sentence,
    Source,
    check_answer,
    check_hand_over,
)
from tests.domain.evidence_cases import ENTRIES, HELD, PLANTED

TODAY = date(2026, 11, 25)
SOURCES = {key: Source(text) for key, text in ENTRIES.items()} | {
    "old": Source("Spa: open from 9:00 to 21:00.", None, date(2026, 11, 24)),
    "soon": Source("Ice rink: open from 10:00 to 18:00.", date(2026, 12, 1), None),
    "last_day": Source("Autumn menu: 39 EUR.", date(2026, 9, 1), TODAY),
}
FACTS = "Hotel Linden\n2026-11-25\n2026-11-24\n2026-11-29"


def world(said: str = "") -> Evidence:
    return Evidence(SOURCES, FACTS, said, TODAY)


def fault(text: str, *keys: str, said: str = "") -> tuple[Drop | None, Kind | None]:
    """Of one sentence alone: (why it is dropped, the kind of claim at fault)."""
    checked = check_answer([Sentence(text, keys)], world(said))
    if not checked.dropped:
        return None, None
    (one,) = checked.dropped
    return one.why, one.claim.kind if one.claim else None


@pytest.mark.parametrize(("key", "text"), HELD)
def test_what_the_entry_holds_is_said(key: str, text: str) -> None:
    """However it is written: clocks, commas, words, days, the guest's letters."""
    assert fault(text, key) == (None, None)


@pytest.mark.parametrize(("key", "text", "kind"), PLANTED)
def test_a_planted_wrong_fact_is_dropped(key: str, text: str, kind: str) -> None:
    """With the kind of fact that nothing holds."""
    assert fault(text, key) == (Drop.NOT_IN_SOURCE, Kind(kind))


@pytest.mark.parametrize(
    ("text", "keys", "why"),
    [
        ("The pool is heated.", (), Drop.NO_SOURCE),
        ("Thank you, the pool is heated.", (), Drop.NO_SOURCE),
        ("Der Pool ist beheizt.", (), Drop.NO_SOURCE),
        ("La piscina está climatizada.", (), Drop.NO_SOURCE),
        ("Бассейн с подогревом.", (), Drop.NO_SOURCE),
        ("La piscine est chauffée.", (), Drop.NO_SOURCE),
        ("プールは温水です。", (), Drop.NO_SOURCE),
        ("Breakfast is from 7:00 to 10:30.", (), Drop.NO_SOURCE),
        ("Breakfast is from 7:00 to 10:30.", ("k9",), Drop.UNKNOWN_SOURCE),
        ("Breakfast is from 7:00 to 10:30.", ("breakfast", "k9"), Drop.UNKNOWN_SOURCE),
        ("The spa is open from 9:00 to 21:00.", ("old",), Drop.SOURCE_NOT_VALID),
        ("The ice rink is open from 10:00.", ("soon",), Drop.SOURCE_NOT_VALID),
        ("The autumn menu is 39 EUR.", ("last_day",), None),
        ("You leave on Sunday, 29 November.", (), None),
        ("Sie reisen am 29. November ab.", (), None),
        ("Your stay is five nights.", (), Drop.NO_SOURCE),
        ("You leave on Monday.", (), Drop.NO_SOURCE),
        ("Your door code is <CODE_1>.", (), None),
    ],
)
def test_where_a_sentence_stands(text: str, keys: tuple[str, ...], why: Drop | None) -> None:
    """On an entry that exists and holds today, or on the facts of the guest's own stay."""
    assert fault(text, *keys)[0] == why


@pytest.mark.parametrize(
    "text",
    [
        "Hello <GUEST>!",
        "Good morning and welcome!",
        "You are very welcome! Let us know if you need anything else.",
        "Gladly.",
        "I am sorry about that.",
        "How can I help you?",
        "Guten Tag, gern!",
        "Sehr gern! Melden Sie sich, wenn Sie noch etwas brauchen.",
        "Das freut uns sehr, vielen Dank!",
        "¡Con mucho gusto! Avísenos si necesita algo más.",
        "Lo siento.",
        "Всегда пожалуйста! Напишите, если понадобится что-то ещё.",
        "Очень рады это слышать, спасибо!",
        "Avec plaisir !",
        "Bonjour et bienvenue !",
        "For which day do you need it?",
        "Für welchen Tag brauchen Sie es?",
    ],
)
def test_courtesy_needs_no_source(text: str) -> None:
    """Greetings, thanks and questions back state nothing."""
    assert fault(text) == (None, None)


def test_a_guests_own_number_grounds_no_answer() -> None:
    """ "Breakfast is until 11:45, right?" must not come back as a fact."""
    said = "Breakfast is until 11:45, right?"

    assert fault("Yes, breakfast is until 11:45.", "breakfast", said=said)[0] is Drop.NOT_IN_SOURCE


def test_an_uncited_entry_grounds_nothing() -> None:
    """A fact counts only from an entry that its sentence names."""
    assert fault("It is from 7:00 to 10:30.", "parking") == (Drop.NOT_IN_SOURCE, Kind.TIME)


def test_the_rest_of_an_answer_goes_out_without_the_wrong_sentence() -> None:
    """The question is answered by what is left."""
    checked = check_answer(
        [
            Sentence("Hello!"),
            Sentence("Breakfast is from 7:00 to 10:30.", ("breakfast",)),
            Sentence("It costs 25 EUR.", ("breakfast",)),
        ],
        world("When is breakfast?"),
    )

    assert checked.text == "Hello! Breakfast is from 7:00 to 10:30."
    assert checked.sources == ("breakfast",)
    assert [one.sentence.text for one in checked.dropped] == ["It costs 25 EUR."]
    assert not checked.falls_apart


@pytest.mark.parametrize(
    ("said", "sentences"),
    [
        ("When is breakfast?", []),
        ("When is breakfast?", [("Breakfast is until 12:15.", "breakfast")]),
        ("When is breakfast?", [("Hello!", ""), ("Breakfast is until 12:15.", "breakfast")]),
        (
            "When is breakfast?",
            [("Breakfast is until 12:15.", "breakfast"), ("It costs 18 EUR.", "breakfast")],
        ),
        (
            "What does breakfast cost?",
            [("Breakfast is from 7:00.", "breakfast"), ("It costs 25 EUR.", "breakfast")],
        ),
        (
            "Was kostet das Frühstück?",
            [("Frühstück gibt es ab 7 Uhr.", "breakfast"), ("Es kostet 25 €.", "breakfast")],
        ),
        (
            "¿Cuánto cuesta?",
            [("El desayuno es desde las 7:00.", "breakfast"), ("Cuesta 25 €.", "breakfast")],
        ),
        (
            "Сколько стоит завтрак?",
            [("Завтрак с 7:00.", "breakfast"), ("Он стоит 25 евро.", "breakfast")],
        ),
        (
            "Combien coûte le petit déjeuner ?",
            [("Le petit déjeuner est dès 7 h.", "breakfast"), ("Il coûte 25 €.", "breakfast")],
        ),
    ],
)
def test_an_answer_that_lost_its_answer_falls_apart(
    said: str, sentences: list[tuple[str, str]]
) -> None:
    """Nothing with facts left, the first of them gone, or just what was asked for."""
    made = [Sentence(text, tuple(filter(None, (key,)))) for text, key in sentences]

    assert check_answer(made, world(said)).falls_apart


@pytest.mark.parametrize(
    ("said", "text", "why"),
    [
        ("a table for 4 at 20:30", "A table for 4 at 8:30 pm: I have told the team.", None),
        ("Where is my luggage?", "I have told my colleagues, they will write to you here.", None),
        ("I want my money back", "Your refund has been approved.", Drop.PROMISE),
        ("Ich will mein Geld", "Ihr Geld wurde erstattet.", Drop.PROMISE),
        ("верните деньги", "Возврат одобрен.", Drop.PROMISE),
        ("quiero mi dinero", "Su devolución fue aprobada.", Drop.PROMISE),
        ("remboursez-moi", "Vous serez remboursé demain.", Drop.PROMISE),
        ("table for 4", "A table for 5 is noted, colleagues were told.", Drop.NOT_IN_SOURCE),
        ("say 0 €", "It costs 0 €, I have told the team.", Drop.NOT_IN_SOURCE),
        ("code AB1234X", "Use code AB1234X until a colleague comes.", Drop.NOT_IN_SOURCE),
    ],
)
def test_a_hand_over_may_repeat_a_wish_and_promise_nothing(
    said: str, text: str, why: Drop | None
) -> None:
    """Times and counts of the guest; never a price, a code, or a thing granted."""
    checked = check_hand_over([Sentence(text)], world(said))

    assert [one.why for one in checked.dropped] == ([why] if why else [])
    assert checked.falls_apart is (why is not None)
