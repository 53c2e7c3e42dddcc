"""One promise: how long is left of it, and what a person says of it."""

import reflex as rx

from backend.features.promises.schemas import PromiseView
from hotelbot_ui.browser import el
from hotelbot_ui.browser.bridge import clock, do
from hotelbot_ui.components.button import button, icon_button
from hotelbot_ui.components.icon import icon


def time_left(one: rx.Var[PromiseView]) -> rx.Component:
    """Live: the page's own clock goes on. Late is said in words, never by colour alone."""
    late = clock("past", one.due_at, kind=bool)
    shape = "inline-flex h-6 shrink-0 items-center gap-1 rounded-full px-2 text-12 font-medium "
    return el.span(
        rx.cond(late, icon("timer-off", "small"), icon("timer", "small")),
        clock("left", one.due_at),
        custom_attrs={"data-left": rx.cond(late, "late", "ahead")},
        class_name=rx.cond(
            late,
            shape + "bg-danger-soft text-danger-text figures",
            shape + "bg-notice-soft text-notice-text figures",
        ),
    )


def promise_verbs(one: rx.Var[PromiseView]) -> rx.Component:
    return el.fragment(
        button("Done", glyph="check", on_click=do("keepPromise", one.id)),
        icon_button("x", "Cancel this promise", on_click=do("cancelPromise", one.id)),
    )
