"""Choices of which one is chosen, as round buttons in a row."""

import reflex as rx

from hotelbot_ui.browser import el
from hotelbot_ui.components.badge import count

SHAPE = (
    "inline-flex min-h-8 max-w-full items-center gap-2 rounded-full border px-3 py-1 text-start "
    "text-13 pointer-coarse:min-h-10 "
)
CHOSEN = SHAPE + "border-accent-line bg-accent-soft text-accent-text"
PLAIN = SHAPE + "border-line text-quiet hover:bg-hover"


def chip(
    words: rx.Var | str,
    *,
    chosen: rx.Var[bool] | bool = False,
    on_click: rx.Var,
    number: rx.Var[int] | None = None,
    **props: object,
) -> rx.Component:
    return el.button(
        words,
        count(number) if number is not None else el.fragment(),
        type="button",
        on_click=on_click,
        aria_pressed=rx.cond(chosen, "true", "false"),
        class_name=rx.cond(chosen, CHOSEN, PLAIN),
        **props,
    )


def chips(*children: rx.Component, label: str) -> rx.Component:
    return el.div(*children, role="group", aria_label=label, class_name="flex flex-wrap gap-2 pb-4")
