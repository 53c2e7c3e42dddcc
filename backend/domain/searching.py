"""What somebody typed into the search field, and where it stands in what was said."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

MOST_WORDS, LONGEST_WORD = 8, 40
"""More would make the question no sharper, only dearer."""
LEAST_DIGITS = 4
"""Of a phone; fewer are a room or a number in a text."""
BEFORE_HIT, SNIPPET = 40, 160
_WORD = re.compile(r"[^\W_]+")
_PHONE = re.compile(r"[\d\s+()./-]+")
# What does not fall apart into a letter and its accent.
_LETTERS = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th"})


@dataclass(frozen=True, slots=True)
class Wanted:
    text: str
    """As it was typed, at its edges tidied; the name or the room of somebody."""
    words: tuple[str, ...]
    digits: str | None
    """Of a phone, without the country's or the trunk's zeros; None: it is none."""

    @property
    def query(self) -> str:
        """For PostgreSQL: all of the words, each as the beginning of one."""
        return " & ".join(f"'{word}':*" for word in self.words)


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a snippet: found words, or what stands between them."""

    text: str
    found: bool


def read_wanted(typed: str) -> Wanted:
    text = " ".join(typed.split())
    words = tuple(word[:LONGEST_WORD] for word in _WORD.findall(text)[:MOST_WORDS])
    return Wanted(text, words, _digits(text))


def snippet(said: str, words: Sequence[str]) -> list[Part]:
    """One line around the first word that was found, with every found one apart."""
    line = " ".join(said.split())
    hits = _hits(line, [folded(word) for word in words])
    first = hits[0][0] if hits else 0
    begin = 0 if first <= BEFORE_HIT else line.rfind(" ", 0, first - BEFORE_HIT) + 1
    if begin == 0 and first > SNIPPET:
        begin = first
    end = min(len(line), begin + SNIPPET)
    parts = [Part("…", found=False)] if begin else []
    at = begin
    for start, stop in hits:
        if start < at or stop > end:
            continue
        parts += [Part(line[at:start], found=False), Part(line[start:stop], found=True)]
        at = stop
    parts += [Part(line[at:end] + ("…" if end < len(line) else ""), found=False)]
    return [part for part in parts if part.text]


def folded(text: str) -> str:
    """Without case and accents, as the index has it."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    return "".join(c for c in apart if not unicodedata.combining(c)).translate(_LETTERS)


def _hits(line: str, wanted: Sequence[str]) -> list[tuple[int, int]]:
    found = []
    for match in _WORD.finditer(line):
        word = folded(match[0])
        longest = max((len(one) for one in wanted if word.startswith(one)), default=0)
        if longest:
            found.append((match.start(), match.start() + _reach(match[0], longest)))
    return found


def _reach(word: str, length: int) -> int:
    """How many letters of the word its folded beginning of this length came from."""
    for count in range(1, len(word) + 1):
        if len(folded(word[:count])) >= length:
            return count
    return len(word)


def _digits(text: str) -> str | None:
    if not _PHONE.fullmatch(text):
        return None
    found = re.sub(r"\D", "", text.replace("(0)", "")).lstrip("0")
    return found if len(found) >= LEAST_DIGITS else None
