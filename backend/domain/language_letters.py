"""Which language the letters of a text look like, by lingua's models for short texts.

The models stay in memory, about 15 MB for the languages in Latin letters and 80 for the two in
Cyrillic ones: `load_models` reads them where a process has to answer, in half a second.
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
    """Ahead of the first message, which would wait for them."""
    _latin()
    _cyrillic()


@lru_cache(maxsize=1)
def _latin() -> LanguageDetector:
    """By groups of three letters alone: beside the words of a text those of four and five letters
    decide nothing (docs/ai.md), and take 280 MB."""
    return _builder(*COMMON).with_low_accuracy_mode().build()


@lru_cache(maxsize=1)
def _cyrillic() -> LanguageDetector:
    return _builder("ru", "uk").build()


def _builder(*codes: str) -> LanguageDetectorBuilder:
    languages = [IsoCode639_1.from_str(code.upper()) for code in codes]
    builder = LanguageDetectorBuilder.from_iso_codes_639_1(*languages)
    return builder.with_preloaded_language_models()


def _code(language: Language) -> str:
    return language.iso_code_639_1.name.lower()
