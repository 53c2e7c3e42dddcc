"""A part of a screen that is read again and again: its four faces, and a word when it is old."""

import reflex as rx

from hotelbot_ui.browser import el
from hotelbot_ui.browser.bridge import clock, do
from hotelbot_ui.components import faces
from hotelbot_ui.components.button import button, text_button
from hotelbot_ui.components.icon import icon


def part(
    held: rx.Var, ready: rx.Component, *, nothing: rx.Component, read: str, rows: int = 2
) -> rx.Component:
    """`read`: the action that reads it again."""
    return el.div(
        rx.cond(held["error"] & held["read_at"], _old(held, read)),
        rx.match(
            held["face"],
            ("ready", ready),
            ("empty", nothing),
            ("failed", faces.failed(held["error"].to(str), do(read))),
            faces.loading_rows(rows),
        ),
    )


def _old(held: rx.Var, read: str) -> rx.Component:
    return el.p(
        icon("cloud-off", "small"),
        "This may be old: last read at ",
        clock("moment", held["read_at"]),
        ".",
        text_button("Read again", on_click=do(read), class_name="text-13"),
        role="status",
        class_name="mb-2 flex flex-wrap items-center gap-2 text-13 text-warning-text figures",
    )


def more(held: rx.Var, action: str) -> rx.Component:
    return rx.cond(
        held["next"],
        el.div(button("Show more", on_click=do(action)), class_name="pt-4"),
    )
