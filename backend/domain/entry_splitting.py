"""A text of some length as proposed entries: one for each heading, none too long to be an entry."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

LONGEST_TITLE, LONGEST_TEXT = 120, 3500
SHORTEST_TEXT = 12
MOST_SECTIONS = 300
_WIDE_HEADING = 80
_SPACES = re.compile(r"\s+")
_SENTENCE_END = re.compile(r"(?<=[.!?…])\s+")


@dataclass(frozen=True, slots=True)
class Line:
    text: str
    is_heading: bool = False


@dataclass(frozen=True, slots=True)
class Section:
    title: str
    text: str


def sections_of(lines: Iterable[Line]) -> list[Section]:
    """What stands under no heading is named by its first words; what says nothing is left out."""
    found: list[Section] = []
    title, held = "", []  # type: tuple[str, list[str]]
    for line in lines:
        words = _plain(line.text)
        if not words:
            continue
        if line.is_heading:
            found += _section(title, held)
            title, held = words, []
        else:
            held.append(words)
    found += _section(title, held)
    return _distinct(found)[:MOST_SECTIONS]


def lines_of_text(text: str) -> Iterator[Line]:
    """Of a text without marks: a short line before longer ones, or a question, is a heading."""
    lines = [_plain(one) for one in text.splitlines()]
    filled = [one for one in lines if one]
    for line, following in zip(filled, [*filled[1:], ""], strict=True):
        yield Line(line, _reads_as_heading(line, following))


def _reads_as_heading(line: str, following: str) -> bool:
    if not following or len(line) > _WIDE_HEADING:
        return False
    if line.endswith("?"):
        return True
    plain = line[-1] not in ".,;:!)" and not re.search(r"\d\s*$|[€$£]", line)
    return plain and line[:1].isupper() and len(line.split()) <= 7 and len(following) > len(line)


def _section(title: str, held: Sequence[str]) -> list[Section]:
    text = "\n".join(held)
    if len(text) < SHORTEST_TEXT:
        return []
    name = title or " ".join(text.split()[:7])
    parts = list(_parts(text))
    return [
        Section(_cut(name if n == 1 else f"{name} ({n})"), part) for n, part in enumerate(parts, 1)
    ]


def _parts(text: str) -> Iterator[str]:
    """Cut between sentences; a sentence longer than an entry is cut where it stands."""
    if len(text) <= LONGEST_TEXT:
        yield text
        return
    part = ""
    for sentence in _SENTENCE_END.split(text):
        while len(sentence) > LONGEST_TEXT:
            yield from ([part] if part else [])
            part, sentence = sentence[:LONGEST_TEXT], sentence[LONGEST_TEXT:]
        if part and len(part) + len(sentence) >= LONGEST_TEXT:
            yield part
            part = ""
        part = f"{part} {sentence}".strip()
    if part:
        yield part


def _distinct(sections: Iterable[Section]) -> list[Section]:
    return list(dict.fromkeys(sections))


def _plain(text: str) -> str:
    return _SPACES.sub(" ", text).strip()


def _cut(title: str) -> str:
    return title if len(title) <= LONGEST_TITLE else title[: LONGEST_TITLE - 1].rstrip() + "…"
