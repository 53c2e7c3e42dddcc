"""The keyboard: one table for the keys themselves and for the help that shows them."""

from typing import Final

import reflex as rx

from hotelbot_ui.browser import el
from hotelbot_ui.browser.bridge import put
from hotelbot_ui.browser.views import SHEET
from hotelbot_ui.components.sheet import dialog

KEYS: Final = (
    ("j", "J", "next", "Next conversation"),
    ("k", "K", "previous", "Previous conversation"),
    ("r", "R", "reply", "Write a reply"),
    ("e", "E", "resolve", "Resolve"),
    ("n", "N", "note", "Write a note"),
    ("m", "M", "assign_me", "Take it on myself"),
    ("t", "T", "take_over", "Take over from AI"),
    ("i", "I", "return_to_ai", "Return to AI"),
    ("w", "W", "wait_for_guest", "Wait for the guest"),
    ("g", "G", "guest", "Guest and stay"),
    ("a", "A", "alerts", "Alerts"),
    ("/", "/", "search", "Search"),
    ("mod+k", "Ctrl K", "palette", "Commands and guests"),
    ("alt+j", "Alt J", "next", "Next conversation, while typing too"),
    ("alt+k", "Alt K", "previous", "Previous conversation, while typing too"),
    ("alt+l", "Alt L", "reply", "Reply, while typing too"),
    ("alt+p", "Alt P", "note", "Note, while typing too"),
    ("alt+a", "Alt A", "attach", "Attach files to the reply"),
    ("alt+e", "Alt E", "resolve", "Resolve, while typing too"),
    ("mod+alt+e", "Ctrl Alt E", "resolve_next", "Resolve and open the next"),
    ("alt+m", "Alt M", "snooze", "Snooze"),
    ("alt+w", "Alt W", "wait_for_guest", "Wait for the guest, while typing too"),
    ("alt+n", "Alt N", "next_view", "Next view"),
    ("alt+o", "Alt O", "guest", "Guest and stay, while typing too"),
    ("alt+c", "Alt C", "to_inbox", "Go to the inbox"),
    ("alt+v", "Alt V", "to_stays", "Go to stays"),
    ("alt+r", "Alt R", "to_delivery", "Go to delivery"),
    ("alt+s", "Alt S", "to_settings", "Go to settings"),
    ("escape", "Esc", "back", "Close, back to the list"),
    ("?", "?", "help", "These keys"),
)
INBOX_KEYMAP: Final = {key: command for key, _, command, _ in KEYS}
"""mod is Ctrl, or Command on a Mac. Letters go by what is printed on the key, so QWERTZ works."""
EVERYWHERE: Final = {
    "alerts", "back", "help", "palette", "to_inbox", "to_stays", "to_delivery", "to_settings",
}  # fmt: skip
KEYMAP: Final = {key: c for key, c in INBOX_KEYMAP.items() if c in EVERYWHERE}


def keys_dialog() -> rx.Component:
    return rx.cond(SHEET == "keys", dialog("Keys", _table(), on_close=put("sheet", None)))


def _table() -> rx.Component:
    lines = [_line(shown, words) for _, shown, _, words in KEYS]
    return el.dl(_line("↑ ↓", "Row by row, in the list"), *lines, class_name="px-6 pb-6")


def _line(shown: str, words: str) -> rx.Component:
    return el.div(
        el.dt(words, class_name="text-quiet"),
        el.dd(key_cap(shown)),
        class_name="flex items-center justify-between py-1.5 text-13",
    )


def key_cap(shown: str | rx.Var) -> rx.Component:
    return el.kbd(
        shown,
        class_name=(
            "inline-flex min-w-6 justify-center rounded-control border border-line "
            "bg-sunken px-1.5 py-0.5 font-sans text-12 font-medium text-words whitespace-nowrap"
        ),
    )
