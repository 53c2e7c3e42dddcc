"""Why work was given up, in words, as filters with their counts."""

import reflex as rx

from backend.features.dead_letters.schemas import ReasonCount
from hotelbot_ui.browser import el
from hotelbot_ui.browser.bridge import do
from hotelbot_ui.browser.delivery_views import LETTER_COUNTS, LETTERS
from hotelbot_ui.components.badge import count
from hotelbot_ui.design import copy, delivery_copy
from hotelbot_ui.layouts.words import said

WORDS = {**copy.SENDS, **delivery_copy.REASONS}


def filters() -> rx.Component:
    return rx.cond(
        LETTER_COUNTS.by_reason.length() > 0,
        el.div(
            _filter("All", LETTER_COUNTS.waiting, "", "", LETTERS.reason == ""),
            rx.foreach(LETTER_COUNTS.by_reason, _reason_filter),
            role="group",
            aria_label="Reasons",
            class_name="flex flex-wrap gap-2 pb-4",
        ),
    )


def _reason_filter(one: rx.Var[ReasonCount]) -> rx.Component:
    chosen = (LETTERS.reason == one.reason) & (LETTERS.source == one.source)
    return _filter(reason_words(one.reason), one.waiting, one.source, one.reason, chosen)


def _filter(
    words: rx.Var | str,
    number: rx.Var[int],
    source: rx.Var | str,
    reason: rx.Var | str,
    chosen: rx.Var[bool],
) -> rx.Component:
    shape = (
        "inline-flex min-h-8 max-w-full items-center gap-2 rounded-full border px-3 py-1 "
        "text-start text-13 pointer-coarse:min-h-10 "
    )
    return el.button(
        words,
        count(number),
        type="button",
        on_click=do("chooseLetters", source, reason),
        aria_pressed=rx.cond(chosen, "true", "false"),
        class_name=rx.cond(
            chosen,
            shape + "border-accent-line bg-accent-soft text-accent-text",
            shape + "border-line text-quiet hover:bg-hover",
        ),
    )


def reason_words(reason: rx.Var[str]) -> rx.Var[str]:
    """A provider's own sentence is shown as it came, a fault of the program by its name."""
    ours = reason.endswith("Error") | reason.endswith("Exception")
    return rx.cond(ours, "A fault of ours (" + reason + ")", said(WORDS, reason)).to(str)
