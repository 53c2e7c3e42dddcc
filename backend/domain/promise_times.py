"""When something promised is due: "in ten minutes", "at six", "tomorrow morning", "right away"."""

import re
from dataclasses import dataclass
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
_HALF_DAY = 12


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


def compiled(pattern: str) -> re.Pattern[str]:
    """Whole words, in text as `fold` leaves it; the pattern is folded too."""
    return _whole(fold(pattern))


def _whole(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{pattern})(?!\w)")


_NUMBER = r"\d{1,3}|" + "|".join(
    sorted((re.escape(fold(one)) for one in words.NUMBERS), key=len, reverse=True)
)
_NUMBERS = {fold(word): number for word, number in words.NUMBERS.items()}
_WITHIN = rf"(?:{fold(words.WITHIN)})\s"
_SPAN = _whole(
    rf"{_WITHIN}(?:\d{{1,3}}\s?[-–]\s?|(?:{_NUMBER})\s(?:to|or|bis|oder|a|o|ou|до|или)\s)?"
    rf"(?P<n>{_NUMBER})?\s?(?:more |weiteren )?(?:(?P<min>{words.MINUTES})|(?P<hour>{words.HOURS}))"
)
# "Минут через сорок": about forty minutes.
_ABOUT = _whole(rf"минут через (?P<n>{_NUMBER})")
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
_CLOCK = _whole(
    rf"(?:{fold(words.AT)})\s(?:(?P<half>half past|halb|half)\s)?"
    rf"(?:(?P<h>[01]?\d|2[0-4])(?:(?:[:.]|\s?h\s?)(?P<m>[0-5]\d))?|(?P<word>{_NUMBER}))"
    rf"(?P<clock>\s?(?:{words.CLOCK}))?(?P<and>\sy media|\set demie)?"
)
_PLAIN_CLOCK = _whole(r"(?P<h>[01]?\d|2[0-4])[:.](?P<m>[0-5]\d)|(?P<g>[01]?\d|2[0-4])\s?uhr")
_HALF_PAST = compiled(r"half past")
_NOON, _MIDNIGHT = re.compile(claim_words.NOON), re.compile(claim_words.MIDNIGHT)
_PM = re.compile(r"\s?(?:p\.?m\b|in the (?:afternoon|evening)|de la (?:tarde|noche)|abends"
                 r"|nachmittags|du soir|de l'apres-midi|вечера|дня)")  # fmt: skip
_AM = re.compile(r"\s?(?:a\.?m\b|in the morning|de la manana|morgens|vormittags|du matin|утра)")
_PARTS = (
    ("evening", compiled(words.EVENING)),
    ("afternoon", compiled(words.AFTERNOON)),
    ("morning", compiled(words.MORNING)),
)
_TODAY, _TOMORROW = compiled(words.TODAY), compiled(words.TOMORROW)
_WEEKDAY = compiled("|".join(sorted(claim_words.WEEKDAYS, key=len, reverse=True)))
# A length of time that is no moment: how long something lasts.
_LASTING = re.compile(r"(?:for|fur|por|durante|pendant|на|every|alle|cada|each|each of) $")


# "From six", "until midnight": since when or how long something is so.
_SINCE = re.compile(
    r"\b(?:ab|von|seit|from|since|until|till|desde|hasta|a partir de|depuis|jusqu'a|с) $"
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


def resolve(when: When, said_at: datetime, zone: ZoneInfo) -> datetime | None:
    """The moment in the hotel's zone; None: it is past, or too far to keep an eye on."""
    if when.after is not None:
        due: datetime | None = said_at + when.after
    else:
        due = _on_calendar(when, said_at.astimezone(zone), zone)
    if due is None or due <= said_at or due - said_at > FARTHEST:
        return None
    return due.astimezone(said_at.tzinfo)


def _spans(folded: str) -> list[When]:
    found = []
    for pattern, fixed in _FIXED:
        found += [When(one.start(), after=fixed) for one in pattern.finditer(folded)]
    for one in _ABOUT.finditer(folded):
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
    for one in (*_CLOCK.finditer(folded), *_PLAIN_CLOCK.finditer(folded)):
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
    marked = bool(groups.get("clock") or groups.get("m") or is_pm or is_am or groups.get("half"))
    if not marked and re.match(r"\s?(?:min|мин|%|€|eur|usd|\$|person|gast|st\b|stunde|hour)", rest):
        return None
    if digits is None and not marked and word in _ARTICLES:
        return None
    half = groups.get("half")
    if half == "halb":
        hour, minute = hour - 1, 30
    elif half or groups.get("and"):
        minute = 30
    if is_pm and hour < _HALF_DAY:
        hour += _HALF_DAY
    exact = is_pm or is_am or hour > _HALF_DAY or bool(digits and digits.startswith("0"))
    return _dated(When(one.start(), hour=hour, minute=minute, exact=exact), folded)


# "At a", "в один": far more often no hour than one.
_ARTICLES = frozenset(
    fold("a an ein eine einer einem un una une uno один одну одного couple").split()
)


def _dated(when: When, folded: str) -> When:
    day = _day(folded)
    if day is None:
        return when
    return When(
        when.place, hour=when.hour, minute=when.minute, exact=when.exact,
        part=day.part, days=day.days, weekday=day.weekday,
    )  # fmt: skip


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
            # Nobody is called at six in the morning unless it was said.
            awake = [one for one in ahead if one.astimezone(zone).hour >= 7]
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
