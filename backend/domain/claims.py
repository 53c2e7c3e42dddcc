"""What a sentence states that can be checked: times, prices, dates, numbers, contacts, names.

The same fact gives the same claim however it is written: "7 pm" is 19:00, "12,50 EUR" is
"€12.50", "24. Dezember" is 2026-12-24 without its year.
"""

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache

from backend.domain import claim_words as words
from backend.domain.identifiers import Sort, digits_of, find_identifiers
from backend.domain.names import names_in
from backend.domain.phrases import fold

Value = str | int | tuple[int | str | None, ...]


class Kind(StrEnum):
    """Also the names that staff screens and the ledger use."""

    TIME = "time"
    PRICE = "price"
    PERCENT = "percent"
    DATE = "date"
    MONTH = "month"
    WEEKDAY = "weekday"
    NUMBER = "number"
    FREE = "free"
    PHONE = "phone"
    EMAIL = "email"
    LINK = "link"
    CODE = "code"
    NAME = "name"


@dataclass(frozen=True, slots=True)
class Claim:
    kind: Kind
    value: Value
    words: str = ""
    """As it was written."""


_PLACEHOLDER = re.compile(r"<[A-Z]+(?:_\d+)?>")
# Bounded: a text of digits alone must not cost its square.
_NUMBER = (
    r"\d{1,3}(?:[ .,\u00a0\u202f']\d{3}){1,12}(?:[.,]\d{1,2})?(?!\d)"
    r"|\d{1,40}(?:[.,]\d{1,2})?(?!\d)"
)
_MONEY = "|".join(sorted(map(re.escape, words.CURRENCIES), key=len, reverse=True))
_PRICE = re.compile(
    rf"(?<![\w])(?P<before>{_MONEY})\s?(?P<n1>{_NUMBER})"
    rf"|(?<![\w.,])(?P<n2>{_NUMBER})(?:[.,]-)?\s?(?P<after>{_MONEY})(?!\w)"
)
_PERCENT = re.compile(
    rf"({_NUMBER})\s?(?:%|percent\b|prozent\b|por ciento\b|процент\w*|pour cent\b)"
)
_MARK = rf"(?P<am{{0}}>{words.MORNING})|(?P<pm{{0}}>{words.EVENING})|(?P<clock{{0}}>{words.CLOCK})"
_HOUR = r"(?P<h{0}>[01]?\d|2[0-4])(?:[:.h](?P<m{0}>[0-5]\d)(?!\d|[.,]\d|\.[a-z]))?"
_TIME = re.compile(
    rf"(?<![\d.,:/+-]){_HOUR.format(1)}(?:\s?(?:{_MARK.format(1)}))?"
    rf"(?:\s?(?:-|–|—|to|until|till|and|bis|und|a|al|hasta|y|до|и|по|a las|hasta las|jusqu'a|et)\s?"
    rf"{_HOUR.format(2)}(?:\s?(?:{_MARK.format(2)}))?)?(?![\d]|[.,]\d)"
)
_ISO = re.compile(r"(?<!\d)(\d{4})-(\d{2})-(\d{2})(?!\d)")
_DOTTED = re.compile(
    r"(?<![\d.])(\d{1,2})[./](\d{1,2})(?:[./](\d{4}|\d{2})|\.(?=\s|$|[,;)])|(?=\s|$|[,;)]))(?!\d)"
)
_MONTH_WORDS = "|".join(sorted(words.MONTHS_BY_DAY, key=len, reverse=True))
_DAY_MONTH = re.compile(
    rf"(?<!\d)(\d{{1,2}})(?:\.|st|nd|rd|th|er|-го)?\s?(?:of |de )?({_MONTH_WORDS})\b\.?"
    r"(?:,?\s?(?:de |del )?(\d{4}))?"
)
_MONTH_DAY = re.compile(
    rf"\b({_MONTH_WORDS})\.?\s(\d{{1,2}})(?:st|nd|rd|th)?(?!\d|:)(?:,?\s(\d{{4}}))?"
)
_DAYS_WORDS = "|".join(sorted(words.WEEKDAYS, key=len, reverse=True))
_DAY = re.compile(rf"\b(?:{_DAYS_WORDS})\b")
_DAY_RANGE = re.compile(
    rf"\b({_DAYS_WORDS})\s?(?:-|–|to|through|until|bis|a|al|hasta|до|по|au)\s?({_DAYS_WORDS})\b"
)
_MONTH = re.compile(rf"\b(?:{'|'.join(sorted(words.MONTHS, key=len, reverse=True))})\b")
_SPELLED = re.compile(
    rf"(?<![\w-])(?:{'|'.join(sorted(words.NUMBERS, key=len, reverse=True))})(?![\w-])"
)
_SPELLED_CLOCK = re.compile(
    rf"(?<![\w-])({'|'.join(sorted(words.NUMBERS, key=len, reverse=True))})\s"
    rf"(?=(?:{words.CLOCK}|{words.MORNING}|{words.EVENING}))(?:(?:{words.CLOCK})\s?)?"
    rf"(?:(?P<am>{words.MORNING})|(?P<pm>{words.EVENING}))?"
)
_BARE = re.compile(
    rf"(?<!\w)(?<!\d[.,])(?:{_NUMBER})(?!\w)|(?<![\w.,])\d+(?=(?:st|nd|rd|th|er|e|ème|km|m|min|h)\b)"
)
_CODE = re.compile(r"(?<![\w-])(?!\d{1,2}h\d{2}\b)(?=\w*[A-Za-z])(?=\w*\d)\w{4,}(?![\w-])")
_FREE, _EVERY = re.compile(words.FREE), re.compile(words.EVERY_DAY)
_WORKING, _WEEKEND = re.compile(words.WORKING_DAYS), re.compile(words.WEEKEND)
_NOON, _MIDNIGHT = re.compile(words.NOON), re.compile(words.MIDNIGHT)
_CONTACTS = {Sort.PHONE: Kind.PHONE, Sort.CARD: Kind.PHONE, Sort.EMAIL: Kind.EMAIL,
             Sort.LINK: Kind.LINK, Sort.IBAN: Kind.CODE}  # fmt: skip
HALF_DAY, DAY = 12 * 60, 24 * 60


@lru_cache(maxsize=4096)
def claims_in(text: str, language: str | None = None) -> frozenset[Claim]:
    """Everything checkable. A hotel's entries come with every answer, so they are remembered.

    `language`: of the answer, where it is known; German writes its nouns like names.
    """
    bare = _PLACEHOLDER.sub(" ", text)
    found, rest = _contacts(bare)
    found |= {Claim(Kind.CODE, one.group().casefold(), one.group()) for one in _CODE.finditer(rest)}
    found |= {Claim(Kind.NAME, fold(name), name) for name in names_in(rest, language=language)}
    rest = fold(_CODE.sub(" ", rest))
    for read in (_prices, _dates, _clocks, _days, _plain):
        more, rest = read(rest)
        found |= more
    return frozenset(found)


def _contacts(text: str) -> tuple[set[Claim], str]:
    found: set[Claim] = set()
    rest = text
    for span in find_identifiers(text):
        if span.sort not in _CONTACTS:
            continue
        value = text[span.start : span.end]
        kind = _CONTACTS[span.sort]
        plain = digits_of(value) if kind is Kind.PHONE else value.casefold().strip(" ./")
        found.add(Claim(kind, plain, value))
        rest = rest[: span.start] + " " * len(value) + rest[span.end :]
    return found, rest


def _prices(text: str) -> tuple[set[Claim], str]:
    found: set[Claim] = set()
    for one in _PRICE.finditer(text):
        amount = one["n1"] or one["n2"]
        money = words.CURRENCIES[one["before"] or one["after"]]
        found.add(Claim(Kind.PRICE, (_cents(amount), money), one.group().strip()))
    text = _PRICE.sub(" ", text)
    for one in _PERCENT.finditer(text):
        found.add(Claim(Kind.PERCENT, _cents(one[1]), one.group()))
    found |= {Claim(Kind.FREE, "free", one.group()) for one in _FREE.finditer(text)}
    return found, _PERCENT.sub(" ", text)


def _cents(number: str) -> int:
    """`1.200,50` and `1,200.50` are the same; three digits behind a sign are thousands."""
    whole = re.sub(r"[ \u00a0\u202f']", "", number)
    parts = re.fullmatch(r"(.*?)(?:[.,](\d{1,2}))?", whole)
    assert parts is not None
    return int(re.sub(r"\D", "", parts[1])[:12] or 0) * 100 + int((parts[2] or "0").ljust(2, "0"))


def _dates(text: str) -> tuple[set[Claim], str]:
    found: set[Claim] = set()

    def add(one: re.Match[str], day: int, month: int, year: str | None) -> str:
        if not 1 <= month <= 12 or not 1 <= day <= 31:
            return one.group()
        full = int(year) if year and len(year) == 4 else None
        found.add(Claim(Kind.DATE, (day, month, full), one.group().strip()))
        found.add(Claim(Kind.MONTH, month))
        if full is not None:
            found.update(_weekday_of(full, month, day))
        return " "

    text = _ISO.sub(lambda one: add(one, int(one[3]), int(one[2]), one[1]), text)
    months = words.MONTHS_BY_DAY
    text = _DAY_MONTH.sub(lambda one: add(one, int(one[1]), months[one[2]], one[3]), text)
    text = _MONTH_DAY.sub(lambda one: add(one, int(one[2]), months[one[1]], one[3]), text)
    text = _DOTTED.sub(lambda one: add(one, int(one[1]), int(one[2]), one[3]), text)
    for one in _MONTH.finditer(text):
        found.add(Claim(Kind.MONTH, words.MONTHS[one.group()], one.group()))
    return found, text


def _weekday_of(year: int, month: int, day: int) -> list[Claim]:
    try:
        return [Claim(Kind.WEEKDAY, date(year, month, day).isoweekday())]
    except ValueError:
        return []


def _clocks(text: str) -> tuple[set[Claim], str]:
    found: set[Claim] = set()

    def spelled(one: re.Match[str]) -> str:
        hour = words.NUMBERS[one[1]]
        if hour > 24:
            return one.group()
        found.add(
            Claim(Kind.TIME, _minutes(hour, 0, am=bool(one["am"]), pm=bool(one["pm"])), one.group())
        )
        return " "

    def ranged(one: re.Match[str]) -> str:
        first, second = _side(one, 1), _side(one, 2)
        if not (first.is_time or (second is not None and second.is_time)):
            return one.group()
        if second is not None and not first.marked and second.half and first.hour <= 12:
            earlier = first.hour % 12 <= second.hour % 12
            first.half = second.half if earlier else ("am" if second.half == "pm" else "pm")
        for side in filter(None, (first, second)):
            found.add(Claim(Kind.TIME, side.minutes(), one.group().strip()))
        return " "

    text = _SPELLED_CLOCK.sub(spelled, text)
    text = _TIME.sub(ranged, text)
    for pattern, minutes in ((_NOON, HALF_DAY), (_MIDNIGHT, 0)):
        if pattern.search(text):
            found.add(Claim(Kind.TIME, minutes, "12"))
    return found, text


@dataclass(slots=True)
class _Side:
    hour: int
    minute: int
    has_minutes: bool
    half: str
    clock: bool

    @property
    def marked(self) -> bool:
        return bool(self.half) or (self.has_minutes and self.hour > 12)

    @property
    def is_time(self) -> bool:
        return self.has_minutes or bool(self.half) or self.clock

    def minutes(self) -> int:
        return _minutes(self.hour, self.minute, am=self.half == "am", pm=self.half == "pm")


def _side(one: re.Match[str], number: int) -> "_Side":
    """The second side of a lone time is the first one again: the same claim twice is one."""
    which = number if one[f"h{number}"] else 1
    half = "am" if one[f"am{which}"] else "pm" if one[f"pm{which}"] else ""
    minute = one[f"m{which}"]
    clock = bool(one[f"clock{which}"])
    return _Side(int(one[f"h{which}"]), int(minute or 0), minute is not None, half, clock)


def _minutes(hour: int, minute: int, *, am: bool, pm: bool) -> int:
    if pm and hour < 12:
        hour += 12
    if am and hour == 12:
        hour = 0
    return (hour * 60 + minute) % DAY


def _days(text: str) -> tuple[set[Claim], str]:
    found: set[Claim] = set()

    def add(days: range | tuple[int, ...], said: str) -> None:
        found.update(Claim(Kind.WEEKDAY, day, said) for day in days)

    for one in _DAY_RANGE.finditer(text):
        first, last = words.WEEKDAYS[one[1]], words.WEEKDAYS[one[2]]
        days = range(first, last + 1) if first <= last else (*range(first, 8), *range(1, last + 1))
        add(days, one.group())
    for one in _DAY.finditer(text):
        add((words.WEEKDAYS[one.group()],), one.group())
    for pattern, days in ((_EVERY, range(1, 8)), (_WORKING, range(1, 6)), (_WEEKEND, range(6, 8))):
        for one in pattern.finditer(text):
            add(days, one.group())
    return found, text


def _plain(text: str) -> tuple[set[Claim], str]:
    found = {Claim(Kind.NUMBER, _cents(one.group()), one.group()) for one in _BARE.finditer(text)}
    for one in _SPELLED.finditer(text):
        found.add(Claim(Kind.NUMBER, words.NUMBERS[one.group()] * 100, one.group()))
    return found, text
