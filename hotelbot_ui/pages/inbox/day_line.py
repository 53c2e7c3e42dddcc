"""The rule across the thread where a day or the unread begins."""

import reflex as rx

from hotelbot_ui.browser import el


def day_line(words: rx.Var | str, tone: str) -> rx.Component:
    rule = el.span(class_name="h-px flex-1 bg-line")
    return el.div(
        rule,
        el.span(words, class_name=f"text-12 {tone}"),
        rule,
        role="separator",
        class_name="mb-4 flex items-center gap-3 pt-2",
    )
