"""What the browser's store holds of translations, typed."""

from dataclasses import dataclass
from typing import Any, Final

from backend.features.translations.schemas import ReadingView
from hotelbot_ui.browser.bridge import live


@dataclass
class Said:
    """A message or a draft of the AI in the reader's language, as far as it got."""

    state: str
    """A TranslationState, or `asked`: it is under way."""
    text: str
    spoken: str
    language: str
    reason: str
    fact: str
    doubtful: list[str]
    by_person: bool
    shown: bool
    """It stands in the place of the message's own words."""


@dataclass
class Outgoing:
    """A reply before it is sent in the guest's language."""

    face: str
    original: str
    plan: dict[str, Any]
    """When it is to be sent; null: now."""
    text: str
    language: str
    reason: str
    fact: str
    doubtful: list[str]


READING: Final = live("reading", ReadingView)
TRANSLATED: Final = live("translated", dict[str, Said])
OUTGOING: Final = live("outgoing", Outgoing)
