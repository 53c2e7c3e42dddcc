"""A hotel's file as a table: CSV or XLSX, bounded, whatever its separator or alphabet."""

import csv
import io
import itertools
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

import orjson
from python_calamine import CalamineError, CalamineWorkbook

from backend.domain.stay_cells import Cell
from backend.kit.text import storable

MOST_ROWS = 10_000
MOST_COLUMNS = 100
LONGEST_CELL = 1000
MOST_UNPACKED = 200 * 1024 * 1024
"""A workbook is an archive; what it unpacks to is bounded before it is opened."""
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


def _text(raw: bytes) -> list[list[Cell]]:
    if b"\x00" in raw:
        raise Unreadable("This is neither a CSV file nor an Excel workbook (.xlsx).")
    text = _decoded(raw)
    first = next((line for line in text.splitlines() if line.strip()), "")
    separator = max(_SEPARATORS, key=first.count)
    csv.field_size_limit(128 * 1024)
    try:
        return [list(line) for line in csv.reader(io.StringIO(text), delimiter=separator)]
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


def _workbook(raw: bytes) -> list[list[Cell]]:
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            inside = archive.infolist()
            if "xl/workbook.xml" not in archive.namelist():
                raise Unreadable("This archive is no Excel workbook (.xlsx).")
            if sum(entry.file_size for entry in inside) > MOST_UNPACKED:
                raise Unreadable("This workbook is too large.")
        sheet = CalamineWorkbook.from_filelike(io.BytesIO(raw)).get_sheet_by_index(0)
        if sheet.height > MOST_ROWS + 50 or sheet.width > MOST_COLUMNS:
            raise Unreadable(_TOO_MANY)
        return [list(row) for row in sheet.to_python(skip_empty_area=False)]
    except (zipfile.BadZipFile, CalamineError, IndexError):
        raise Unreadable("This Excel workbook cannot be read. Save it again, or as CSV.") from None


_TOO_MANY = f"More than {MOST_ROWS:,} rows or {MOST_COLUMNS} columns; split the file."


def _table(lines: Sequence[Sequence[Cell]]) -> Table:
    """The first line that is not empty holds the heads."""
    kept = [[_cell(cell) for cell in line] for line in lines]
    while kept and not any(kept[-1]):
        kept.pop()
    if not kept or not any(kept[0]):
        raise Unreadable("The first line must name the columns.")
    heads = [str(head or "") for head in kept[0]]
    while heads and not heads[-1]:
        heads.pop()
    if len(kept) == 1:
        raise Unreadable("The file names columns but has no reservation.")
    if len(kept) > MOST_ROWS + 1 or len(heads) > MOST_COLUMNS:
        raise Unreadable(_TOO_MANY)
    width = len(heads)
    rows = ((*line[:width], *[""] * (width - len(line))) for line in kept[1:])
    return Table(tuple(heads), tuple(rows))


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
