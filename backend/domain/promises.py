"""What the hotel told a guest it would do, and by when; read by rule, whoever wrote it.

A promise is a sentence in which somebody of the hotel will do something and that names a moment to
come, also "right away". What only is so at some hour (breakfast, a bus) is none.
"""

import re
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from functools import lru_cache
from zoneinfo import ZoneInfo

from backend.domain import promise_words as words
from backend.domain.phrases import fold
from backend.domain.promise_times import (
    SOON,
    When,
    bare_span,
    compiled,
    moments_in,
    on_the_day_of,
    resolve,
)

LONGEST_READ = 4000
MOST_IN_ONE = 5
QUOTE = 200
SHORTEST_BEFORE = timedelta(minutes=1)
LONGEST_BEFORE = timedelta(minutes=30)
"""A third of a day is no time to remind anybody."""
LAPSES_AFTER = timedelta(hours=24)
"""So long a missed one can still be done; then it stands as missed."""
VERBLESS_WORDS = 8


class PromiseState(StrEnum):
    OPEN = "open"
    KEPT = "kept"
    CANCELLED = "cancelled"
    """A person said that nothing has to be done."""
    MISSED = "missed"
    """Nobody did it in time, nor long after."""
    UNSAID = "unsaid"
    """Its message never left, or was deleted."""


class Closing(StrEnum):
    """Who says that it is over."""

    STAFF = "staff"
    GUEST = "guest"
    CLOCK = "clock"


class Stage(StrEnum):
    """What time does with an open promise."""

    WARN = "warn"
    MISS = "miss"
    LAPSE = "lapse"


@dataclass(frozen=True, slots=True)
class Promise:
    words: str
    """The sentence as it was said."""
    due_at: datetime


@dataclass(frozen=True, slots=True)
class Clock:
    """An open promise as time sees it."""

    said_at: datetime
    due_at: datetime
    warned: bool
    missed: bool


_SENTENCE = re.compile(r"(?<=[.!?…])(?<!p\.m\.)(?<!a\.m\.)(?<!min\.)(?<!ca\.)\s+|\n+")
_CLAUSE = re.compile(
    r"[,;:]\s|\s[-–—]\s| but | and then | aber | pero | но | mais | sondern "
    # A new sentence behind its "and", which has a doer of its own.
    r"| and (?=(?:we|i|he|she|they|someone|somebody|our|will|(?:the|your) \w+ will) )"
    r"| und (?=(?:wir|ich|jemand|unser\w*) )"
    r"| y (?=(?:le|les|lo|alguien|nuestr\w+) )| et (?=(?:nous|je|on|quelqu'un) )| и (?=(?:мы|я) )"
)
_YES = re.compile(r"\b[Ss]í\b|^\s*[Ss]i\s?,")
# What is written short, and a greeting that would be tomorrow.
_PLAIN = {
    "guten morgen": " ",
    "'ll ": " will ",
    "'re ": " are ",
    "i'm ": "i am ",
}
# What leaves the kitchen for a guest comes to them; a flight only leaves.
_GOES_OUT = re.compile(
    r"\b(?P<what>(?:votre|su|your) (?!vol\b|avion\b|bateau\b|vuelo\b|excursion|ferry\b|boat\b|"
    r"tour\b)(?:\w+ ){1,3})(?:part|sale|leaves)(?= (?:dans|en|in|the kitchen) )"
)
_IS = re.compile(r"'s (?=(?:\w+ing|on|due|back|straight|right|up|over|here|there) )")
_COMMITS = compiled(words.COMMITS)
_ON_THE_WAY = compiled(words.ON_THE_WAY)
_THEN = compiled(words.THEN)
_THINGS = compiled(words.THINGS)
_LATEST = compiled(words.LATEST)
_PAST_TOO = compiled(words.PAST_TOO)
_VETOES = tuple(compiled(one) for one in (words.NEGATED, words.CONDITIONAL, words.OF_THE_GUEST))
_ASIDES = tuple(compiled(one) for one in (words.PAST, words.FACTS))
"""They make their own clause none, and leave the promise that stands beside it."""
_GOT, _NOT_GOT = compiled(words.GOT), compiled(words.NOT_GOT)
_WORD = re.compile(r"[^\W\d_]{4,}")


def promises_in(text: str, *, said_at: datetime, zone: ZoneInfo) -> tuple[Promise, ...]:
    """Those of one message, in its order; one a sentence."""
    found = []
    for sentence in _SENTENCE.split(text[:LONGEST_READ]):
        when = promised(sentence)
        due = resolve(when, said_at, zone) if when is not None else None
        if when is not None and due is not None:
            found.append((when.soon, Promise(" ".join(sentence.split())[:QUOTE], due)))
    # "On the way" beside "in ten minutes" is the same promise.
    named = [one for soon, one in found if not soon]
    return tuple(named or [one for _, one in found[:1]])[:MOST_IN_ONE]


def confirms(text: str) -> bool:
    """Whether a guest says that something has come or is done."""
    folded = fold(text[:LONGEST_READ])
    return _GOT.search(folded) is not None and not _denies(folded)


def confirmed(text: str, open_ones: list[str]) -> int | None:
    """Which of the promises (their words, the oldest first) a guest's message says is kept: the
    one whose thing it names, or the only one; None: it cannot be said."""
    if not confirms(text) or not open_ones:
        return None
    said = _stems(text)
    shared = [len(said & _stems(one)) for one in open_ones]
    best = max(shared)
    if best and shared.count(best) == 1:
        return shared.index(best)
    return 0 if len(open_ones) == 1 else None


def warn_at(said_at: datetime, due_at: datetime) -> datetime:
    """A third of the time before it is due."""
    before = max(SHORTEST_BEFORE, (due_at - said_at) / 3)
    return due_at - min(before, LONGEST_BEFORE)


def due_stage(clock: Clock, now: datetime) -> Stage | None:
    """What is to happen to it now; what was slept through is not made up for."""
    if now >= clock.due_at + LAPSES_AFTER:
        return Stage.LAPSE
    if now >= clock.due_at:
        return None if clock.missed else Stage.MISS
    if not clock.warned and now >= warn_at(clock.said_at, clock.due_at):
        return Stage.WARN
    return None


def next_at(clock: Clock) -> datetime:
    """When time does the next thing with it."""
    if clock.missed:
        return clock.due_at + LAPSES_AFTER
    return clock.due_at if clock.warned else warn_at(clock.said_at, clock.due_at)


@lru_cache(maxsize=8192)
def promised(sentence: str) -> When | None:
    """What was said in the last minute is read again and again."""
    if sentence.rstrip().endswith(("?", "؟", "？")):
        return None
    plain = fold(_YES.sub(" ", sentence))
    for short, full in _PLAIN.items():
        plain = plain.replace(short, full)
    plain = _IS.sub(" is ", plain)
    plain = _LATEST.sub("by", plain)
    plain = _GOES_OUT.sub(r"\g<what>llega", plain)
    clauses = [one for one in _CLAUSE.split(plain) if one]
    if len(clauses) == 1:
        return _promised_in(plain)
    best: When | None = None
    before = last = ""
    for clause in clauses:
        when = _promised_in(clause) or _promised_then(last, clause)
        last = clause
        if when is not None and (best is None or _exactness(when) > _exactness(best)):
            best = on_the_day_of(before, when)
        if not (_found(_VETOES, clause) or _found(_ASIDES, clause)):
            before += clause + " "
    if best is None or _exactness(best) == _DAY:
        # The moment may stand in another clause than the deed.
        whole = ", ".join(one for one in clauses if not _found(_ASIDES, one))
        best = _promised_in(whole) or best
    return best


_SOON, _DAY, _EXACT = range(3)


def _exactness(when: When) -> int:
    """ "In ten minutes" and "at six" say more than "tomorrow", and that more than "soon"."""
    if when.soon:
        return _SOON
    return _EXACT if when.after is not None or when.has_hour else _DAY


def _found(patterns: tuple[re.Pattern[str], ...], clause: str) -> bool:
    return any(pattern.search(clause) for pattern in patterns)


def _promised_then(before: str, clause: str) -> When | None:
    """ "He starts at nine and will call you then": the moment is that of what was said before."""
    if not _THEN.search(clause) or any(_found(_VETOES, one) for one in (before, clause)):
        return None
    moments = moments_in(before)
    alone = _COMMITS.search(clause) is not None and not _found(_ASIDES, clause)
    return moments[-1] if alone and moments else None


def _promised_in(clause: str) -> When | None:
    if _found(_VETOES, clause) or _found(_ASIDES, clause):
        return None
    commits = _COMMITS.search(clause)
    moments = moments_in(clause)
    if commits is not None:
        if not moments:
            bare = bare_span(clause)
            moments = [bare] if bare else []
        if moments:
            nearest = min(moments, key=lambda one: abs(one.place - commits.start()))
            past_too = _PAST_TOO.fullmatch(commits.group()) is not None
            return replace(nearest, past_too=past_too)
    if _ON_THE_WAY.search(clause):
        return moments[0] if moments else When(0, after=SOON, soon=True)
    short = len(clause.split()) <= VERBLESS_WORDS
    if short and moments and moments[0].after is not None and _THINGS.search(clause):
        return moments[0]
    return None


def _denies(folded: str) -> bool:
    return "?" in folded or _NOT_GOT.search(folded) is not None


def _stems(text: str) -> set[str]:
    """Words by their beginnings: towel and towels are one."""
    return {word[:5] for word in _WORD.findall(fold(text))}
