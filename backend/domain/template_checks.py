"""What is wrong with a text, found when it is written: never when it is sent.

A problem keeps the text from being saved. A caution does not: a text without a fallback is kept
back where the value is missing, and that is often what is wanted.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from enum import StrEnum

from backend.domain.locale_words import locale_of
from backend.domain.template_formats import FORMATS, formats_of, is_sayable, kind_of
from backend.domain.template_links import links_in
from backend.domain.template_reading import (
    Placeholder,
    nearest_format,
    placeholders_in,
    stray_braces,
)
from backend.domain.template_variables import VARIABLES
from backend.domain.words import FactClass

LONGEST_TEXT = 20_000
"""Green API, sendMessage."""
LONG_TEXT = 640
"""Of what is longer a telephone shows the beginning and "Read more"."""


class Fault(StrEnum):
    UNKNOWN_VARIABLE = "unknown_variable"
    UNKNOWN_FORMAT = "unknown_format"
    WRONG_TYPE = "wrong_type"
    NOT_IN_LANGUAGE = "not_in_language"
    BRACES = "braces"
    EMPTY = "empty"
    TOO_LONG = "too_long"
    BROKEN_LINK = "broken_link"
    NO_FALLBACK = "no_fallback"
    LONG = "long"
    PLAIN_LINK = "plain_link"


@dataclass(frozen=True, slots=True)
class Finding:
    fault: Fault
    message: str
    """A sentence for staff."""
    start: int
    end: int
    """The signs of the text that it is about."""


def problems_of(text: str, language: str) -> list[Finding]:
    """Why the text cannot be saved; empty: it can."""
    found = [
        problem
        for one in placeholders_in(text)
        if (problem := _problem_of(one, text, language)) is not None
    ]
    stray = stray_braces(text)
    if stray is not None:
        message = "Braces are not closed: write {{name}} or {{name|fallback}}."
        found.append(Finding(Fault.BRACES, message, *stray))
    found += [
        Finding(Fault.BROKEN_LINK, f"{link.url} is not a whole address.", link.start, link.end)
        for link in links_in(text)
        if not link.is_whole
    ]
    if not text.strip():
        found.append(Finding(Fault.EMPTY, "The text is empty.", 0, len(text)))
    if len(text) > LONGEST_TEXT:
        message = f"The text is longer than {LONGEST_TEXT:,} signs: WhatsApp takes no more."
        found.append(Finding(Fault.TOO_LONG, message, LONGEST_TEXT, len(text)))
    return sorted(found, key=lambda one: one.start)


def cautions_of(text: str) -> list[Finding]:
    """What is worth a second look."""
    found = list(_without_fallback(text))
    found += [
        Finding(Fault.PLAIN_LINK, f"{link.url} is not encrypted.", link.start, link.end)
        for link in links_in(text)
        if link.is_whole and link.is_plain
    ]
    if LONG_TEXT < len(text) <= LONGEST_TEXT:
        message = f"Longer than {LONG_TEXT} signs: a telephone shows only the beginning at first."
        found.append(Finding(Fault.LONG, message, LONG_TEXT, len(text)))
    return sorted(found, key=lambda one: one.start)


def _without_fallback(text: str) -> Iterator[Finding]:
    for one in placeholders_in(text):
        known = VARIABLES.get(one.name)
        if known is None or not known.may_be_empty or one.fallback is not None:
            continue
        if known.fact_class is FactClass.SECRET:
            continue  # Nothing can stand in for a code.
        message = (
            f"Not sent where the {known.label.lower()} is not known. To send it all the same, "
            f'write {{{{{one.name}|fallback:"…"}}}}.'
        )
        yield Finding(Fault.NO_FALLBACK, message, one.start, one.end)


def _problem_of(one: Placeholder, text: str, language: str) -> Finding | None:
    def finding(fault: Fault, message: str) -> Finding:
        return Finding(fault, message, one.start, one.end)

    if one.name not in VARIABLES:
        shown = f"{{{{{one.name}}}}}"
        message = f"{shown} is not a variable.{_meant(one.name)}"
        return finding(Fault.UNKNOWN_VARIABLE, message)
    if one.strange is not None:
        near = nearest_format(one.strange)
        hint = f" Did you mean {near}?" if near else ""
        message = (
            f"{one.strange} is not a format.{hint} Words to say instead are written "
            f'fallback:"{one.strange}".'
        )
        return finding(Fault.UNKNOWN_FORMAT, message)
    kind = kind_of(one.name)
    wrong = [name for name in one.formats if kind not in FORMATS[name].takes]
    if wrong:
        fitting = ", ".join(formats_of(kind))
        message = f"{wrong[0]} does not go with {{{{{one.name}}}}}, but {fitting} does."
        return finding(Fault.WRONG_TYPE, message)
    if not _is_in_language(one, language):
        what = f"{{{{{one.name}}}}}" if one.name == "salutation" else one.formats[0]
        message = f"{what} cannot be said in this language: its words are not known here."
        return finding(Fault.NOT_IN_LANGUAGE, message)
    return None


def _is_in_language(one: Placeholder, language: str) -> bool:
    if one.name == "salutation" and locale_of(language) is None:
        return False
    return all(is_sayable(one.name, name, language) for name in one.formats)


def _meant(name: str) -> str:
    """`guest.first_name` and `Room` are guests of other systems."""
    plain = name.lower().replace(".", "_").replace("-", "_").replace(" ", "_")
    near = get_close_matches(plain, VARIABLES, 1, 0.7)
    return f" Did you mean {{{{{near[0]}}}}}?" if near else ""
