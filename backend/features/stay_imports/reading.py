"""A hotel's file as a table: CSV or XLSX, bounded, whatever its separator or alphabet."""

import csv
import io
import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

import orjson
from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook

from backend.domain.stay_cells import Cell
from backend.features.stay_imports import workbook
from backend.kit.text import storable

MOST_ROWS = 10_000
MOST_COLUMNS = 100
LONGEST_CELL = 1000
MOST_TEXT = 32 * 1024 * 1024
"""Letters of all cells together: a workbook may repeat one text in every cell."""
_ALPHABETS = ("utf-8-sig", "cp1251", "cp1252")
_SEPARATORS = ",;\t|"
_ZIP = b"PK\x03\x04"
_OLD_EXCEL = b"\xd0\xcf\x11\xe0"


class Unreadable(ValueError):
    """A sentence about the file that staff can act on."""


@dataclass(frozen=True, slots=True)
class Table:
    heads: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    """Without empty ones at the end; each as long as the heads."""


def read_table(raw: bytes) -> Table:
    """Raises Unreadable. Costs up to a second for a large workbook: not for the event loop."""
    if raw.startswith(_OLD_EXCEL):
        raise Unreadable("This is an old Excel file. Save it as .xlsx or as CSV.")
    lines = _workbook(raw) if raw.startswith(_ZIP) else _text(raw)
    return _table(lines)


def pack(table: Table) -> bytes:
    return orjson.dumps({"heads": table.heads, "rows": table.rows})


def unpack(packed: bytes) -> Table:
    held = orjson.loads(packed)
    return Table(tuple(held["heads"]), tuple(map(tuple, held["rows"])))


def _text(raw: bytes) -> Iterable[Sequence[Cell]]:
    if b"\x00" in raw:
        raise Unreadable("This is neither a CSV file nor an Excel workbook (.xlsx).")
    text = _decoded(raw)
    first = next((line for line in io.StringIO(text) if line.strip()), "")
    separator = max(_SEPARATORS, key=first.count)
    csv.field_size_limit(128 * 1024)
    try:
        yield from csv.reader(io.StringIO(text), delimiter=separator)
    except csv.Error:
        raise Unreadable("This CSV file is broken: a quotation mark is not closed.") from None


def _decoded(raw: bytes) -> str:
    """Cyrillic and Western files of older programs say nothing of their alphabet: letters of one
    read as the other come out as signs that no name has."""
    try:
        return raw.decode(_ALPHABETS[0])
    except UnicodeDecodeError:
        western = raw.decode("cp1252", "replace")
        cyrillic = raw.decode("cp1251", "replace")
        words = [char for char in cyrillic if char.isalpha() and ord(char) > 127]
        runs = sum(1 for a, b in itertools.pairwise(cyrillic) if _both(a, b))
        return cyrillic if runs > len(words) / 2 else western


def _both(left: str, right: str) -> bool:
    return all(char.isalpha() and ord(char) > 127 for char in (left, right))


def _workbook(raw: bytes) -> Iterable[Sequence[Cell]]:
    try:
        safe = workbook.bounded(raw, rows=MOST_ROWS + 1, columns=MOST_COLUMNS)
        sheet = CalamineWorkbook.from_filelike(safe).get_sheet_by_index(0)
        return _from_the_corner(sheet)
    except workbook.TooLarge:
        raise Unreadable(_TOO_MANY) from None
    except workbook.NoWorkbook:
        raise Unreadable("This archive is no Excel workbook (.xlsx).") from None
    except (CalamineError, IndexError):
        raise Unreadable("This Excel workbook cannot be read. Save it again, or as CSV.") from None


def _from_the_corner(sheet: CalamineSheet) -> Iterable[Sequence[Cell]]:
    """Row by row: `to_python` would hold a text once for each cell it stands in."""
    left = sheet.start[1] if sheet.start else 0
    for row in sheet.iter_rows():
        yield [*[""] * left, *row]


_TOO_MANY = f"More than {MOST_ROWS:,} rows or {MOST_COLUMNS} columns; split the file."


def _table(lines: Iterable[Sequence[Cell]]) -> Table:
    """The first line that is not empty holds the heads."""
    kept = _kept(lines)
    if not kept or not any(kept[0]):
        raise Unreadable("The first line must name the columns.")
    heads = [str(head or "") for head in kept[0]]
    while heads and not heads[-1]:
        heads.pop()
    if len(kept) == 1:
        raise Unreadable("The file names columns but has no reservation.")
    if len(heads) > MOST_COLUMNS:
        raise Unreadable(_TOO_MANY)
    width = len(heads)
    rows = ((*line[:width], *[""] * (width - len(line))) for line in kept[1:])
    return Table(tuple(heads), tuple(rows))


def _kept(lines: Iterable[Sequence[Cell]]) -> list[list[Cell]]:
    """Without empty ones at the end; no more is held of a file than a table may have."""
    kept: list[list[Cell]] = []
    empty = letters = 0
    for line in lines:
        cells: list[Cell] = [_cell(cell) for cell in line]
        if not any(cells):
            empty += 1
            continue
        letters += sum(len(cell) for cell in cells if isinstance(cell, str))
        if len(kept) + empty > MOST_ROWS or letters > MOST_TEXT:
            raise Unreadable(_TOO_MANY)
        kept += [[]] * empty
        kept.append(cells)
        empty = 0
    return kept


def _cell(cell: Cell) -> str | int | float:
    """Days and times as text that `stay_cells` reads in any order."""
    match cell:
        case bool() | None:
            return "yes" if cell else ""
        case datetime():
            at_midnight = cell.time() == time(0)
            return cell.date().isoformat() if at_midnight else cell.isoformat(" ", "minutes")
        case date():
            return cell.isoformat()
        case time():
            return cell.isoformat("minutes")
        case timedelta():
            return cell.total_seconds() / 86_400
        case int() | float():
            return cell
    return storable(str(cell).strip()[:LONGEST_CELL])
