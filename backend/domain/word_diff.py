"""What changed between two texts, word by word."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

MOST_WORDS = 4000
"""Of one text; longer ones are compared as a whole, for the work grows with the square."""
_WORD = re.compile(r"\{\{[^{}]*\}\}|\s+|[^\s{]+|\{")


@dataclass(frozen=True, slots=True)
class Change:
    kind: Literal["same", "added", "removed"]
    text: str


def diff_words(before: str, after: str) -> list[Change]:
    old, new = _WORD.findall(before), _WORD.findall(after)
    if max(len(old), len(new)) > MOST_WORDS:
        old, new = [before], [after]
    return [one for one in _changes(old, new) if one.text]


def _changes(old: list[str], new: list[str]) -> Iterator[Change]:
    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            yield Change("same", "".join(old[a:b]))
            continue
        yield Change("removed", "".join(old[a:b]))
        yield Change("added", "".join(new[c:d]))
