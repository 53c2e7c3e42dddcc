"""The three other faces of a list: loading, empty, failed."""

import reflex as rx

from hotelbot_ui.browser import el
from hotelbot_ui.components.button import button
from hotelbot_ui.components.icon import icon


def empty(
    glyph: str, title: str | rx.Var, text: str | rx.Var, *below: rx.Component
) -> rx.Component:
    return el.div(
        icon(glyph, "large", "text-faint"),
        el.p(title, class_name="mt-3 text-14 font-medium text-words"),
        el.p(text, class_name="mt-1 max-w-80 text-13 text-faint text-balance"),
        el.div(*below, class_name="mt-4") if below else el.fragment(),
        class_name="flex flex-1 flex-col items-center justify-center p-8 text-center",
    )


def failed(text: str | rx.Var, retry: rx.Var) -> rx.Component:
    return el.div(
        icon("cloud-off", "large", "text-danger-text"),
        el.p(el.say(text), class_name="mt-3 mb-4 max-w-80 text-13 text-quiet text-balance"),
        button("Try again", on_click=retry, glyph="rotate-cw"),
        role="alert",
        class_name="flex flex-1 flex-col items-center justify-center p-8 text-center",
    )


def loading_rows(number: int, class_name: str = "h-16") -> rx.Component:
    """Grey lines where rows will be; they appear only if loading takes a moment."""
    line = el.div(
        el.div(class_name="h-3 w-2/5 rounded-control bg-selected"),
        el.div(class_name="mt-2 h-3 w-4/5 rounded-control bg-sunken"),
        class_name=f"px-4 py-3 {class_name}",
    )
    return el.div(
        *[line for _ in range(number)],
        aria_busy="true",
        aria_label="Loading",
        role="status",
        class_name="animate-[appear_300ms_ease-out]",
    )
