"""Text to comparable words, and word lists that match by stem."""

import re
import unicodedata
from functools import lru_cache

WORD = re.compile(r"[^\W_]+")
# Shorter stems would match the beginning of unrelated words.
SHORTEST_PREFIX = 4


def normal(text: str) -> str:
    """Lower case, no accents, hyphens as spaces: `Check-out` and `check out` are one."""
    folded = text.lower().replace("ß", "ss").replace("ё", "е").replace("’", "'")
    # й is и plus a combining mark; it must survive the removal of accents.
    kept = folded.replace("й", "\0")
    plain = "".join(
        char for char in unicodedata.normalize("NFD", kept) if not unicodedata.combining(char)
    )
    return " ".join(WORD.findall(plain.replace("\0", "й").replace("'", "")))


@lru_cache(maxsize=2_000)
def words_of(text: str) -> tuple[str, ...]:
    return tuple(normal(text).split())


class Stems:
    """Whitespace-separated stems; `_` joins the words of a phrase, a final dot means whole word."""

    def __init__(self, stems: str) -> None:
        listed = stems.split()
        self._phrases = tuple(normal(stem.replace("_", " ")) for stem in listed if "_" in stem)
        single = [normal(stem) for stem in listed if "_" not in stem]
        whole = {normal(stem) for stem in listed if stem.endswith(".")}
        self._exact = frozenset(s for s in single if len(s) < SHORTEST_PREFIX or s in whole)
        self._prefixes = tuple(stem for stem in single if stem not in self._exact)

    def found_in(self, text: str) -> list[str]:
        """The words and phrases that match, in the order of the lists."""
        words = words_of(text)
        line = f" {' '.join(words)} "
        found = [phrase for phrase in self._phrases if f" {phrase}" in line]
        found += [word for word in words if word in self._exact or word.startswith(self._prefixes)]
        return found

    def match(self, text: str) -> bool:
        return bool(self.found_in(text))
