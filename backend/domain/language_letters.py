"""Which language the letters of a text look like, by lingua's models for short texts.

The models stay in memory, about 260 MB for the languages in Latin letters and 60 MB for the two in
Cyrillic ones, and take a second to load: `load_models` does so where a process has to answer.
"""

from collections.abc import Mapping
from functools import lru_cache
from math import log

from lingua import IsoCode639_1, Language, LanguageDetector, LanguageDetectorBuilder

from backend.domain.language_words import COMMON

# What a language has at least, so that it can still be chosen by its words.
LEAST_CONFIDENCE = 1e-3
EVEN = 0.5


def likeness(words: str) -> Mapping[str, float]:
    """Languages in Latin letters by the logarithm of lingua's confidence: nats, 0 at best.

    `words`: in lower case and with their accents, which say much."""
    found = _latin().compute_language_confidence_values(words)
    return {_code(one.language): log(one.value + LEAST_CONFIDENCE) for one in found}


def looks_ukrainian(text: str) -> bool:
    """Of a text in Cyrillic letters, which else is taken for Russian."""
    return _cyrillic().compute_language_confidence(text, Language.UKRAINIAN) > EVEN


def load_models() -> None:
    """Ahead of the first message, which would wait for them. In a thread: one language after the
    other, because nothing else of the process runs while one is read, a fifth of a second."""
    for code in (*COMMON, "ru", "uk"):
        _detector((code, "de" if code == "en" else "en"))
    _latin()
    _cyrillic()


@lru_cache(maxsize=1)
def _latin() -> LanguageDetector:
    return _detector(tuple(COMMON))


@lru_cache(maxsize=1)
def _cyrillic() -> LanguageDetector:
    return _detector(("ru", "uk"))


def _detector(codes: tuple[str, ...]) -> LanguageDetector:
    languages = [IsoCode639_1.from_str(code.upper()) for code in codes]
    builder = LanguageDetectorBuilder.from_iso_codes_639_1(*languages)
    return builder.with_preloaded_language_models().build()


def _code(language: Language) -> str:
    return language.iso_code_639_1.name.lower()
