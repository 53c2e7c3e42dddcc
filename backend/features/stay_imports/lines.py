"""One line of a file as a reservation, or the sentences that say why it is none. Pure."""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, TypeVar

from pydantic import ValidationError

from backend.domain.stay_cells import (
    BadCell,
    Cell,
    DayOrder,
    read_count,
    read_day,
    read_flag,
    read_status,
    read_time,
    text_of,
)
from backend.domain.stay_columns import Column, plain_head
from backend.features.stay_imports.reading import Table
from backend.features.stays.pushing import BadPhone, Push, push_of
from backend.features.stays.schemas import StayInput

T = TypeVar("T")

FIRST_LINE = 2
"""As a spreadsheet numbers the first line below the heads."""
MOST_NIGHTS = 3660
_LANGUAGES = {
    "english": "en", "englisch": "en", "ingles": "en", "английский": "en",
    "german": "de", "deutsch": "de", "aleman": "de", "немецкий": "de",
    "spanish": "es", "spanisch": "es", "espanol": "es", "испанский": "es",
    "russian": "ru", "russisch": "ru", "ruso": "ru", "русский": "ru",
    "french": "fr", "franzosisch": "fr", "frances": "fr", "французский": "fr",
    "italian": "it", "italienisch": "it", "italiano": "it", "итальянский": "it",
}  # fmt: skip
_TAKEN_WITHOUT = "; the reservation was taken without it"


@dataclass(frozen=True, slots=True)
class Problem:
    field: str
    value: str
    message: str

    def as_json(self) -> dict[str, str]:
        return {"field": self.field, "value": self.value[:80], "message": self.message}


@dataclass(slots=True)
class Line:
    number: int
    external_id: str | None = None
    push: Push | None = None
    """None: refused."""
    problems: list[Problem] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Reading:
    """How the cells of this file are meant."""

    mapping: Mapping[Column, int]
    order: DayOrder
    region: str | None


def read_lines(table: Table, how: Reading) -> list[Line]:
    """A reservation number that comes again is refused: one of the two would win by chance."""
    seen: dict[str, int] = {}
    lines = []
    for number, row in enumerate(table.rows, start=FIRST_LINE):
        if not any(text_of(cell) for cell in row):
            continue
        line = _Reader(number, row, how).read()
        if line.push is not None and line.external_id is not None:
            first = seen.setdefault(line.external_id, number)
            if first != number:
                said = f"is the reservation number of line {first} as well"
                line.problems.append(Problem(Column.EXTERNAL_ID, line.external_id, said))
                line.push = None
        lines.append(line)
    return lines


class _Reader:
    def __init__(self, number: int, row: Sequence[Cell], how: Reading) -> None:
        self._line = Line(number)
        self._row = row
        self._how = how
        self._refused = False

    def read(self) -> Line:
        values = self._values()
        guest = self._guest()
        if not self._refused:
            self._line.external_id = self._text(Column.EXTERNAL_ID) or derived_key(values, guest)
            self._build({**values, "guest": guest})
        return self._line

    def _values(self) -> dict[str, Any]:
        """Only what the file says: a column that is not there changes nothing."""
        order = self._how.order
        arrival = self._needed(Column.ARRIVAL, lambda cell: read_day(cell, order))
        departure = self._try(Column.DEPARTURE, lambda cell: read_day(cell, order), refuse=True)
        if departure is None and arrival is not None:
            nights = self._try(Column.NIGHTS, lambda cell: read_count(cell, most=MOST_NIGHTS))
            departure = arrival + timedelta(days=nights) if nights is not None else None
        if departure is None and not self._refused:
            self._refuse(Column.DEPARTURE, "", "is missing")
        values: dict[str, Any] = {"arrival": arrival, "departure": departure}
        readers: dict[Column, Callable[[Cell], Any]] = {
            Column.ARRIVAL_TIME: read_time,
            Column.DEPARTURE_TIME: read_time,
            Column.ADULTS: lambda cell: read_count(cell, most=99),
            Column.CHILDREN: lambda cell: read_count(cell, most=99),
            Column.VIP: lambda cell: read_flag(cell) if text_of(cell) else None,
        }
        for column, read in readers.items():
            values[column] = self._try(column, read)
        values[Column.STATUS] = self._try(Column.STATUS, read_status, refuse=True)
        for column in _TEXTS:
            values[column] = self._text(column)
        tags = self._text(Column.TAGS)
        values["tags"] = [tag for tag in map(str.strip, tags.replace(";", ",").split(",")) if tag]
        return {name: value for name, value in values.items() if value not in (None, "", [])}

    def _guest(self) -> dict[str, Any]:
        first, last = self._text(Column.FIRST_NAME), self._text(Column.LAST_NAME)
        name = self._text(Column.NAME) if not (first and last) else ""
        if name.count(",") == 1:
            # "Schmidt, Anna", as many programs write it.
            name = " ".join(reversed([part.strip() for part in name.split(",")]))
        full = name if name else " ".join(filter(None, (first, last)))
        if not full:
            self._refuse(Column.NAME, "", "is missing")
        guest: dict[str, Any] = {"name": full, "phone": self._text(Column.PHONE) or None}
        language = self._language()
        return guest | ({"language": language} if language else {})

    def _language(self) -> str | None:
        text = self._text(Column.LANGUAGE)
        if not text:
            return None
        plain = plain_head(text)
        found = _LANGUAGES.get(plain) or (plain[:2] if len(text) in (2, 5) else None)
        if found is None or not found.isascii():
            self._remark(Column.LANGUAGE, text, f"is no language we know{_TAKEN_WITHOUT}")
            return None
        return found

    def _build(self, values: dict[str, Any]) -> None:
        assert self._line.external_id is not None
        if len(self._line.external_id) > 100:
            self._refuse(Column.EXTERNAL_ID, self._line.external_id, "is too long")
            return
        try:
            data = StayInput.model_validate(values)
        except ValidationError as error:
            for one in error.errors():
                where = str(one["loc"][-1]) if one["loc"] else Column.DEPARTURE.value
                said = one["msg"].removeprefix("Value error, ")
                self._refuse(where, text_of(values.get(where)), said)
            return
        try:
            self._line.push = push_of(self._line.external_id, data, region=self._how.region)
        except BadPhone:
            said = f"is no telephone number{_TAKEN_WITHOUT}"
            self._remark(Column.PHONE, data.guest.phone or "", said)
            without = data.model_copy(
                update={"guest": data.guest.model_copy(update={"phone": None})}
            )
            self._line.push = push_of(self._line.external_id, without, region=None)

    def _cell(self, column: Column) -> Cell:
        place = self._how.mapping.get(column)
        return self._row[place] if place is not None and place < len(self._row) else None

    def _text(self, column: Column) -> str:
        return text_of(self._cell(column))

    def _needed(self, column: Column, read: Callable[[Cell], T | None]) -> T | None:
        found = self._try(column, read, refuse=True)
        if found is None and not self._refused:
            self._refuse(column, "", "is missing")
        return found

    def _try(
        self, column: Column, read: Callable[[Cell], T | None], *, refuse: bool = False
    ) -> T | None:
        cell = self._cell(column)
        try:
            return read(cell)
        except BadCell as error:
            if refuse:
                self._refuse(column, text_of(cell), str(error))
            else:
                self._remark(column, text_of(cell), f"{error}{_TAKEN_WITHOUT}")
            return None

    def _refuse(self, column: str, value: str, message: str) -> None:
        self._refused = True
        self._remark(column, value, message)

    def _remark(self, column: str, value: str, message: str) -> None:
        self._line.problems.append(Problem(str(column), value, message))


_TEXTS = (
    Column.ROOM,
    Column.ROOM_TYPE,
    Column.SOURCE,
    Column.RATE_CODE,
    Column.GROUP_CODE,
    Column.NOTE,
)


def derived_key(values: Mapping[str, Any], guest: Mapping[str, Any]) -> str:
    """For files without reservation numbers: the same guest, day and room type is the same stay."""
    parts = (
        " ".join(str(guest["name"]).casefold().split()),
        "".join(filter(str.isdigit, str(guest.get("phone") or ""))),
        str(values["arrival"]),
        str(values.get("room_type", "")).casefold(),
    )
    return "file-" + hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:16]
