"""What a stranger's file may cost the process that reads it."""

import io
import zipfile
from collections.abc import Mapping

import pytest

from backend.features.stay_imports.reading import Unreadable, read_table

SHEET = "xl/worksheets/sheet1.xml"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
PARTS = {
    "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types"/>',
    "_rels/.rels": f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1" '
    f'Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}">'
    '<sheets><sheet name="Stays" sheetId="1" r:id="rId1"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>'
    f'<Relationship Id="rId2" Type="{OFFICE}/sharedStrings" Target="sharedStrings.xml"/>'
    "</Relationships>",
}
FIRST = '<row r="1"><c r="A1" t="inlineStr"><is><t>Name</t></is></c></row>'


def workbook(rows: str, more: Mapping[str, str] | None = None) -> bytes:
    sheet = f'<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData></worksheet>'
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in {**PARTS, SHEET: sheet, **(more or {})}.items():
            archive.writestr(name, text)
    return made.getvalue()


def shared(text: str) -> dict[str, str]:
    return {"xl/sharedStrings.xml": f'<sst xmlns="{MAIN}"><si><t>{text}</t></si></sst>'}


@pytest.mark.parametrize(
    "last",
    [
        '<row r="1048576"><c r="A1048576"><v>2</v></c></row>',
        '<row r="2"><c r="XFD2"><v>2</v></c></row>',
        '<row r="1048576"><c><v>2</v></c></row>',
        '<row r="2"><c r="&#88;FD2"><v>2</v></c></row>',
        '<row r="2">' + "<c/>" * 20_000 + "<c><v>2</v></c></row>",
        "<row/>" * 20_000 + "<row><c><v>2</v></c></row>",
        '<x:row xmlns:x="urn:x" r="2"><x:c r="XFD1048576"><x:v>2</x:v></x:c></x:row>',
    ],
)
def test_one_far_cell_is_refused_before_the_sheet_is_laid_out(last: str) -> None:
    """Every place up to it would be held in memory: two cells may ask for half a terabyte."""
    with pytest.raises(Unreadable, match="split the file"):
        read_table(workbook(FIRST + last))


def test_one_long_text_in_every_cell_is_refused() -> None:
    """A text stands once in the archive and once for each cell in memory."""
    cells = '<c t="s"><v>0</v></c>' * 100
    rows = "".join(f"<row>{cells}</row>" for _ in range(400))
    with pytest.raises(Unreadable, match="split the file"):
        read_table(workbook(rows, shared("x" * 1000)))
    with pytest.raises(Unreadable, match="split the file"):
        read_table(workbook(FIRST, shared("x" * 40_000)))


def test_a_part_that_hides_its_size_is_refused() -> None:
    """What an entry announces is what is read of it."""
    raw = workbook(FIRST + " " * 70 * 1024 * 1024)
    with pytest.raises(Unreadable, match="split the file"):
        read_table(raw)
    size = len(f'<worksheet xmlns="{MAIN}"><sheetData>{FIRST}</sheetData></worksheet>')
    lying = workbook(FIRST).replace(size.to_bytes(4, "little"), (size - 1).to_bytes(4, "little"))
    with pytest.raises(Unreadable):
        read_table(lying)


def test_a_part_in_another_alphabet_is_refused() -> None:
    """The look at the cells and the library that reads them see the same letters."""
    far = '<row r="2"><c r="XFD1048576"><v>2</v></c></row>'
    text = f'<worksheet xmlns="{MAIN}"><sheetData>{FIRST}{far}</sheetData></worksheet>'
    declared = f'<?xml version="1.0" encoding="cp037"?>{text}'
    with pytest.raises(Unreadable):
        read_table(workbook("", {SHEET: declared}))


def test_formats_far_out_and_empty_places_are_no_reason_to_refuse() -> None:
    """Programs leave styled empty cells behind, and a table need not begin in the corner."""
    heads = '<c r="B1" t="s"><v>0</v></c><c r="C1" t="s"><v>0</v></c><c r="XFD1" s="1"/>'
    guest = '<row r="3"><c r="C3"><v>5</v></c></row>'
    styled = '<row r="900000"><c r="A900000" s="1"/></row>'
    table = read_table(workbook(f'<row r="1">{heads}</row>{guest}{styled}', shared("Name")))

    assert table.heads == ("", "Name", "Name")
    assert table.rows == (("", "", ""), ("", "", 5.0))


def test_a_table_begins_in_the_first_row() -> None:
    """Nothing is guessed about lines above it."""
    with pytest.raises(Unreadable, match="first line"):
        read_table(workbook('<row r="2"><c r="A2"><v>1</v></c></row><row r="3"/>'))


@pytest.mark.parametrize("line", [b"\n", b",\n", b"a\n"])
def test_no_more_lines_are_held_than_a_table_may_have(line: bytes) -> None:
    """Eight megabytes of line ends are eight million rows, and cost no more than a good file."""
    with pytest.raises(Unreadable):
        read_table(b"Name,Arrival\n" + line * 1_000_000 + b"x,y\n")
