"""Which language's words a word looks like, by its groups of three letters."""

from collections import Counter
from collections.abc import Iterator, Mapping
from functools import lru_cache
from math import log

from backend.domain.language_words import COMMON, HOTEL

# What an unseen group counts for: low enough to tell, high enough that one does not decide.
UNSEEN = 0.3


def likeness(words: list[str]) -> Mapping[str, float]:
    """Languages by the mean of how probable the letters of the words are in them, in nats."""
    groups = [group for word in words for group in _groups(word)]
    if not groups:
        return {}
    taught = _taught()
    return {
        language: sum(log((counts[group] + UNSEEN) / (total + UNSEEN)) for group in groups)
        / len(groups)
        for language, (counts, total) in taught.items()
    }


def _groups(word: str) -> Iterator[str]:
    padded = f" {word} "
    for start in range(len(padded) - 2):
        yield padded[start : start + 3]


@lru_cache(maxsize=1)
def _taught() -> Mapping[str, tuple[Counter[str], int]]:
    learnt = {}
    for language in COMMON:
        words = {*COMMON[language].split(), *HOTEL[language].split()}
        counts = Counter(group for word in words for group in _groups(word))
        learnt[language] = (counts, counts.total())
    return learnt
