"""A workbook of a stranger, made safe to open: the library that reads it holds every place from
the first used cell to the last one in memory, and ends the process when that is too much."""

import io
import re
import zipfile
import zlib
from typing import Any
from xml.parsers.expat import ExpatError, ParserCreate

MOST_UNPACKED = 64 * 1024 * 1024
"""A workbook is an archive; what it unpacks to is bounded before it is opened."""
LONGEST_TEXT = 32_767
"""Of one cell, as Excel has it. A text may stand once in the archive and in every cell."""
_PARTS = ("xl/", "_rels/", "[Content_Types].xml")
_PLACE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")


class TooLarge(ValueError):
    """More cells, more text or more bytes than a list of reservations has."""


class NoWorkbook(ValueError):
    """An archive of something else, or a broken one."""


def bounded(raw: bytes, *, rows: int, columns: int) -> io.BytesIO:
    """The same workbook with nothing in it that was not looked at. Raises TooLarge, NoWorkbook."""
    out = io.BytesIO()
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive, zipfile.ZipFile(out, "w") as safe:
            wanted = {one.filename: one for one in archive.infolist() if _is_read(one.filename)}
            if "xl/workbook.xml" not in wanted:
                raise NoWorkbook
            if sum(entry.file_size for entry in wanted.values()) > MOST_UNPACKED:
                raise TooLarge
            for name, entry in wanted.items():
                if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
                    raise NoWorkbook
                # Never more than the entry announces, whatever its stream would unpack to.
                part = archive.read(entry)
                _Look(rows, columns).at(part)
                safe.writestr(name, part)
    except (zipfile.BadZipFile, zlib.error, RuntimeError, EOFError, ExpatError) as error:
        raise NoWorkbook from error
    out.seek(0)
    return out


def _is_read(name: str) -> bool:
    return name.startswith(_PARTS) and name.endswith((".xml", ".rels"))


class _Look:
    """Follows the cells of one part; parts that are no sheet have none."""

    def __init__(self, rows: int, columns: int) -> None:
        self._most = rows, columns
        self._row = self._column = 0
        self._at = 0, 0
        self._shared: int | None = None
        """Letters of the shared text that is being read."""

    def at(self, part: bytes) -> None:
        # The library takes every part for UTF-8, whatever it says of itself.
        parser: Any = ParserCreate("utf-8")
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        parser.Parse(part, True)

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        match name.rpartition(":")[2]:
            case "row":
                given = attributes.get("r", "")
                self._row = int(given) if given.isdecimal() and len(given) < 8 else self._row + 1
                self._column = 0
            case "c":
                self._column += 1
                found = _PLACE.fullmatch(attributes.get("r", ""))
                if found:
                    self._column = _number_of(found[1])
                self._at = (int(found[2]) if found else self._row), self._column
            case "v" | "is" if self._at > (0, 0):
                # Only a cell with something in it takes a place: formats may reach far.
                if self._at[0] > self._most[0] or self._at[1] > self._most[1]:
                    raise TooLarge
            case "si":
                self._shared = 0

    def _end(self, name: str) -> None:
        if name.rpartition(":")[2] == "si":
            self._shared = None

    def _text(self, text: str) -> None:
        if self._shared is not None:
            self._shared += len(text)
            if self._shared > LONGEST_TEXT:
                raise TooLarge


def _number_of(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number
