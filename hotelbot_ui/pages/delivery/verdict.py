"""The first line of the screen: whether anybody has to do anything."""

import reflex as rx

from hotelbot_ui.browser import el
from hotelbot_ui.browser.bridge import ask
from hotelbot_ui.browser.delivery_views import CONNECTIONS, DOUBTS, LETTER_COUNTS
from hotelbot_ui.components.icon import icon
from hotelbot_ui.design import delivery_copy


def verdict() -> rx.Component:
    """What a colleague has to do comes before what mends itself."""
    known = DOUBTS.read_at & CONNECTIONS.read_at
    needed = (DOUBTS.asked > 0) | (LETTER_COUNTS.waiting > 0) | (CONNECTIONS.to_mend > 0)
    return rx.cond(
        DOUBTS.error | CONNECTIONS.error,
        _line(
            "cloud-off",
            "It is not known now whether anything needs you. It is asked again by itself.",
            tone=_WARNING,
        ),
        rx.cond(
            known,
            rx.cond(needed, _line("hand", _needs(), tone=_WARNING), _nothing()),
            _line("loader", "Looking.", tone=_QUIET),
        ),
    )


def _nothing() -> rx.Component:
    return rx.cond(
        CONNECTIONS.all_well,
        _line(
            "circle-check",
            "Nothing to do. What guests should get is under way or has arrived.",
            tone=_GOOD,
        ),
        _line(
            "timer",
            _link("Nothing to do: what does not work is tried again by itself.", "connections"),
            tone=_NOTICE,
        ),
    )


def _needs() -> rx.Component:
    return el.span(
        _need(DOUBTS.asked, delivery_copy.ASKED, "to-decide"),
        _need(LETTER_COUNTS.waiting, delivery_copy.GIVEN_UP, "given-up"),
        _need(CONNECTIONS.to_mend, delivery_copy.TO_MEND, "connections"),
        class_name="flex flex-wrap gap-x-4 gap-y-1",
    )


def _need(number: rx.Var[int], words: tuple[str, str], anchor: str) -> rx.Component:
    return rx.cond(number > 0, _link(ask("act.counted", number, *words), anchor))


def _link(words: rx.Var | str, anchor: str) -> rx.Component:
    return el.a(
        words,
        href=f"#{anchor}",
        class_name="inline-flex min-h-6 items-center font-medium underline underline-offset-2",
    )


def _line(glyph: str, words: rx.Component | str, *, tone: str) -> rx.Component:
    return el.div(
        icon(glyph, class_name="mt-0.5"),
        words,
        role="status",
        custom_attrs={"data-verdict": "true"},
        class_name=f"flex gap-2 rounded-panel px-4 py-3 text-14 {tone}",
    )


_GOOD = "bg-good-soft text-good-text"
_NOTICE = "bg-notice-soft text-notice-text"
_WARNING = "bg-warning-soft text-warning-text"
_QUIET = "bg-sunken text-faint"
