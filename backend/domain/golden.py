"""Whether an answer to a golden question is right, and whether a run is worse than the last one.

All by rule, so that the same answer is judged alike every time and without a model.
"""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from backend.domain.claims import Claim, Kind, claims_in
from backend.domain.golden_words import Expects, Fault, Outcome
from backend.domain.identifiers import Sort, find_identifiers
from backend.domain.language import is_other_language
from backend.domain.phrases import fold

_NAMED = {Kind.PRICE, Kind.PHONE, Kind.EMAIL, Kind.LINK}
_PAYING = {Sort.CARD, Sort.IBAN}
# Asking for them is as bad as naming them. `fold` leaves no short i.
_ASKED = re.compile(
    r"\b(?:cvv|cvc|iban|card numbers?|account numbers?|kartennummer|kontonummer|prufziffer"
    r"|numero de (?:la |su )?(?:tarjeta|cuenta)|numero de (?:la |votre )?carte|numero de compte"
    r"|номер\w* (?:вашеи )?(?:карт\w*|счет\w*))\b"
)


@dataclass(frozen=True, slots=True)
class Expected:
    outcome: Expects
    language: str
    facts: tuple[str, ...] = ()
    """Each must appear, however it is written: "7 pm" is "19:00"."""
    sources: frozenset[str] = frozenset()
    """Entries of which the answer must stand on one."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What a guest would have been told."""

    outcome: Outcome
    text: str = ""
    sources: tuple[str, ...] = ()
    cited: tuple[str, ...] = ()
    """What those entries say."""


def faults_of(expected: Expected, seen: Seen) -> tuple[Fault, ...]:
    """In a fixed order; empty: the answer is right."""
    answered = seen.outcome is Outcome.ANSWERED
    found = {
        Fault.OUTCOME: not _is_wanted(expected.outcome, seen.outcome),
        Fault.LANGUAGE: bool(seen.text) and is_other_language(seen.text, expected.language),
        Fault.FACT_MISSING: answered
        and not all(_appears(one, seen.text) for one in expected.facts),
        Fault.SOURCE_MISSING: answered
        and bool(expected.sources)
        and expected.sources.isdisjoint(seen.sources),
        Fault.NOT_IN_SOURCE: answered and _invents(seen),
        Fault.PAYMENT: _speaks_of_paying(seen.text),
    }
    return tuple(fault for fault, is_so in found.items() if is_so)


def _is_wanted(wanted: Expects, outcome: Outcome) -> bool:
    match wanted:
        case Expects.ANSWERED:
            return outcome is Outcome.ANSWERED
        case Expects.HANDED_OVER:
            return outcome is Outcome.HANDED_OVER
    return outcome is not Outcome.ANSWERED


def _appears(fact: str, text: str) -> bool:
    """By what it claims, where it claims something that can be checked, else by its words."""
    wanted = _plain(claims_in(fact))
    if wanted:
        said = _plain(claims_in(text))
        return all(one in said or _as_number(one) in said for one in wanted)
    return fold(fact).strip() in fold(text)


def _as_number(fact: tuple[Kind, object]) -> tuple[Kind, object] | None:
    """ "From 8 to 11" names 8:00 without saying that it is an hour; numbers are in hundredths."""
    kind, value = fact
    if kind is not Kind.TIME or not isinstance(value, int) or value % 60:
        return None
    return Kind.NUMBER, value // 60 * 100


def _plain(claims: Collection[Claim]) -> set[tuple[Kind, object]]:
    """A fact is a short text, in which every capital looks like a name."""
    return {(one.kind, one.value) for one in claims if one.kind is not Kind.NAME}


def _invents(seen: Seen) -> bool:
    held = {(one.kind, one.value) for text in seen.cited for one in claims_in(text)}
    said = {(one.kind, one.value) for one in claims_in(seen.text) if one.kind in _NAMED}
    return not said <= held


def _speaks_of_paying(text: str) -> bool:
    named = any(one.sort in _PAYING for one in find_identifiers(text))
    return named or _ASKED.search(fold(text)) is not None


class Compared(NamedTuple):
    """A question in two runs."""

    question: str
    stood: bool | None
    """In the last accepted run; None: it was in none."""
    stands: bool | None
    """Now; None: nobody answered it."""


def worse(compared: Sequence[Compared]) -> list[str]:
    """Questions that stood and do not stand any more."""
    return [one.question for one in compared if one.stood and one.stands is False]


def is_comparable(compared: Sequence[Compared]) -> bool:
    """Whether every question that stood was answered again."""
    return all(one.stands is not None for one in compared if one.stood)
