"""The keyboard: one table for the keys themselves and for the help that shows them."""

from typing import Final

import reflex as rx

from hotelbot_ui.browser.bridge import put
from hotelbot_ui.browser.views import SHEET
from hotelbot_ui.components.sheet import dialog

KEYS: Final = (
    ("j", "J", "next", "Next conversation"),
    ("k", "K", "previous", "Previous conversation"),
    ("r", "R", "reply", "Write a reply"),
    ("e", "E", "resolve", "Resolve"),
    ("t", "T", "take_over", "Take over from AI"),
    ("i", "I", "return_to_ai", "Return to AI"),
    ("g", "G", "guest", "Guest and stay"),
    ("a", "A", "alerts", "Alerts"),
    ("/", "/", "search", "Search"),
    ("mod+k", "Ctrl K", "search", "Search, from anywhere"),
    ("escape", "Esc", "back", "Close, back to the list"),
    ("?", "?", "help", "These keys"),
)
INBOX_KEYMAP: Final = {key: command for key, _, command, _ in KEYS}
"""mod is Ctrl, or Command on a Mac. Letters go by what is printed on the key, so QWERTZ works."""
EVERYWHERE: Final = {"alerts", "back", "help"}
KEYMAP: Final = {key: c for key, c in INBOX_KEYMAP.items() if c in EVERYWHERE}


def keys_dialog() -> rx.Component:
    return rx.cond(SHEET == "keys", dialog("Keys", _table(), on_close=put("sheet", None)))


def _table() -> rx.Component:
    return rx.el.dl(*[_line(shown, words) for _, shown, _, words in KEYS], class_name="px-6 pb-6")


def _line(shown: str, words: str) -> rx.Component:
    return rx.el.div(
        rx.el.dt(words, class_name="text-quiet"),
        rx.el.dd(
            rx.el.kbd(
                shown,
                class_name=(
                    "inline-flex min-w-6 justify-center rounded-control border border-line "
                    "bg-sunken px-1.5 py-0.5 font-sans text-12 font-medium text-words"
                ),
            )
        ),
        class_name="flex items-center justify-between py-1.5 text-13",
    )
