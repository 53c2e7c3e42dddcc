"""Texts with variables: {{room}}, {{arrival|weekday}} or {{guest_first_name|dear guest}}.

A text leaves only complete: a variable without a value and without a fallback is named, never sent.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from backend.domain.language import base_language
from backend.domain.template_formats import say
from backend.domain.template_reading import (
    BRACES,
    PLACEHOLDER,
    placeholders_in,
    read_placeholder,
)
from backend.domain.template_variables import Value, class_of
from backend.domain.words import FactClass

Source = Literal["words", "value", "fallback", "missing", "secret"]


@dataclass(frozen=True, slots=True)
class Rendered:
    text: str


@dataclass(frozen=True, slots=True)
class Missing:
    """What the text needs and nobody knows."""

    variables: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a text as a guest would read it, and where it comes from."""

    text: str
    source: Source = "words"
    variable: str = ""


@dataclass(frozen=True, slots=True)
class SentText:
    """A reviewed text: what may be sent, and which version of it that is."""

    text: str
    version: int


def variables_in(text: str) -> tuple[str, ...]:
    """Names in order of first use."""
    return tuple(dict.fromkeys(one.name for one in placeholders_in(text) if one.is_readable))


def render(text: str, values: Mapping[str, Value], *, language: str) -> Rendered | Missing:
    """`language`: of the text; days, times and counts are said in it."""
    missing: list[str] = []

    def fill(found: re.Match[str]) -> str:
        one = read_placeholder(found)
        if not one.is_readable:
            return found[0]
        said = say(one.name, values.get(one.name), one.formats, language)
        if said:
            return said
        if one.fallback is None:
            missing.append(one.name)
        return one.fallback or ""

    filled = PLACEHOLDER.sub(fill, text)
    broken = [] if missing else BRACES.findall(filled)
    if missing or broken:
        return Missing(tuple(dict.fromkeys(missing or broken)))
    return Rendered(filled)


def preview(text: str, values: Mapping[str, Value], *, language: str) -> list[Piece]:
    """The same piece by piece; what could not be said stands as it was written."""
    pieces: list[Piece] = []
    written = 0
    for one in placeholders_in(text):
        pieces.append(Piece(text[written : one.start]))
        written = one.end
        known = (
            say(one.name, values.get(one.name), one.formats, language) if one.is_readable else ""
        )
        if known and class_of(one.name) is FactClass.SECRET:
            pieces.append(Piece("••••", "secret", one.name))
        elif known:
            pieces.append(Piece(known, "value", one.name))
        elif one.is_readable and one.fallback is not None:
            pieces.append(Piece(one.fallback, "fallback", one.name))
        else:
            pieces.append(Piece(text[one.start : one.end], "missing", one.name))
    pieces.append(Piece(text[written:]))
    return [piece for piece in pieces if piece.text]


def choose_language(available: Iterable[str], wanted: Sequence[str | None]) -> str | None:
    """The first wanted language there is a text in, also by its base (`pt-BR` takes `pt`).

    Falls back to English, then to the first in the alphabet; None only without any text.
    """
    texts = sorted(available)
    for tag in (*filter(None, wanted), "en"):
        exact = [text for text in texts if text.lower() == tag.lower()]
        same_base = [text for text in texts if base_language(text) == base_language(tag)]
        if exact or same_base:
            return (exact or same_base)[0]
    return texts[0] if texts else None
