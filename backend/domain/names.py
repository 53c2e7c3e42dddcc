"""Proper names in a sentence, as far as writing shows them.

Where names alone have capitals, a capital inside a sentence is one. German writes every noun so:
there only two capitals in a row count ("Restaurant Lindenhof"). In scripts without capitals a
word in Latin letters is one. A name that stands first in its sentence is not seen.
"""

import re

from backend.domain.claim_words import MONTHS_BY_DAY, PLAIN_CAPITALS, WEEKDAYS
from backend.domain.phrases import fold

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_STARTS = re.compile(r"(?:^|[.!?:;…]\s|[\n«»“”„\"(•\-–—]\s?|[¿¡])\s{0,4}$")
_NO_CAPITALS = re.compile(
    r"[\u0590-\u06ff\u0900-\u097f\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]"
)
_LATIN = re.compile(r"[A-Za-zÀ-ɏ]")
_PLAIN = PLAIN_CAPITALS | WEEKDAYS.keys() | MONTHS_BY_DAY.keys()
_TITLES = frozenset({"hotel", "restaurant", "cafe", "bar", "bistro", "herr", "frau", "haus", "spa"})
SHORTEST = 3


def names_in(text: str, *, language: str | None = None) -> list[str]:
    if _NO_CAPITALS.search(text):
        return [one.group() for one in _WORD.finditer(text) if _is_latin_name(one.group())]
    found = [one for one in _WORD.finditer(text) if one.group()[0].isupper()]
    inside = [one for one in found if not _STARTS.search(text[: one.start()][-4:])]
    if language == "de" or _is_german(text):
        inside = [one for one in inside if _follows_title(text, one)]
    return [one.group() for one in inside if _is_name(one.group())]


def _is_german(text: str) -> bool:
    return _GERMAN_WORDS.search(text) is not None


_GERMAN_WORDS = re.compile(
    r"[äöüß]|\b(?:der|die|das|den|dem|und|ist|sind|sie|ihr|ihre|ihnen|wir|mit|uhr|von|bis|im|zum"
    r"|zur|gibt|kostet|finden|haben|guten|gern|gerne|danke|vielen|herzlich|willkommen|liebe)\b",
    re.I,
)


def _follows_title(text: str, one: re.Match[str]) -> bool:
    before = _WORD.findall(text[max(0, one.start() - 24) : one.start()])
    joined = text[: one.start()].endswith(" ")
    return joined and bool(before) and before[-1].casefold() in _TITLES


def _is_name(word: str) -> bool:
    plain = fold(word)
    return len(plain) >= SHORTEST and plain not in _PLAIN and not _all_plain(plain)


def _all_plain(word: str) -> bool:
    return all(part in _PLAIN or len(part) < SHORTEST for part in re.split(r"['-]", word))


def _is_latin_name(word: str) -> bool:
    return bool(_LATIN.match(word)) and _is_name(word)
