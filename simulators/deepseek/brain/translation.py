"""A stand-in for a translator: a book of phrases, and for the rest an honest sentence that says so
and carries along every number, link and placeholder of its source."""

import re
from typing import Any

from simulators.deepseek.brain.language import detect
from simulators.deepseek.brain.phrasebook import BOOK

TASK = "task: translation"
_TEXT = re.compile(r"^(\d+): ⟦(.*?)(?:⟧$|\Z)", re.MULTILINE | re.DOTALL)
_WANTED = re.compile(r"language with the code ([a-z]{2,3})")
_CARRIED = re.compile(r"<[A-Z]+(?:_\d+)?>|https?://\S+|\S*\d\S*")
# One sentence for each language that the screens speak; others get English.
_UNKNOWN = {
    "en": "This stand-in for the AI does not know these words",
    "de": "Dieser Ersatz für die KI kennt diese Worte nicht",
    "es": "Este sustituto de la IA no conoce estas palabras",
    "ru": "Эта замена ИИ не знает этих слов",
}


def translate(system: str, texts: str) -> dict[str, Any]:
    """What the prompt asks for, text by text."""
    found = _WANTED.search(system)
    wanted = found[1] if found else "en"
    listed = [
        {
            "n": int(number),
            "language": detect(text) or "en",
            "text": _translated(text, wanted),
        }
        for number, text in _TEXT.findall(texts)
    ]
    return {"translations": listed}


def _translated(text: str, wanted: str) -> str:
    if detect(text) == wanted:
        return text
    known = BOOK.get((wanted, text.strip()))
    if known is not None:
        return known
    said = _UNKNOWN.get(wanted, _UNKNOWN["en"])
    carried = " ".join(one.rstrip(".,;:!?)") for one in _CARRIED.findall(text))
    return f"{said}: {carried}" if carried else f"{said}."
