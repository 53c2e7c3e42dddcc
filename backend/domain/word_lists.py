"""Lists of words and phrases found in one pass over a text, however many there are.

A pattern of a thousand alternatives costs milliseconds a message; here each word of the text is
looked up. `phrases` serves short lists, and languages that write without spaces.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import NamedTuple

from backend.domain.phrases import fold

_TOKEN = re.compile(r"\w+|[^\w\s]")
SHORTEST_STEM = 2


class Token(NamedTuple):
    text: str
    start: int
    end: int


class Found(NamedTuple):
    group: str
    first: int
    """Of the tokens."""
    last: int


class _Entry(NamedTuple):
    words: tuple[str, ...]
    """A word that ends with * may go on in any way."""
    group: str


def tokens_of(folded: str) -> list[Token]:
    """Words and pictures of a text that went through `fold`; an apostrophe parts words."""
    return [
        Token(one.group(), one.start(), one.end())
        for one in _TOKEN.finditer(folded)
        if one.group()[0].isalnum() or _is_picture(one.group()[0])
    ]


@lru_cache(maxsize=4096)
def _is_picture(char: str) -> bool:
    return unicodedata.category(char) == "So"


class WordLists:
    """Groups of phrases; of those that begin at the same word the longest is found."""

    def __init__(self, groups: Mapping[str, Iterable[str]]) -> None:
        self._whole: dict[str, list[_Entry]] = defaultdict(list)
        self._stems: dict[str, list[_Entry]] = defaultdict(list)
        for group, phrases in groups.items():
            for phrase in phrases:
                self._add(group, phrase)
        lengths: dict[str, set[int]] = defaultdict(set)
        for stem in self._stems:
            lengths[stem[:SHORTEST_STEM]].add(len(stem))
        # Most words begin like no stem: one look says so.
        self._lengths = {begins: tuple(sorted(found)) for begins, found in lengths.items()}
        for entries in (*self._whole.values(), *self._stems.values()):
            entries.sort(key=lambda one: -len(one.words))

    def _add(self, group: str, phrase: str) -> None:
        is_stem = phrase.endswith("*")
        words = [one.text for one in tokens_of(fold(phrase.removesuffix("*")))]
        if not words:
            return
        if is_stem:
            words[-1] += "*"
        first = words[0]
        held = self._stems if first.endswith("*") else self._whole
        held[first.removesuffix("*")].append(_Entry(tuple(words), group))

    def find_all(self, tokens: list[Token]) -> list[Found]:
        """From left to right; what was found is not read again."""
        found = []
        place = 0
        while place < len(tokens):
            entry = self._longest(tokens, place)
            if entry is None:
                place += 1
                continue
            last = place + len(entry.words) - 1
            found.append(Found(entry.group, place, last))
            place = last + 1
        return found

    def has_any(self, tokens: list[Token]) -> bool:
        return any(self._longest(tokens, place) for place in range(len(tokens)))

    def _longest(self, tokens: list[Token], place: int) -> _Entry | None:
        best, longest = None, (0, 0)
        for one in self._beginning(tokens[place].text):
            size = (len(one.words), len(one.words[0]))
            if size > longest and _fits(one, tokens, place):
                best, longest = one, size
        return best

    def _beginning(self, word: str) -> Iterable[_Entry]:
        whole = self._whole.get(word, ())
        # A picture is a stem of one sign.
        lengths = self._lengths.get(word[:SHORTEST_STEM])
        if lengths is None:
            return whole
        found = list(whole)
        for length in lengths:
            if length <= len(word):
                found += self._stems.get(word[:length], ())
        return found


def _fits(entry: _Entry, tokens: list[Token], place: int) -> bool:
    if place + len(entry.words) > len(tokens):
        return False
    for number, word in enumerate(entry.words[1:], start=place + 1):
        said = tokens[number].text
        if not (said.startswith(word[:-1]) if word.endswith("*") else said == word):
            return False
    return True
