"""The list that a slash opens, and what is left to fill in before a reply may leave."""

from typing import Final

import reflex as rx

from hotelbot_ui.browser import el
from hotelbot_ui.browser.bridge import do
from hotelbot_ui.browser.views import CANNED, UNFILLED, CannedOffer
from hotelbot_ui.components.button import text_button
from hotelbot_ui.components.icon import icon


def canned_picker() -> rx.Component:
    return rx.match(
        CANNED.face,
        ("closed", el.fragment()),
        ("loading", _box(_said("Looking for replies"))),
        ("failed", _box(_said(CANNED.error, role="alert"))),
        ("none", _box(_said("No reply of this name"))),
        ("empty", _box(_said("No canned replies yet. A manager adds them in Settings."))),
        _box(
            el.ul(
                rx.foreach(CANNED["items"].to(list[CannedOffer]), _offer),
                role="listbox",
                aria_label="Canned replies",
            )
        ),
    )


def unfilled_line() -> rx.Component:
    return rx.cond(
        UNFILLED.length() > 0,
        el.p(
            icon("text-cursor-input", "small", "mt-0.5"),
            el.span("Fill in before sending: ", UNFILLED.join(", ")),
            text_button("Show", on_click=do("goToUnfilled"), class_name="ms-1 shrink-0"),
            role="alert",
            custom_attrs={"data-unfilled": "true"},
            class_name="flex items-start gap-2 px-3 pt-2 text-13 text-warning-text",
        ),
    )


def _offer(offer: rx.Var[CannedOffer], place: rx.Var[int]) -> rx.Component:
    here = CANNED["at"].to(int) == place
    return el.li(
        el.button(
            el.span(
                el.span("/", offer.shortcut, class_name="font-medium text-words"),
                el.span(offer.title, dir="auto", class_name="truncate text-faint"),
                rx.cond(offer.files.length() > 0, icon("paperclip", "small", "text-faint")),
                class_name="flex items-center gap-2 text-13",
            ),
            el.span(
                offer.text,
                dir="auto",
                lang=offer.language,
                class_name="line-clamp-2 text-13 text-quiet words",
            ),
            rx.cond(
                offer.missing.length() > 0,
                el.span(
                    "Not known: ",
                    offer.missing.join(", "),
                    class_name="text-12 text-warning-text",
                ),
            ),
            type="button",
            tab_index=-1,
            on_click=do("takeCanned", offer),
            class_name=rx.cond(here, f"{_ROW} bg-pressed", f"{_ROW} hover:bg-hover"),
        ),
        key=offer.id,
        role="option",
        custom_attrs={
            "data-canned": offer.shortcut,
            "aria-selected": rx.cond(here, "true", "false"),
        },
    )


_ROW: Final = (
    "flex w-full flex-col gap-0.5 rounded-control px-3 py-2 text-start pointer-coarse:min-h-11"
)


def _said(words: str | rx.Var[str], role: str = "status") -> rx.Component:
    return el.p(words, role=role, class_name="px-3 py-2 text-13 text-quiet")


def _box(*inside: rx.Component) -> rx.Component:
    return el.div(
        *inside,
        custom_attrs={"data-picker": "canned"},
        class_name=(
            "absolute inset-x-2 bottom-full z-10 mb-1 max-h-72 overflow-y-auto rounded-panel "
            "border border-line bg-surface p-1 shadow-float"
        ),
    )
