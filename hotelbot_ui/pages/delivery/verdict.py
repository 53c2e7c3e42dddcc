"""The first line of the screen: whether anybody has to do anything."""

import reflex as rx

from hotelbot_ui.browser.bridge import ask
from hotelbot_ui.browser.delivery_views import CONNECTIONS, DOUBTS, LETTER_COUNTS
from hotelbot_ui.components.icon import icon

LINK = "font-medium underline underline-offset-2"


def verdict() -> rx.Component:
    troubled = CONNECTIONS.all_well == False  # noqa: E712 - a Var, not a bool
    known = DOUBTS.read_at & CONNECTIONS.read_at
    failed = DOUBTS.error | CONNECTIONS.error
    needed = (DOUBTS.asked > 0) | (LETTER_COUNTS.waiting > 0)
    return rx.cond(
        failed,
        _line("cloud-off", "It is not known now whether anything needs you.", tone=_WARNING),
        rx.cond(
            ~known.bool(),
            _line("loader", "Looking.", tone=_QUIET),
            rx.cond(
                needed | troubled,
                _line("hand", _needs(), tone=_WARNING),
                _line(
                    "circle-check",
                    "Nothing to do. What guests should get is under way or has arrived.",
                    tone=_GOOD,
                ),
            ),
        ),
    )


def _needs() -> rx.Component:
    troubled = CONNECTIONS.all_well == False  # noqa: E712
    return rx.el.span(
        rx.cond(
            DOUBTS.asked > 0,
            _link(
                ask(
                    "act.counted",
                    DOUBTS.asked,
                    "message waits for your decision",
                    "messages wait for your decision",
                ),
                "to-decide",
            ),
        ),
        rx.cond(
            LETTER_COUNTS.waiting > 0,
            _link(
                ask(
                    "act.counted",
                    LETTER_COUNTS.waiting,
                    "piece of work was given up",
                    "pieces of work were given up",
                ),
                "given-up",
            ),
        ),
        rx.cond(troubled, _link("Not every connection works", "connections")),
        class_name="flex flex-wrap gap-x-4 gap-y-1",
    )


def _link(words: rx.Var | str, part: str) -> rx.Component:
    return rx.el.a(words, href=f"#{part}", class_name=LINK)


def _line(glyph: str, words: rx.Component | str, *, tone: str) -> rx.Component:
    return rx.el.div(
        icon(glyph, class_name="mt-0.5"),
        words,
        role="status",
        custom_attrs={"data-verdict": "true"},
        class_name=f"flex gap-2 rounded-panel px-4 py-3 text-14 {tone}",
    )


_GOOD = "bg-good-soft text-good-text"
_WARNING = "bg-warning-soft text-warning-text"
_QUIET = "bg-sunken text-faint"
