"""Reads the placeholders of a text: {{name}}, {{name|format}}, {{name|format|fallback:"words"}}.

Words alone after the bar that are no format are the fallback: {{guest_first_name|guest}}. Beside
a format the fallback is called by its name, so that a misspelt format is never sent as words.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches

from backend.domain.template_formats import FORMATS

PLACEHOLDER = re.compile(r"\{\{([^{}]*)\}\}")
BRACES = re.compile(r"\{\{|\}\}")
_NAME = re.compile(r"[a-z][a-z0-9_]*")
_FALLBACK = "fallback:"
_QUOTES = "\"“”„«»'"
_MISSPELT = 0.8
"""How much alike words and a format must be to be taken for it; `guest` is like none."""


@dataclass(frozen=True, slots=True)
class Placeholder:
    start: int
    end: int
    name: str
    formats: tuple[str, ...]
    fallback: str | None
    strange: str | None = None
    """What stands where a format should, and is none."""

    @property
    def is_readable(self) -> bool:
        return self.strange is None and _NAME.fullmatch(self.name) is not None


def placeholders_in(text: str) -> Iterator[Placeholder]:
    for found in PLACEHOLDER.finditer(text):
        yield read_placeholder(found)


def read_placeholder(found: re.Match[str]) -> Placeholder:
    name, *parts = (part.strip() for part in found[1].split("|"))
    formats: list[str] = []
    fallback: str | None = None
    strange: str | None = None
    for part in parts:
        if part.startswith(_FALLBACK):
            fallback = part.removeprefix(_FALLBACK).strip().strip(_QUOTES).strip()
        elif part in FORMATS:
            formats.append(part)
        elif len(parts) == 1 and not looks_like_format(part):
            fallback = part
        else:
            strange = part
    return Placeholder(found.start(), found.end(), name, tuple(formats), fallback, strange)


def looks_like_format(words: str) -> bool:
    """Somebody meant a format: `date_lang`, `weekdays`, `date_full`."""
    return _NAME.fullmatch(words) is not None and (
        "_" in words or nearest_format(words) is not None
    )


def nearest_format(words: str) -> str | None:
    return next(iter(get_close_matches(words.lower(), FORMATS, 1, _MISSPELT)), None)


def stray_braces(text: str) -> tuple[int, int] | None:
    """Where two braces stand that open or close nothing."""
    # The same length, so that places stay what they are.
    rest = PLACEHOLDER.sub(lambda found: " " * len(found[0]), text)
    stray = BRACES.search(rest)
    return stray.span() if stray else None
