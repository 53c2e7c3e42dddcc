"""How a value is said: `{{arrival|weekday}}`, `{{nights|count}}`, `{{guest_name|upper}}`."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, time

from backend.domain.locale_words import (
    counted_in,
    day_in,
    locale_of,
    long_day_in,
    short_day_in,
    time_in,
    weekday_in,
)
from backend.domain.template_variables import VARIABLES, Kind, Value


@dataclass(frozen=True, slots=True)
class Format:
    label: str
    takes: frozenset[Kind]
    needs_words: bool = False
    """Cannot be said in a language whose words we do not have."""


_ANY = frozenset(Kind)
FORMATS: dict[str, Format] = {
    "date": Format("day in figures", frozenset({Kind.DAY})),
    "date_long": Format("month in words", frozenset({Kind.DAY}), needs_words=True),
    "date_short": Format("day and month", frozenset({Kind.DAY}), needs_words=True),
    "weekday": Format("weekday", frozenset({Kind.DAY}), needs_words=True),
    "time": Format("time", frozenset({Kind.TIME})),
    "count": Format("with its word", frozenset({Kind.NUMBER}), needs_words=True),
    "first": Format("first word", frozenset({Kind.TEXT})),
    "upper": Format("capital letters", _ANY),
}
_SAYING: dict[str, Callable[[date, str], str | None]] = {
    "date": day_in,
    "date_long": long_day_in,
    "date_short": short_day_in,
    "weekday": weekday_in,
}


def formats_of(kind: Kind) -> list[str]:
    return [name for name, one in FORMATS.items() if kind in one.takes]


def say(variable: str, value: Value, formats: tuple[str, ...], language: str) -> str:
    """Empty where the value is not known, or cannot be said so in this language."""
    plain = _plain(value, language)
    for name in formats:
        plain = _said(variable, value, plain, name, language) or ""
    # Braces in a value, e.g. in a WhatsApp name, may not become a variable of their own.
    return plain.replace("{", "").replace("}", "").strip()


def is_sayable(variable: str, name: str, language: str) -> bool:
    if not FORMATS[name].needs_words:
        return True
    known = locale_of(language)
    return known is not None and (name != "count" or variable in known.counted)


def kind_of(variable: str) -> Kind:
    return VARIABLES[variable].kind


def _plain(value: Value, language: str) -> str:
    match value:
        case None:
            return ""
        case date():
            return day_in(value, language)
        case time():
            return time_in(value, language)
    return str(value)


def _said(variable: str, value: Value, plain: str, name: str, language: str) -> str | None:
    if not plain:
        return ""
    match name:
        case "upper":
            return plain.upper()
        case "first":
            return next(iter(plain.split()), "")
        case "count":
            return counted_in(value, variable, language) if isinstance(value, int) else None
        case "time":
            return plain if isinstance(value, time) else None
    return _SAYING[name](value, language) if isinstance(value, date) else None
