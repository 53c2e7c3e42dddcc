"""No regular expression of ours can be made to run for ever by what a guest writes."""

import importlib
import pkgutil
import re
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import suppress
from itertools import islice
from time import process_time
from types import ModuleType
from typing import Any

import pytest

import backend
from backend.domain.identifiers import find_identifiers
from backend.domain.incoming import NotReadable
from backend.domain.ladder import asks_for_human
from backend.domain.language import guess_language
from backend.domain.mood import judge_by_lexicon
from backend.domain.opt_out import wish_in
from backend.domain.pseudonyms import Known, Pseudonyms
from backend.domain.templates import render
from backend.features.turns.prompts import LONGEST_READ
from backend.integrations.green_api.payloads import read_document

KNOWN = Known(names=("Anna Müller",), rooms=("412",))
LENGTH = 50_000
SOME = 11
FAR_TOO_LONG_S = 5.0
"""Of this process' own time, whatever else the machine does. What tries every beginning of a word
of this length needs a minute; what is linear needs half a second."""
PIECES = (
    "a", "A", "0", "1 ", " ", "\n", "-", ".", "a.", "a@", "@a.", "a@a.", "{{", "}}", "{{a|",
    "<", "<a", "< ", "\\", "\\u", "\\ud800", "http://", "www.", "+1", "1-1", "(1", "12:", "1.1.",
    "DE89 ", "room ", "booking ", "passport ", "номер ", "é", "🌸", "'", "a'", "a-", "aa ", "No. ",
    "FN:", "\r\n", "*", "_", "SWE", "{{SWE", "1, ", "€ ", "stop ", "please ",
)  # fmt: skip
ENDS = ("", " x@y.zz 1!")


def _modules() -> list[ModuleType]:
    found = pkgutil.walk_packages(backend.__path__, "backend.")
    return [importlib.import_module(one.name) for one in found if not one.name.endswith("__main__")]


PATTERNS: dict[str, re.Pattern[Any]] = {
    f"{module.__name__}.{name}": value
    for module in _modules()
    for name, value in vars(module).items()
    if isinstance(value, re.Pattern)
}
READERS: dict[str, Callable[[str], object]] = {
    "language": guess_language,
    "mood": judge_by_lexicon,
    "wish for a person": asks_for_human,
    "wish to opt out": wish_in,
    "identifiers": lambda text: find_identifiers(text[:LONGEST_READ]),
    "pseudonyms": lambda text: Pseudonyms(KNOWN).hide(text[:LONGEST_READ]),
    "template": lambda text: render(text, {"guest_name": text}, language="en"),
    "webhook": lambda text: read_document(b'{"a": "' + text.encode() + b"\\ud800"),
}


def hostile() -> Iterator[str]:
    for piece in PIECES:
        for end in ENDS:
            yield (piece * (LENGTH // len(piece) + 1))[:LENGTH] + end


def test_the_patterns_are_found() -> None:
    """A pattern that no module keeps would not be tried below."""
    assert len(PATTERNS) > 25


@pytest.mark.parametrize("name", PATTERNS)
def test_no_pattern_runs_for_ever(name: str) -> None:
    """Fifty thousand hostile characters cost it a moment, at every place it is used."""
    pattern = PATTERNS[name]
    for text in hostile():
        subject = text if isinstance(pattern.pattern, str) else text.encode()
        began = process_time()
        deque(pattern.finditer(subject), maxlen=0)
        pattern.fullmatch(subject)
        assert process_time() - began < FAR_TOO_LONG_S, f"{text[:12]}...{text[-12:]}"


@pytest.mark.parametrize("name", READERS)
def test_no_message_is_read_for_ever(name: str) -> None:
    """What a guest writes passes through all of this in the worker that serves other guests too."""
    for text in islice(hostile(), 0, None, SOME):
        began = process_time()
        with suppress(NotReadable):
            READERS[name](text)
        assert process_time() - began < FAR_TOO_LONG_S, f"{text[:12]}...{text[-12:]}"
