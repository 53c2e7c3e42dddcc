"""Recognising words in guests' messages: whole words, without regard to case or accents."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

# Languages written without spaces between words: a word may start anywhere.
_NO_SPACES = re.compile(r"[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff]")
_MARKS = re.compile(r"[\u0300-\u036f]")
_APOSTROPHES = str.maketrans({"’": "'", "ʼ": "'", "`": "'", "´": "'"})
# Letters with a stroke, and the dotless i: no accent that could be taken off.
_STROKES = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ı": "i"})


def fold(text: str) -> str:
    """For comparing only: lower case, no accents, plain apostrophes, single spaces."""
    decomposed = unicodedata.normalize("NFKD", text.translate(_APOSTROPHES).casefold())
    return " ".join(_MARKS.sub("", decomposed).replace("ё", "е").translate(_STROKES).split())


def fold_with_places(text: str) -> tuple[str, list[int]]:
    """`fold`, and for each character of it the place in the text that it came from."""
    folded: list[str] = []
    places: list[int] = []
    for place, char in enumerate(text):
        plain = _plain(char)
        if plain == " " and (not folded or folded[-1] == " "):
            continue
        folded += plain
        places += [place] * len(plain)
    return "".join(folded).rstrip(" "), places


@lru_cache(maxsize=4096)
def _plain(char: str) -> str:
    return fold(char) or (" " if char.isspace() else "")


class Phrases:
    """A list of words and phrases compiled into one pattern. A final `*` allows any ending."""

    def __init__(self, phrases: Iterable[str]) -> None:
        folded = sorted({fold(phrase) for phrase in phrases if phrase.strip()}, key=len)
        self._pattern = re.compile(_as_pattern(folded[::-1]) or r"(?!)")

    def find(self, folded: str) -> str | None:
        """The first of them in a text that went through `fold`; None when there is none."""
        found = self._pattern.search(folded)
        return found.group() if found else None

    def blank(self, folded: str) -> str:
        """The text without them; every other character keeps its place."""
        return self._pattern.sub(lambda found: "|" * len(found.group()), folded)

    def find_all(self, folded: str) -> list[re.Match[str]]:
        return list(self._pattern.finditer(folded))


@lru_cache(maxsize=512)
def phrases_of(*words: str) -> Phrases:
    """The same list compiles once, e.g. the keywords of a trigger."""
    return Phrases(words)


def _as_pattern(phrases: Sequence[str]) -> str:
    """Behind their first letter, so that few of them are tried at a place; the order of those that
    begin alike stays."""
    free: dict[str, list[str]] = defaultdict(list)
    whole: dict[str, list[str]] = defaultdict(list)
    for phrase in phrases:
        stem = phrase.removesuffix("*").strip()
        first, rest = stem[:1], stem[1:]
        behind = r"\s+".join(re.escape(part) for part in rest.split(" "))
        if _NO_SPACES.search(stem):
            free[first].append(behind)
        else:
            ending = r"\w*" if phrase.endswith("*") else r"(?!\w)"
            whole[first].append(behind + ending)
    parts = [_by_first(free)] if free else []
    if whole:
        parts.append(rf"(?<!\w)(?:{_by_first(whole)})")
    return "|".join(parts)


def _by_first(behind: Mapping[str, Sequence[str]]) -> str:
    return "|".join(f"{re.escape(first)}(?:{'|'.join(rest)})" for first, rest in behind.items())
