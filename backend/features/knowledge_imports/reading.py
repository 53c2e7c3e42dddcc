"""What a page or a file holds, as proposed entries. Pure work, up to a second: not for the loop."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePath

from selectolax.lexbor import LexborHTMLParser, LexborNode

from backend.domain.entry_splitting import Line, Section, lines_of_text, sections_of
from backend.domain.knowledge_words import ReadTrouble, SourceKind
from backend.domain.stay_cells import text_of
from backend.features.stay_imports.reading import Table, Unreadable, read_table
from backend.kit.text import storable
from backend.ports.documents import Unread

MOST_ROWS = 1000
_HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6", "dt", "summary", "caption"}
_BLOCKS = {"p", "li", "dd", "td", "th", "blockquote", "figcaption", "address", "pre"}
_BOXES = {"div", "section", "article"}
_NOISE = "script, style, noscript, template, nav, header, footer, aside, form, svg, iframe, button"
_HEADS = {
    "title": ("title", "question", "topic", "titel", "frage", "titulo", "pregunta", "вопрос"),
    "text": ("text", "answer", "content", "antwort", "inhalt", "texto", "respuesta", "ответ"),
    "language": ("language", "lang", "sprache", "idioma", "язык"),
    "category": ("category", "kategorie", "categoria", "категория"),
}


@dataclass(frozen=True, slots=True)
class Proposed:
    title: str
    text: str
    language: str | None = None
    category: str | None = None
    line: int | None = None
    """Of the file, where it has lines."""


def kind_of_file(name: str, raw: bytes) -> SourceKind:
    """Raises Unread for what is none of them."""
    ending = PurePath(name).suffix.lower()
    if raw.startswith(b"%PDF-"):
        return SourceKind.PDF
    if ending in (".csv", ".xlsx") or raw.startswith(b"PK\x03\x04"):
        return SourceKind.TABLE
    if ending in (".html", ".htm", ".txt", ".md") and b"\x00" not in raw:
        return SourceKind.PAGE
    raise Unread(ReadTrouble.UNKNOWN_TYPE)


def read_page(raw: bytes, *, is_html: bool) -> list[Proposed]:
    text = raw.decode("utf-8", "replace")
    lines = list(_lines_of_html(text)) if is_html else lines_of_text(text)
    return _proposed(sections_of(lines))


def read_paper(pages: Sequence[str]) -> list[Proposed]:
    return _proposed(sections_of(lines_of_text("\n".join(pages))))


def read_rows(raw: bytes) -> list[Proposed]:
    """Each row an entry: the columns are found by their heads, else the first two are taken."""
    try:
        table = read_table(raw)
    except Unreadable:
        raise Unread(ReadTrouble.BROKEN) from None
    places = _places(table)
    found = []
    for number, row in enumerate(table.rows[:MOST_ROWS], 2):
        cells = {name: storable(text_of(row[place])).strip() for name, place in places.items()}
        if cells["title"] and cells["text"]:
            language = cells.get("language", "").lower()[:2] or None
            category = cells.get("category", "")[:60] or None
            section = Section(cells["title"][:120], cells["text"][:4000])
            found.append(Proposed(section.title, section.text, language, category, number))
    return _some(found)


def _places(table: Table) -> dict[str, int]:
    heads = [head.strip().lower() for head in table.heads]
    named = {
        name: next((heads.index(one) for one in known if one in heads), None)
        for name, known in _HEADS.items()
    }
    found = {name: place for name, place in named.items() if place is not None}
    if "title" in found and "text" in found:
        return found
    if len(heads) < 2:
        raise Unread(ReadTrouble.EMPTY)
    return {"title": 0, "text": 1}


def _lines_of_html(text: str) -> Iterator[Line]:
    tree = LexborHTMLParser(text)
    for node in tree.css(_NOISE):
        node.decompose()
    body = tree.css_first("main") or tree.body
    if body is not None:
        yield from _lines_under(body)


def _lines_under(body: LexborNode) -> Iterator[Line]:
    for node in body.traverse(include_text=False):
        name = node.tag or ""
        if name in _HEADINGS:
            yield Line(storable(node.text(separator=" ")), is_heading=True)
        elif _is_line(node, name):
            yield Line(storable(node.text(separator=" ")))


def _is_line(node: LexborNode, name: str) -> bool:
    if name in _BLOCKS:
        return not _holds_blocks(node)
    return name in _BOXES and all(one.mem_id == node.mem_id for one in node.css("*"))


def _holds_blocks(node: LexborNode) -> bool:
    return any(one.tag in _BLOCKS | _HEADINGS for one in node.css("*") if one.mem_id != node.mem_id)


def _proposed(sections: Sequence[Section]) -> list[Proposed]:
    return _some([Proposed(storable(one.title), storable(one.text)) for one in sections])


def _some(found: list[Proposed]) -> list[Proposed]:
    if not found:
        raise Unread(ReadTrouble.EMPTY)
    return found
