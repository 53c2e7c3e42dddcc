"""When something promised is due: "in ten minutes", "at six", "tomorrow morning", "right away"."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from backend.domain import claim_words
from backend.domain import promise_words as words
from backend.domain.phrases import fold

SOON = timedelta(minutes=15)
"""What "right away" may take before a guest has waited too long."""
A_FEW = timedelta(minutes=10)
FARTHEST = timedelta(days=14)
ENDS = {"morning": time(12), "afternoon": time(18), "evening": time(22), "day": time(20)}
"""By when a promise for a part of a day is due."""
EARLIEST, EARLIEST_AFTER_ITS_DAY = 7, 5
"""Nobody is called before in the morning unless it was said; "tomorrow at six" says it nearly."""
_HALF_DAY = 12
GONE_BY = timedelta(hours=11)
"""Words that may tell of the past mean an hour that has just gone by, not one so far ahead."""


@dataclass(frozen=True, slots=True)
class When:
    """A moment as it was said, before it stands on a calendar."""

    place: int
    """Where in the folded text."""
    after: timedelta | None = None
    hour: int | None = None
    minute: int = 0
    exact: bool = False
    """The hour can be meant in one way alone."""
    part: str = ""
    days: int | None = None
    """From today; None: nothing was said of the day."""
    weekday: int | None = None
    soon: bool = False
    day_first: bool = False
    """The day was named before the hour: "tomorrow at half past six"."""
    past_too: bool = False
    """Said in a form that tells of the past as well."""

    @property
    def has_hour(self) -> bool:
        return self.hour is not None

    @property
    def names_day(self) -> bool:
        return self.days is not None or self.weekday is not None


def compiled(pattern: str) -> re.Pattern[str]:
    """Whole words, in text as `fold` leaves it; the pattern is folded too."""
    return _whole(fold(pattern))


def _whole(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{pattern})(?!\w)")


def _any(of: Iterable[str]) -> str:
    return "|".join(fold(one) for one in of)


_HALF_OF_DAY = r"[ap]\.?m\b"


def _hour(pattern: str) -> re.Pattern[str]:
    """Whole words, but for the "pm" of "4pm"."""
    return re.compile(rf"(?<!\w)(?:{pattern})(?=\W|$|{_HALF_OF_DAY})")


_NUMBER = r"\d{1,3}|" + "|".join(
    sorted((re.escape(fold(one)) for one in words.NUMBERS), key=len, reverse=True)
)
_NUMBERS = {fold(word): number for word, number in words.NUMBERS.items()}
_BEFORE_HOUR = {fold(word): minutes for word, minutes in words.BEFORE_HOUR.items()}
_BEHIND_HOUR = {fold(word): minutes for word, minutes in words.BEHIND_HOUR.items()}
_OF_THE_HOUR = {fold(word): minutes for word, minutes in words.OF_THE_HOUR.items()}
_ORDINALS = {fold(word): number for word, number in words.ORDINALS.items()}
_WITHIN = rf"(?:{fold(words.WITHIN)})\s"
_SPAN = _whole(
    rf"{_WITHIN}(?:\d{{1,3}}\s?[-–]\s?|(?:{_NUMBER})\s(?:to|or|bis|oder|a|o|ou|до|или)\s)?"
    rf"(?P<n>{_NUMBER})?\s?(?:more |weiteren )?(?:(?P<min>{words.MINUTES})|(?P<hour>{words.HOURS}))"
)
# "Минут через сорок": about forty minutes.
_ABOUT = _whole(rf"минут через (?P<n>{_NUMBER})")
# "Up in five": nothing follows that the number would count.
_IN_FIVE = _whole(r"in (?P<n>5|10|15|20|30|45|five|ten|fifteen|twenty|thirty)(?=\W*$)")
_BARE = _whole(
    rf"(?P<n>{_NUMBER})\s?(?:more )?(?:(?P<min>{words.MINUTES})|(?P<hour>hours?|stunden?))"
)
_FIXED = (
    (compiled(words.THE_HOUR), timedelta(hours=1)),
    (compiled(words.HALF_HOUR), timedelta(minutes=30)),
    (compiled(words.QUARTER_HOUR), timedelta(minutes=15)),
    (compiled(words.A_FEW), A_FEW),
)
_SOON = compiled(words.SOON)
_CLOCK = _hour(
    rf"(?:{fold(words.AT)})\s(?P<half>half\s(?!an?\b))?"
    rf"(?:(?P<h>[01]?\d|2[0-4])(?:(?:[:.]|\s?h\s?)(?P<m>[0-5]\d))?|(?P<word>{_NUMBER}))"
    rf"(?P<clock>\s?(?:{words.CLOCK}))?(?:\s(?P<behind>{_any(words.BEHIND_HOUR)}))?"
)
_PLAIN_CLOCK = _hour(
    r"(?P<h>[01]?\d|2[0-4])[:.](?P<m>[0-5]\d)"
    rf"|(?P<g>[01]?\d|2[0-4])(?:\s?uhr|(?={_HALF_OF_DAY}))"
)
_WORDED_CLOCK = _whole(
    rf"(?P<before>{_any(words.BEFORE_HOUR)})\s(?:(?P<h>1?\d)|(?P<word>{_NUMBER}))"
    rf"|(?P<of>{_any(words.OF_THE_HOUR)})\s(?P<ordinal>{_any(words.ORDINALS)})"
)
_NOON, _MIDNIGHT = re.compile(claim_words.NOON), re.compile(claim_words.MIDNIGHT)
_PM = re.compile(r"\s?(?:p\.?m\b|in the (?:afternoon|evening)|de la (?:tarde|noche)|abends"
                 r"|nachmittags|du soir|de l'apres-midi|вечера|дня)")  # fmt: skip
_AM = re.compile(r"\s?(?:a\.?m\b|in the morning|de la manana|morgens|vormittags|du matin|утра)")
# "Um neun am Eingang" is no hour of the morning.
_GERMAN_HOUR = re.compile(r"(?:um|gegen|bis|vor|zu|halb|viertel|dreiviertel)\b|.*uhr$")
_PARTS = (
    ("evening", compiled(words.EVENING)),
    ("afternoon", compiled(words.AFTERNOON)),
    ("morning", compiled(words.MORNING)),
)
_TODAY, _TOMORROW = compiled(words.TODAY), compiled(words.TOMORROW)
_WEEKDAY = compiled("|".join(sorted(claim_words.WEEKDAYS, key=len, reverse=True)))
# A length of time that is no moment: how long something lasts.
_LASTING = re.compile(
    r"(?:for|fur|por|durante|pendant|на|seit|since|depuis|desde hace|every|alle|cada|each|each of)"
    r" $"
)


# "From six", "until midnight": since when or how long something is so.
_SINCE = re.compile(
    r"\b(?:ab|von|seit|from|since|until|till|desde|hasta|a partir de|depuis|jusqu'a|с) $|\bjusqu'$"
)


def moments_in(folded: str) -> list[When]:
    """Every moment to come that is named; one that says no hour only where no other does."""
    found = [*_spans(folded), *_clocks(folded)]
    if found:
        return found
    day = _day(folded)
    if day is not None:
        return [day]
    return [When(one.start(), soon=True, after=SOON) for one in _SOON.finditer(folded)]


def bare_span(folded: str) -> When | None:
    """ "Ten minutes" without a word before it, such as in "give us ten minutes"."""
    for one in _BARE.finditer(folded):
        if _LASTING.search(folded[: one.start()]) is None:
            length = _length(one)
            if length is not None:
                return When(one.start(), after=length)
    return None


def on_the_day_of(before: str, when: When) -> When:
    """An hour that names no day is meant on a later one that was named before it."""
    day = _day(before)
    if not when.has_hour or when.names_day or day is None or day.days == 0:
        return when
    return replace(_dated(when, before), day_first=True)


def resolve(when: When, said_at: datetime, zone: ZoneInfo) -> datetime | None:
    """The moment in the hotel's zone; None: it is past, or too far to keep an eye on."""
    if when.after is not None:
        due: datetime | None = said_at + when.after
    else:
        due = _on_calendar(when, said_at.astimezone(zone), zone)
    if due is None or due <= said_at or due - said_at > FARTHEST:
        return None
    if when.past_too and when.has_hour and not when.names_day and due - said_at > GONE_BY:
        return None
    return due.astimezone(said_at.tzinfo)


def _spans(folded: str) -> list[When]:
    found = []
    for pattern, fixed in _FIXED:
        found += [When(one.start(), after=fixed) for one in pattern.finditer(folded)]
    for one in (*_ABOUT.finditer(folded), *_IN_FIVE.finditer(folded)):
        found.append(When(one.start(), after=timedelta(minutes=_number(one["n"]))))
    for one in _SPAN.finditer(folded):
        length = _length(one)
        if length is not None and not any(abs(one.start() - x.place) < 12 for x in found):
            found.append(When(one.start(), after=length))
    return found


def _length(one: re.Match[str]) -> timedelta | None:
    said = one["n"]
    if one["min"] and (said is None or said in _ARTICLES):
        # "In a minute" is no sixty seconds.
        return SOON
    # Without a number, as in "через час", it is one of them.
    number = _number(said or "1")
    if number == 0:
        return None
    return timedelta(minutes=number) if one["min"] else timedelta(hours=number)


def _number(said: str) -> int:
    return int(said) if said.isdigit() else _NUMBERS[said]


def _clocks(folded: str) -> list[When]:
    found: list[When] = []
    clocks = (_WORDED_CLOCK, _CLOCK, _PLAIN_CLOCK)
    for one in (one for pattern in clocks for one in pattern.finditer(folded)):
        if any(abs(one.start() - other.place) < 10 for other in found):
            continue
        if _SINCE.search(folded[: one.start()]):
            continue
        when = _clock(one, folded)
        if when is not None:
            found.append(when)
    for pattern, hour in ((_NOON, 12), (_MIDNIGHT, 24)):
        found += [
            _dated(When(one.start(), hour=hour, exact=True), folded)
            for one in pattern.finditer(folded)
            if not _SINCE.search(folded[: one.start()])
        ]
    return found


def _clock(one: re.Match[str], folded: str) -> When | None:
    groups = one.groupdict()
    if groups.get("ordinal"):
        return _running_hour(one, folded)
    digits, word = groups.get("h") or groups.get("g"), groups.get("word")
    if digits is None and word is None:
        return None
    hour = (
        int(digits) if digits else (int(word) if word and word.isdigit() else _NUMBERS[word or ""])
    )
    if hour > 24:
        return None
    minute = int(groups.get("m") or 0)
    rest = folded[one.end() :]
    is_pm, is_am = _PM.match(rest) is not None, _AM.match(rest) is not None
    is_am &= not (rest.startswith(" am ") and _GERMAN_HOUR.match(one.group()))
    shift = _shift(groups)
    marked = bool(groups.get("clock") or groups.get("m") or is_pm or is_am or shift)
    if not marked and re.match(r"\s?(?:min|мин|%|€|eur|usd|\$|person|gast|st\b|stunde|hour)", rest):
        return None
    if digits is None and not marked and word in _ARTICLES:
        return None
    hour, minute = hour + (minute + shift) // 60, (minute + shift) % 60
    if is_pm and hour < _HALF_DAY:
        hour += _HALF_DAY
    exact = is_pm or is_am or hour > _HALF_DAY or bool(digits and digits.startswith("0"))
    return _dated(When(one.start(), hour=hour, minute=minute, exact=exact), folded)


def _shift(groups: dict[str, str | None]) -> int:
    """The minutes that words add to an hour, or take from it."""
    if groups.get("half"):
        return 30
    before, behind = groups.get("before"), groups.get("behind")
    return _BEFORE_HOUR.get(before or "", 0) + _BEHIND_HOUR.get(behind or "", 0)


def _running_hour(one: re.Match[str], folded: str) -> When:
    """Of the first hour on a clock face that is half past twelve."""
    minutes = _ORDINALS[one["ordinal"]] * 60 + _OF_THE_HOUR[one["of"]]
    return _dated(When(one.start(), hour=minutes // 60, minute=minutes % 60), folded)


# "At a", "в один": far more often no hour than one.
_ARTICLES = frozenset(
    fold("a an ein eine einer einem un una une uno один одну одного couple").split()
)


def _dated(when: When, folded: str) -> When:
    day = _day(folded)
    if day is None:
        return when
    first = day.names_day and day.place < when.place
    return replace(when, part=day.part, days=day.days, weekday=day.weekday, day_first=first)


def _day(folded: str) -> When | None:
    """Which day, and which part of it."""
    tomorrow, today = _TOMORROW.search(folded), _TODAY.search(folded)
    weekday = _WEEKDAY.search(folded)
    # "Morgen" and "mañana" are also a morning, which is not the morning of tomorrow.
    rest = (
        folded
        if tomorrow is None
        else folded[: tomorrow.start()] + " " * len(tomorrow.group()) + folded[tomorrow.end() :]
    )
    # In "morgen abend" the part stands within the day's own words.
    rest += " " + tomorrow.group().removeprefix("morgen").strip() if tomorrow else ""
    part, at = "", None
    for name, pattern in _PARTS:
        found = pattern.search(rest)
        if found:
            part, at = name, found
            break
    first = tomorrow or today or weekday or at
    if first is None or (part and not (tomorrow or today or weekday) and not _THIS.search(folded)):
        return None
    days = 1 if tomorrow else 0 if (today or at) and not weekday else None
    number = claim_words.WEEKDAYS[weekday.group()] if weekday else None
    return When(first.start(), part=part, days=days, weekday=number)


_THIS = compiled(
    "this (?:morning|afternoon|evening)|tonight|heute|esta (?:mañana|tarde|noche)|ce (?:matin|soir)"
    "|cet après-midi|сегодня|вечером|утром|днем|am (?:abend|nachmittag|vormittag)|in the evening"
)


def _on_calendar(when: When, local: datetime, zone: ZoneInfo) -> datetime | None:
    day = _date(when, local.date())
    if when.hour is None:
        return _part_of_day(when, day or local.date(), local, zone)
    hours = _readings(when)
    for offset in (0,) if day is not None else (0, 1):
        base = day or local.date() + timedelta(days=offset)
        made = [_at(base, hour, when.minute, zone) for hour in hours]
        ahead = sorted(one for one in made if one > local)
        if when.days == 1 or (day is not None and day != local.date()):
            earliest = EARLIEST_AFTER_ITS_DAY if when.day_first else EARLIEST
            awake = [one for one in ahead if one.astimezone(zone).hour >= earliest]
            ahead = awake or ahead
        if ahead:
            return ahead[0]
    return None


def _readings(when: When) -> list[int]:
    assert when.hour is not None
    hour = when.hour
    if when.exact or hour > _HALF_DAY:
        return [hour]
    if when.part in {"evening", "afternoon"} and hour < _HALF_DAY:
        return [hour + _HALF_DAY]
    if when.part == "morning":
        return [hour]
    return [hour, hour + _HALF_DAY]


def _date(when: When, today: date) -> date | None:
    if when.weekday is not None:
        ahead = (when.weekday - today.isoweekday()) % 7 or 7
        return today + timedelta(days=ahead)
    return None if when.days is None else today + timedelta(days=when.days)


def _part_of_day(when: When, day: date, local: datetime, zone: ZoneInfo) -> datetime:
    end = _at(day, ENDS[when.part or "day"].hour, 0, zone)
    return end if end > local else _at(day, 24, 0, zone)


def _at(day: date, hour: int, minute: int, zone: ZoneInfo) -> datetime:
    """24 is the midnight that ends the day."""
    moved = day + timedelta(days=hour // 24)
    return datetime.combine(moved, time(hour % 24, minute), tzinfo=zone)
