"""How languages write days, times and counted nights: the words of CLDR for the languages we know.

A language that is not here gets days in figures (ISO 8601) and nothing that needs words.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time

from backend.domain.language import base_language


@dataclass(frozen=True, slots=True)
class Locale:
    months: tuple[str, ...]
    """As they stand in a date."""
    weekdays: tuple[str, ...]
    """From Monday on."""
    figures: str
    """A day in short; the fields are day, month, year and name, the month's."""
    long: str
    short: str
    """Day and month."""
    counted: Mapping[str, tuple[str, ...]]
    """One, many; or one, few, many where the language has three."""
    greeting: str
    """To a named person of whom only the name is known."""
    greeting_unnamed: str
    zero_is_one: bool = False
    """None of something takes the singular."""
    twelve_hours: bool = False


def locale_of(language: str) -> Locale | None:
    """The words of `pt` for `pt-BR`; None where we know none."""
    exact = LOCALES.get(language.replace("_", "-").lower())
    return exact or LOCALES.get(base_language(language))


def day_in(day: date, language: str) -> str:
    known = locale_of(language)
    return _filled(known.figures, known, day) if known else day.isoformat()


def long_day_in(day: date, language: str) -> str | None:
    known = locale_of(language)
    return _filled(known.long, known, day) if known else None


def short_day_in(day: date, language: str) -> str | None:
    known = locale_of(language)
    return _filled(known.short, known, day) if known else None


def weekday_in(day: date, language: str) -> str | None:
    known = locale_of(language)
    return known.weekdays[day.weekday()] if known else None


def time_in(moment: time, language: str) -> str:
    known = locale_of(language)
    if known and known.twelve_hours:
        return f"{(moment.hour - 1) % 12 + 1}:{moment:%M} {'AM' if moment.hour < 12 else 'PM'}"
    return f"{moment:%H:%M}"


def counted_in(number: int, noun: str, language: str) -> str | None:
    """`3 nights`, `1 Nacht`, `5 ночей`."""
    known = locale_of(language)
    if known is None or noun not in known.counted:
        return None
    forms = known.counted[noun]
    return f"{number} {forms[_form(number, len(forms), zero_is_one=known.zero_is_one)]}"


def greeting_in(name: str, language: str) -> str | None:
    known = locale_of(language)
    if known is None:
        return None
    return known.greeting.format(name=name) if name else known.greeting_unnamed


def _form(number: int, forms: int, *, zero_is_one: bool) -> int:
    if forms == 2:
        return 0 if number == 1 or (zero_is_one and number == 0) else 1
    if number % 10 == 1 and number % 100 != 11:
        return 0
    return 1 if number % 10 in (2, 3, 4) and number % 100 not in (12, 13, 14) else 2


def _filled(pattern: str, known: Locale, day: date) -> str:
    return pattern.format(
        day=day.day, month=day.month, year=day.year, name=known.months[day.month - 1]
    )


_ENGLISH_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
_ENGLISH_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_ENGLISH_NOUNS = {
    "nights": ("night", "nights"),
    "adults": ("adult", "adults"),
    "children": ("child", "children"),
}
_DOTTED = "{day:02}.{month:02}.{year}"
_SLASHED = "{day:02}/{month:02}/{year}"

LOCALES: Mapping[str, Locale] = {
    # 05/11 is May or November: in English the month is always a word.
    "en": Locale(
        months=_ENGLISH_MONTHS,
        weekdays=_ENGLISH_DAYS,
        figures="{day} {name} {year}",
        long="{day} {name} {year}",
        short="{day} {name}",
        counted=_ENGLISH_NOUNS,
        greeting="Dear {name}",
        greeting_unnamed="Dear guest",
    ),
    "en-us": Locale(
        months=_ENGLISH_MONTHS,
        weekdays=_ENGLISH_DAYS,
        figures="{name} {day}, {year}",
        long="{name} {day}, {year}",
        short="{name} {day}",
        counted=_ENGLISH_NOUNS,
        greeting="Dear {name}",
        greeting_unnamed="Dear guest",
        twelve_hours=True,
    ),
    "de": Locale(
        months=(
            "Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September",
            "Oktober", "November", "Dezember",
        ),
        weekdays=(
            "Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag",
        ),
        figures=_DOTTED,
        long="{day}. {name} {year}",
        short="{day}. {name}",
        counted={
            "nights": ("Nacht", "Nächte"),
            "adults": ("Erwachsener", "Erwachsene"),
            "children": ("Kind", "Kinder"),
        },
        greeting="Guten Tag {name}",
        greeting_unnamed="Guten Tag",
    ),
    "es": Locale(
        months=(
            "enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto",
            "septiembre", "octubre", "noviembre", "diciembre",
        ),
        weekdays=("lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo"),
        figures=_SLASHED,
        long="{day} de {name} de {year}",
        short="{day} de {name}",
        counted={
            "nights": ("noche", "noches"),
            "adults": ("adulto", "adultos"),
            "children": ("niño", "niños"),
        },
        greeting="Hola, {name}",
        greeting_unnamed="Hola",
    ),
    "fr": Locale(
        months=(
            "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août",
            "septembre", "octobre", "novembre", "décembre",
        ),
        weekdays=("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"),
        figures=_SLASHED,
        long="{day} {name} {year}",
        short="{day} {name}",
        counted={
            "nights": ("nuit", "nuits"),
            "adults": ("adulte", "adultes"),
            "children": ("enfant", "enfants"),
        },
        greeting="Bonjour {name}",
        greeting_unnamed="Bonjour",
        zero_is_one=True,
    ),
    "it": Locale(
        months=(
            "gennaio", "febbraio", "marzo", "aprile", "maggio", "giugno", "luglio", "agosto",
            "settembre", "ottobre", "novembre", "dicembre",
        ),
        weekdays=("lunedì", "martedì", "mercoledì", "giovedì", "venerdì", "sabato", "domenica"),
        figures=_SLASHED,
        long="{day} {name} {year}",
        short="{day} {name}",
        counted={
            "nights": ("notte", "notti"),
            "adults": ("adulto", "adulti"),
            "children": ("bambino", "bambini"),
        },
        greeting="Gentile {name}",
        greeting_unnamed="Gentile ospite",
    ),
    "nl": Locale(
        months=(
            "januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus",
            "september", "oktober", "november", "december",
        ),
        weekdays=("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag"),
        figures="{day:02}-{month:02}-{year}",
        long="{day} {name} {year}",
        short="{day} {name}",
        counted={
            "nights": ("nacht", "nachten"),
            "adults": ("volwassene", "volwassenen"),
            "children": ("kind", "kinderen"),
        },
        greeting="Beste {name}",
        greeting_unnamed="Beste gast",
    ),
    "pt": Locale(
        months=(
            "janeiro", "fevereiro", "março", "abril", "maio", "junho", "julho", "agosto",
            "setembro", "outubro", "novembro", "dezembro",
        ),
        weekdays=(
            "segunda-feira", "terça-feira", "quarta-feira", "quinta-feira", "sexta-feira",
            "sábado", "domingo",
        ),
        figures=_SLASHED,
        long="{day} de {name} de {year}",
        short="{day} de {name}",
        counted={
            "nights": ("noite", "noites"),
            "adults": ("adulto", "adultos"),
            "children": ("criança", "crianças"),
        },
        greeting="Olá, {name}",
        greeting_unnamed="Olá",
        zero_is_one=True,
    ),
    "ru": Locale(
        months=(
            "января", "февраля", "марта", "апреля", "мая", "июня", "июля", "августа",
            "сентября", "октября", "ноября", "декабря",
        ),
        weekdays=(
            "понедельник", "вторник", "среда", "четверг", "пятница", "суббота", "воскресенье",
        ),
        figures=_DOTTED,
        long="{day} {name} {year} г.",
        short="{day} {name}",
        counted={
            "nights": ("ночь", "ночи", "ночей"),
            "adults": ("взрослый", "взрослых", "взрослых"),
            "children": ("ребёнок", "ребёнка", "детей"),
        },
        greeting="Здравствуйте, {name}",
        greeting_unnamed="Здравствуйте",
    ),
}  # fmt: skip
