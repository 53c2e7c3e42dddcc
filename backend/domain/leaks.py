"""What a model that obeys an attacker lets out: its instructions, or words in disguise."""

import re
from functools import lru_cache

from backend.domain.language import COMMON_WORDS
from backend.domain.language_words import HOTEL
from backend.domain.phrases import fold

# So many letters and digits in a row are not the same by chance.
WINDOW = 24
_SPELLED = re.compile(r"(?<!\w)(?:[^\W_][\s.\-·*_|,]{1,3}){7,40}[^\W_](?!\w)")
_WORD = re.compile(r"[^\W\d_]+")
SHORTEST, LEAST_BACKWARDS = 3, 2
LIST = COMMON_WORDS | {word for words in HOTEL.values() for word in words.split()}
_LETTERS = re.compile(r"[\W_]+")


def repeats(text: str, instructions: str) -> bool:
    """Whether the text holds a stretch of the instructions, however it is spaced, or reversed."""
    known = _windows(instructions)
    plain = _compact(text)
    return any(
        one[start : start + WINDOW] in known
        for one in (plain, plain[::-1])
        for start in range(len(one) - WINDOW + 1)
    )


def is_disguised(text: str) -> bool:
    """Letter by letter or backwards, past every matcher: no honest answer is written so."""
    if _SPELLED.search(text) is not None:
        return True
    spoken = [one for one in _WORD.findall(fold(text)) if len(one) >= SHORTEST]
    backwards = sum(one[::-1] in LIST for one in spoken)
    return backwards >= LEAST_BACKWARDS and backwards > sum(one in LIST for one in spoken)


@lru_cache(maxsize=8)
def _windows(instructions: str) -> frozenset[str]:
    plain = _compact(instructions)
    return frozenset(plain[start : start + WINDOW] for start in range(len(plain) - WINDOW + 1))


def _compact(text: str) -> str:
    return _LETTERS.sub("", fold(text))
