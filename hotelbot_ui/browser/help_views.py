"""What the browser's store holds of the AI's help while writing."""

from dataclasses import dataclass

from backend.features.helps.schemas import HelpSource
from hotelbot_ui.browser.bridge import live


@dataclass
class Help:
    face: str
    """closed, busy, ready, used or failed."""
    conversation_id: str
    task: str
    text: str
    undone: str
    """What had become of the text in the field when it was taken out again."""
    sources: list[HelpSource]
    outcome: str
    detail: str
    left_out: int
    error: str


@dataclass
class Summary:
    face: str
    conversation_id: str
    points: list[str]
    turn: int
    asked_at: str
    outcome: str
    left_out: int
    error: str


HELP = live("help", Help)
HELP_MENU = live("help_menu", bool)
HELP_WRITTEN = live("help_written", bool)
SUMMARY = live("summary", Summary)
