"""Each sentence of an answer against what it stands on: kept, or dropped with its reason.

The model names the entries of each sentence; code looks whether they exist, hold today, and
contain every time, price, date, number, contact and name that the sentence states. Whether the
words around them mean the same is not something code can see.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import lru_cache

from backend.domain.claims import Claim, Kind, claims_in
from backend.domain.courtesy import is_courtesy, promises_something
from backend.domain.phrases import fold
from backend.domain.questions import Wanted, wanted_by
from backend.domain.validity import Season, Validity


class Drop(StrEnum):
    """Why a sentence is not said."""

    NO_SOURCE = "no_source"
    UNKNOWN_SOURCE = "unknown_source"
    SOURCE_NOT_VALID = "source_not_valid"
    NOT_IN_SOURCE = "not_in_source"
    PROMISE = "promise"


@dataclass(frozen=True, slots=True)
class Sentence:
    text: str
    sources: tuple[str, ...] = ()
    """Keys of entries in the prompt, e.g. k1."""


@dataclass(frozen=True, slots=True)
class Source:
    text: str
    valid_from: date | None = None
    valid_until: date | None = None
    season: Season | None = None

    def holds_on(self, day: date) -> bool:
        return Validity(self.valid_from, self.valid_until, self.season).holds_on(day)


@dataclass(frozen=True, slots=True)
class Dropped:
    sentence: Sentence
    why: Drop
    claim: Claim | None = None
    """The first thing it states that nothing holds."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What of the world an answer may state."""

    sources: Mapping[str, Source]
    facts: str
    """Of the day and of the stay, as far as this guest may know them; the hotel's name."""
    said: str
    """The guest's own words: a hand-over may repeat them, an answer may not stand on them."""
    today: date
    language: str | None = None
    """The guest's; None while nobody knows."""


@dataclass(frozen=True, slots=True)
class Checked:
    kept: tuple[Sentence, ...]
    dropped: tuple[Dropped, ...] = field(default=())
    falls_apart: bool = False
    """What is left does not answer what the guest asked."""

    @property
    def text(self) -> str:
        return " ".join(one.text for one in self.kept)

    @property
    def sources(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(key for one in self.kept for key in one.sources))


def check_answer(sentences: Sequence[Sentence], evidence: Evidence) -> Checked:
    """An answer: every sentence that states something needs a source that holds it."""
    verdicts = [(one, _fault_of(one, evidence)) for one in sentences]
    kept = tuple(one for one, fault in verdicts if fault is None)
    dropped = tuple(fault for _, fault in verdicts if fault is not None)
    return Checked(kept, dropped, falls_apart=_falls_apart(verdicts, kept, dropped, evidence))


def check_hand_over(sentences: Sequence[Sentence], evidence: Evidence) -> Checked:
    """A hand-over states nothing of its own: it repeats the guest, names entries, or is courteous;
    one sentence that does more takes the others along."""
    repeated = frozenset(one for one in claims_in(evidence.said) if one.kind in _WISHES)
    faults = [_fault_of_hand_over(one, evidence, repeated) for one in sentences]
    dropped = tuple(fault for fault in faults if fault is not None)
    kept = () if dropped else tuple(sentences)
    return Checked(kept, dropped, falls_apart=not kept)


def first_unheld(text: str, held: str, *, language: str | None = None) -> Claim | None:
    """The first thing that one text states and another does not hold."""
    return _missing(claims_in(text, language), _Held((), held))


# Of the guest's words what describes a wish, and nothing that somebody could be sent to.
_WISHES = frozenset({Kind.TIME, Kind.DATE, Kind.MONTH, Kind.WEEKDAY, Kind.NUMBER, Kind.NAME})


def _fault_of_hand_over(
    one: Sentence, evidence: Evidence, repeated: frozenset[Claim]
) -> Dropped | None:
    cited = _cited(one, evidence)
    if isinstance(cited, Drop):
        return Dropped(one, cited)
    missing = _missing(
        claims_in(one.text, evidence.language),
        _Held(cited, evidence.facts, repeated, evidence.said),
    )
    if missing is not None:
        return Dropped(one, Drop.NOT_IN_SOURCE, missing)
    return Dropped(one, Drop.PROMISE) if promises_something(one.text) else None


def _fault_of(one: Sentence, evidence: Evidence) -> Dropped | None:
    cited = _cited(one, evidence)
    if isinstance(cited, Drop):
        return Dropped(one, cited)
    missing = _missing(claims_in(one.text, evidence.language), _Held(cited, evidence.facts))
    if missing is not None:
        return Dropped(one, Drop.NOT_IN_SOURCE if cited else Drop.NO_SOURCE, missing)
    # Without a source: courtesy, a question back, or what the day and the stay hold altogether.
    known = bool(claims_in(one.text)) or _TOLD.search(one.text) is not None
    if cited or known or is_courtesy(one.text) or _asks_back(one.text):
        return None
    return Dropped(one, Drop.NO_SOURCE)


# The code of the guest's own stay, which stands beside the facts of the day.
_TOLD = re.compile(r"<CODE_\d+>")


_ENDS_ASKING = re.compile(r"[?？؟;]\s*$")


def _asks_back(text: str) -> bool:
    return _ENDS_ASKING.search(text) is not None and not claims_in(text)


def _cited(one: Sentence, evidence: Evidence) -> list[str] | Drop:
    texts: list[str] = []
    for key in one.sources:
        source = evidence.sources.get(key)
        if source is None:
            return Drop.UNKNOWN_SOURCE
        if not source.holds_on(evidence.today):
            return Drop.SOURCE_NOT_VALID
        texts.append(source.text)
    return texts


@dataclass(frozen=True, slots=True)
class _Held:
    """Where the claims of a sentence may stand."""

    cited: Sequence[str]
    facts: str
    repeated: frozenset[Claim] = frozenset()
    names: str = ""
    """Whose names may be repeated."""

    def claims(self) -> frozenset[Claim]:
        return self.repeated.union(claims_in(self.facts), *map(claims_in, self.cited))


def _missing(stated: frozenset[Claim], held: _Held) -> Claim | None:
    """The first claim that nothing contains."""
    if not stated:
        return None
    claims = held.claims()
    in_order = sorted(stated, key=lambda one: (one.kind, one.words))
    return next((one for one in in_order if not _is_held(one, claims, held)), None)


def _is_held(claim: Claim, claims: frozenset[Claim], held: _Held) -> bool:
    same = {one.value for one in claims if one.kind is claim.kind}
    match claim.kind:
        case Kind.NAME:
            texts = (*held.cited, held.facts, held.names)
            return any(names_it(str(claim.value), one) for one in texts)
        case Kind.CODE:
            return any(str(claim.value) in _words_of(one) for one in (*held.cited, held.facts))
        case Kind.DATE:
            return any(same_date(claim.value, other) for other in same)
        case Kind.WEEKDAY if held.cited:
            days = {
                one.value
                for text in held.cited
                for one in claims_in(text)
                if one.kind is claim.kind
            }
            # An entry that names no day speaks of all of them.
            return not days or claim.value in days
        case Kind.TIME:
            return claim.value in same or _as_number(claim.value, claims)
        case Kind.NUMBER:
            return claim.value in same or _as_clock(claim.value, claims)
    return claim.value in same


def _as_number(minutes: object, held: frozenset[Claim]) -> bool:
    """An entry may say "7-22" where the answer says 7:00 to 22:00."""
    whole = isinstance(minutes, int) and minutes % 60 == 0
    return whole and any(
        one.kind is Kind.NUMBER and one.value == int(str(minutes)) // 60 * 100 for one in held
    )


def _as_clock(number: object, held: frozenset[Claim]) -> bool:
    """And the other way round."""
    return isinstance(number, int) and any(
        one.kind is Kind.TIME and one.value == number // 100 * 60 and number % 100 == 0
        for one in held
    )


def same_date(one: object, other: object) -> bool:
    """A date without a year is that of any year."""
    if not isinstance(one, tuple) or not isinstance(other, tuple):
        return False
    years_fit = one[2] is None or other[2] is None or one[2] == other[2]
    return one[:2] == other[:2] and years_fit


_LETTERS = str.maketrans(
    dict(zip("абвгдезийклмнопрстуфхыэ", "abvgdezijklmnoprstufhye", strict=True))
    | {"ж": "zh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "sh", "ь": "", "ъ": "", "ю": "u", "я": "a"}
)
_WEAK = re.compile(r"[^bcdfgklmnpqrstvxz]|(.)(?=\1)")
SHORTEST_STEM, SHORTEST_SKELETON = 4, 3


def names_it(name: str, text: str) -> bool:
    """Whether a text has this name, which may be inflected, and written in the guest's letters."""
    known = _words_of(text)
    if name in known or (len(name) > SHORTEST_STEM and any(_inflects(name, one) for one in known)):
        return True
    skeleton = _skeleton(name)
    if len(skeleton) < SHORTEST_SKELETON or name.isascii():
        return False
    return any(_skeleton(one).startswith(skeleton[: max(3, len(skeleton) - 1)]) for one in known)


def _inflects(name: str, other: str) -> bool:
    stem = max(SHORTEST_STEM, len(name) - 2)
    return other.startswith(name[:stem]) and abs(len(other) - len(name)) <= 3


@lru_cache(maxsize=4096)
def _words_of(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"\w+(?:['-]\w+)*", fold(text))) | frozenset(
        re.findall(r"\w+", fold(text))
    )


def _skeleton(word: str) -> str:
    latin = fold(word).translate(_LETTERS).replace("ck", "k").replace("c", "k").replace("w", "v")
    return _WEAK.sub("", latin.replace("ph", "f").replace("th", "t").replace("kh", "h"))


def _falls_apart(
    verdicts: Sequence[tuple[Sentence, Dropped | None]],
    kept: Sequence[Sentence],
    dropped: Sequence[Dropped],
    evidence: Evidence,
) -> bool:
    if not kept:
        return True
    if not dropped:
        return False
    states = [(one, fault) for one, fault in verdicts if not is_courtesy(one.text)]
    if not any(fault is None for _, fault in states):
        return True
    if states[0][1] is not None:
        return True  # the first statement is the one that answers
    wanted = wanted_by(evidence.said)
    said = {one.kind for sentence in kept for one in claims_in(sentence.text)}
    lost = {one.kind for fault in dropped for one in claims_in(fault.sentence.text)}
    return any(not kinds & said and kinds & lost for kinds in map(_KINDS.__getitem__, wanted))


_KINDS = {
    Wanted.PRICE: {Kind.PRICE, Kind.FREE, Kind.PERCENT},
    Wanted.TIME: {Kind.TIME, Kind.DATE, Kind.WEEKDAY, Kind.MONTH},
    Wanted.CONTACT: {Kind.PHONE, Kind.EMAIL, Kind.LINK},
}
