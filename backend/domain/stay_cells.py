"""What a cell of a hotel's file says: days, times, counts, statuses, as people and programs write
them. Whoever cannot be understood is refused with a sentence; nothing is guessed silently."""

import re
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import Literal

from backend.domain.stay_columns import plain_head
from backend.domain.words import StayStatus

DayOrder = Literal["dmy", "mdy", "ymd"]
Cell = str | int | float | bool | date | datetime | time | timedelta | None

# Day 0 of spreadsheets, which believe that 1900 was a leap year.
_SERIAL_ZERO = date(1899, 12, 30)
_SERIALS = range(20_000, 80_000)
"""Spreadsheet days from 1954 to 2119; other bare numbers are no dates."""
_NUMBERS = re.compile(r"^(\d{1,4})\s*[-./\s]\s*(\d{1,2})\s*[-./\s]\s*(\d{1,4})\b")
_COMPACT = re.compile(r"^(\d{4})(\d{2})(\d{2})$")
_WORDED = re.compile(
    r"^(?:[^\W\d]+\.?,?\s+)?(\d{1,2})\.?\s*(?:de\s+)?([^\W\d]{3,})\.?,?\s*(?:de\s+)?(\d{4}|\d{2})\b"
)
_WORD_FIRST = re.compile(r"^(?:[^\W\d]+\.?,\s+)?([^\W\d]{3,})\.?\s+(\d{1,2}),?\s+(\d{4})\b")
_TIME = re.compile(r"^(\d{1,2})(?:[:.h](\d{2}))?(?::\d{2})?\s*(am|pm|a\.m\.|p\.m\.|uhr|h)?$")
_MONTHS = (
    ("jan", "januar", "enero", "ene", "янв"),
    ("feb", "febr", "febrero", "фев"),
    ("mar", "marz", "mrz", "marzo", "мар"),
    ("apr", "abr", "abril", "апр"),
    ("may", "mai", "mayo", "май", "мая"),
    ("jun", "juni", "junio", "июн"),
    ("jul", "juli", "julio", "июл"),
    ("aug", "ago", "agosto", "авг"),
    ("sep", "sept", "septiembre", "сен"),
    ("oct", "okt", "octubre", "окт"),
    ("nov", "noviembre", "ноя"),
    ("dec", "dez", "dic", "diciembre", "дек"),
)
_YES = {"yes", "y", "true", "1", "x", "ja", "si", "да", "vip", "✓", "v"}
_NO = {"no", "n", "false", "0", "", "nein", "нет", "none", "-"}
_STATUSES: dict[StayStatus, tuple[str, ...]] = {
    StayStatus.BOOKED: (
        "booked", "confirmed", "reserved", "expected", "due in", "arriving", "new", "modified",
        "ok", "guaranteed", "definite", "optional", "tentative", "pending",
        "bestatigt", "gebucht", "reserviert", "erwartet",
        "confirmada", "confirmado", "reservada", "reservado", "pendiente",
        "подтверждено", "подтверждена", "подтвержден", "забронировано", "новая", "ожидается",
    ),
    StayStatus.IN_HOUSE: (
        "in house", "inhouse", "checked in", "checkedin", "arrived", "started", "staying",
        "eingecheckt", "im haus", "angereist",
        "alojado", "alojada", "en casa", "ingresado", "registrado", "check in realizado",
        "проживает", "заселен", "заселена", "заехал", "в отеле",
    ),
    StayStatus.DEPARTED: (
        "departed", "checked out", "checkedout", "left", "completed", "processed", "finished",
        "ausgecheckt", "abgereist", "beendet",
        "salido", "finalizada", "finalizado", "check out realizado",
        "выехал", "выехала", "выселен", "выселена", "завершено",
    ),
    StayStatus.CANCELLED: (
        "cancelled", "canceled", "cancel", "storniert", "abgesagt", "annulliert",
        "cancelada", "cancelado", "anulada", "anulado",
        "отменено", "отменена", "отменен", "отмена", "аннулировано",
    ),
    StayStatus.NO_SHOW: (
        "no show", "noshow", "nicht angereist", "nicht erschienen", "no presentado",
        "no se presento", "незаезд", "не заехал", "неявка",
    ),
}  # fmt: skip
_BY_STATUS_WORD = {plain_head(w): status for status, words in _STATUSES.items() for w in words}


class BadCell(ValueError):
    """A sentence about the cell that staff can act on."""


def guess_day_order(texts: Iterable[str], *, usual: DayOrder) -> DayOrder:
    """By the days that leave no doubt, e.g. 25/03 or 03/25; else what is `usual` in the country."""
    for text in texts:
        found = _NUMBERS.match(text.strip())
        if found is None or len(found[1]) == 4:
            continue
        first, second = int(found[1]), int(found[2])
        if first > 12 >= second:
            return "dmy"
        if second > 12 >= first:
            return "mdy"
    return usual


def read_day(cell: Cell, order: DayOrder) -> date | None:
    """None for an empty cell. Raises BadCell."""
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return _from_serial(float(cell))
    text = text_of(cell)
    if not text:
        return None
    if text.isdecimal() and len(text) == 5:
        return _from_serial(float(text))
    found = _by_numbers(text, order) or _by_words(text)
    if found is None:
        raise BadCell("is no day; write it as 2026-11-25 or 25.11.2026")
    return found


def read_time(cell: Cell) -> time | None:
    """None for an empty cell. Raises BadCell."""
    if isinstance(cell, datetime):
        return cell.time().replace(microsecond=0)
    if isinstance(cell, time):
        return cell.replace(microsecond=0)
    if isinstance(cell, timedelta):
        return _from_fraction(cell.total_seconds() / 86_400)
    if isinstance(cell, float) and 0 <= cell < 1:
        return _from_fraction(cell)
    text = text_of(cell).casefold()
    if not text:
        return None
    found = _TIME.match(text)
    if found is None:
        raise BadCell("is no time; write it as 15:00 or 3 pm")
    hour, minute = int(found[1]), int(found[2] or 0)
    half = (found[3] or "").replace(".", "")
    if half in ("am", "pm"):
        if not 1 <= hour <= 12:
            raise BadCell("is no time; write it as 15:00 or 3 pm")
        hour = hour % 12 + (12 if half == "pm" else 0)
    if hour > 23 or minute > 59:
        raise BadCell("is no time; write it as 15:00 or 3 pm")
    return time(hour, minute)


def read_count(cell: Cell, *, most: int) -> int | None:
    """None for an empty cell. Raises BadCell."""
    text = text_of(cell)
    if not text:
        return None
    if not text.isdecimal() or len(text) > 9 or int(text) > most:
        raise BadCell(f"is no number from 0 to {most}")
    return int(text)


def read_flag(cell: Cell) -> bool:
    """Raises BadCell for words that say neither yes nor no; a VIP code such as VIP1 says yes."""
    text = text_of(cell).casefold()
    if text in _NO:
        return False
    if text in _YES or re.fullmatch(r"(?:vip|v)?\s*\d{1,2}", text):
        return True
    raise BadCell("says neither yes nor no")


def read_status(cell: Cell) -> StayStatus | None:
    """None for an empty cell. Raises BadCell."""
    plain = plain_head(text_of(cell))
    if not plain:
        return None
    found = _BY_STATUS_WORD.get(plain)
    if found is None:
        raise BadCell("is no status we know; use booked, in_house, departed, cancelled or no_show")
    return found


def text_of(cell: Cell) -> str:
    """As a person would read it: 101.0 is room 101."""
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return " ".join(str(cell).split())


def _from_serial(serial: float) -> date:
    if int(serial) not in _SERIALS:
        raise BadCell("is no day; write it as 2026-11-25 or 25.11.2026")
    return _SERIAL_ZERO + timedelta(days=int(serial))


def _from_fraction(part: float) -> time:
    minutes = round(part * 24 * 60) % (24 * 60)
    return time(minutes // 60, minutes % 60)


def _by_numbers(text: str, order: DayOrder) -> date | None:
    compact = _COMPACT.match(text)
    if compact:
        return _day(int(compact[1]), int(compact[2]), int(compact[3]))
    found = _NUMBERS.match(text)
    if found is None:
        return None
    first, second, third = int(found[1]), int(found[2]), int(found[3])
    if len(found[1]) == 4:
        return _day(first, second, third)
    year = third + 2000 if third < 100 else third
    if order == "ymd":
        return _day(first + 2000, second, third) if len(found[3]) <= 2 else None
    day, month = (second, first) if order == "mdy" else (first, second)
    return _day(year, month, day)


def _by_words(text: str) -> date | None:
    lower = plain_for_months(text)
    found = _WORDED.match(lower)
    if found:
        year = int(found[3])
        return _day(year + 2000 if year < 100 else year, _month(found[2]), int(found[1]))
    found = _WORD_FIRST.match(lower)
    return _day(int(found[3]), _month(found[1]), int(found[2])) if found else None


def plain_for_months(text: str) -> str:
    return text.casefold().replace("ä", "a")


def _month(word: str) -> int:
    """The words of a month share their first three letters with its names above; 0: no month."""
    exact = next((n for n, words in enumerate(_MONTHS, 1) if word in words), 0)
    return exact or next(
        (n for n, words in enumerate(_MONTHS, 1) if any(word[:3] == w[:3] for w in words)), 0
    )


def _day(year: int, month: int, day: int) -> date:
    try:
        found = date(year, month, day)
    except ValueError:
        raise BadCell("is a day that does not exist") from None
    if not 1950 <= found.year <= 2150:
        raise BadCell("is a day too far away")
    return found
