"""Facts of a hotel's own texts with what they are about, and which two of them cannot both hold.

What a sentence states is read by `claims`, as for the evidence of an answer; here it is given its
subject (breakfast, parking), its aspect (opens, closes, price) and what narrows it (Sundays,
children, per night). Facts are compared only where all of these are the same.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache
from itertools import combinations

from backend.domain import fact_words as words
from backend.domain.claims import Claim, Kind, claims_in
from backend.domain.phrases import fold

LONGEST_SENTENCE = 600


class Aspect(StrEnum):
    OPENS = "opens"
    CLOSES = "closes"
    AT = "at"
    """A time alone, neither from nor until."""
    PRICE = "price"
    PHONE = "phone"
    FLOOR = "floor"


FREE = "free"


@dataclass(frozen=True, slots=True)
class Fact:
    subject: str
    aspect: Aspect
    values: frozenset[object]
    narrowed: frozenset[str]
    """What it holds for alone; empty: always."""
    quote: str
    """The sentence it stands in."""


@dataclass(frozen=True, slots=True)
class Clash:
    """Two texts, by their places in what was compared, that cannot both be right."""

    left: int
    right: int
    subject: str
    aspect: Aspect
    left_quote: str
    right_quote: str


def clashes(texts: Sequence[tuple[str, str, str]]) -> list[Clash]:
    """Of (title, text, when) triples; `when` names the part of the year a text is for."""
    alike: defaultdict[tuple[object, ...], list[tuple[int, Fact]]] = defaultdict(list)
    for place, (title, text, when) in enumerate(texts):
        for fact in facts_in(title, text):
            alike[fact.subject, fact.aspect, fact.narrowed, when].append((place, fact))
            if fact.aspect is Aspect.PRICE:
                whole = replace(fact, values=frozenset({FREE in fact.values}))
                alike[fact.subject, FREE, fact.narrowed - words.UNITS, when].append((place, whole))
    found: dict[tuple[int, int, str, Aspect], Clash] = {}
    for group in alike.values():
        for clash in _clashes_of(group):
            key = (clash.left, clash.right, clash.subject, clash.aspect)
            found.setdefault(key, clash)
    return sorted(found.values(), key=lambda one: (one.left, one.right, one.subject, one.aspect))


def _clashes_of(group: list[tuple[int, Fact]]) -> Iterator[Clash]:
    merged: dict[int, tuple[set[object], Fact]] = {}
    for place, fact in group:
        merged.setdefault(place, (set(), fact))[0].update(fact.values)
    if len({frozenset(values) for values, _ in merged.values()}) < 2:
        return
    for (one, (mine, left)), (other, (theirs, right)) in combinations(merged.items(), 2):
        if mine.isdisjoint(theirs):
            yield Clash(one, other, left.subject, left.aspect, left.quote, right.quote)


@lru_cache(maxsize=8192)
def facts_in(title: str, text: str) -> tuple[Fact, ...]:
    """Sentences without a subject of their own speak of the last one, at first of the title's."""
    found: list[Fact] = []
    heading = words.SUBJECT.search(fold(title))
    about = heading.lastgroup if heading else None
    for sentence in _sentences(text):
        folded = fold(sentence)
        for subject, clause in _clauses(folded, about):
            if subject is not None:
                about = about or subject
                found += _facts_of(subject, clause, folded, sentence)
    return tuple(found)


_ENDS = re.compile(r"(?<=[.!?;…])\s+(?=\D)|\n+|(?<=\D[.!?;])\s+")


def _sentences(text: str) -> Iterable[str]:
    return (one.strip()[:LONGEST_SENTENCE] for one in _ENDS.split(text) if one.strip())


def _clauses(folded: str, about: str | None) -> Iterator[tuple[str | None, str]]:
    """A sentence cut before each further subject it names."""
    named = [one for one in words.SUBJECT.finditer(folded) if not _is_place(one, folded)]
    if not named:
        yield about, folded
        return
    starts = [0, *(one.start() for one in named[1:]), len(folded)]
    for one, start, end in zip(named, starts, starts[1:], strict=False):
        yield one.lastgroup, folded[start:end]


def _is_place(one: re.Match[str], folded: str) -> bool:
    before = folded[max(0, one.start() - 30) : one.start()]
    return one.lastgroup in words.PLACES and words.BEFORE_A_PLACE.search(before) is not None


def _facts_of(subject: str, clause: str, folded: str, sentence: str) -> Iterator[Fact]:
    claims = claims_in(clause)
    narrowed = _narrowed(claims, clause if _has_narrowing(clause) else folded)

    def fact(aspect: Aspect, values: Iterable[object]) -> Fact:
        return Fact(subject, aspect, frozenset(values), narrowed, sentence)

    times: defaultdict[Aspect, set[object]] = defaultdict(set)
    for aspect, minutes in _times(claims, clause):
        times[aspect].add(minutes)
    yield from (fact(aspect, values) for aspect, values in times.items())
    prices = {one.value for one in claims if one.kind is Kind.PRICE}
    if not prices and any(one.kind is Kind.FREE for one in claims):
        prices = {FREE}
    if prices:
        yield fact(Aspect.PRICE, prices)
    phones = {one.value for one in claims if one.kind is Kind.PHONE}
    if phones:
        yield fact(Aspect.PHONE, phones)
    floors = {one.lastgroup for one in words.FLOOR.finditer(clause)}
    if floors:
        yield fact(Aspect.FLOOR, floors)


def _times(claims: frozenset[Claim], clause: str) -> Iterator[tuple[Aspect, int]]:
    by_words: defaultdict[str, list[int]] = defaultdict(list)
    for one in claims:
        if one.kind is Kind.TIME and isinstance(one.value, int):
            by_words[one.words].append(one.value)
    for said, minutes in by_words.items():
        if len(minutes) == 2:
            first, last = sorted(minutes, key=lambda one: not _begins_with(said, one))
            yield Aspect.OPENS, first
            yield Aspect.CLOSES, last
            continue
        aspect = _aspect_of(clause[: max(_place_of(said, clause), 0)])
        yield from ((aspect or Aspect.AT, one) for one in minutes)
    yield from _bare_hours(claims, clause)


def _aspect_of(before: str) -> Aspect | None:
    if words.UNTIL.search(before):
        return Aspect.CLOSES
    return Aspect.OPENS if words.FROM.search(before) else None


def _place_of(said: str, clause: str) -> int:
    """Noon and midnight are claimed as 12, whatever word they were."""
    named = words.TWELVE.search(clause) if said == "12" else None
    return named.start() if named else clause.find(said)


def _bare_hours(claims: Iterable[Claim], clause: str) -> Iterator[tuple[Aspect, int]]:
    """ "until 11": an hour because of the word before it, and of what does not follow."""
    hours = {one.words for one in claims if one.kind is Kind.NUMBER}
    for one in words.BARE_HOUR.finditer(clause):
        aspect = _aspect_of(clause[: one.start()])
        if aspect and one[0] in hours and int(one[0]) <= LAST_HOUR:
            yield aspect, int(one[0]) * 60


def _begins_with(said: str, minutes: int) -> bool:
    hour = re.match(r"\d+", said)
    return hour is not None and int(hour[0]) % 12 == minutes // 60 % 12


def _has_narrowing(clause: str) -> bool:
    return any(one.search(clause) for one in words.NARROW.values())


EVERY_DAY, LAST_HOUR = 7, 24


def _narrowed(claims: Iterable[Claim], clause: str) -> frozenset[str]:
    found = {name for name, one in words.NARROW.items() if one.search(clause)}
    days = {one.value for one in claims if one.kind is Kind.WEEKDAY}
    months = {one.value for one in claims if one.kind in (Kind.MONTH, Kind.DATE)}
    if days and len(days) < EVERY_DAY:
        found |= {f"day {one}" for one in days}
    return frozenset(found | {f"month {one}" for one in months})
