"""The rule across the thread where a day or the unread begins."""

import reflex as rx


def day_line(words: rx.Var | str, tone: str) -> rx.Component:
    rule = rx.el.span(class_name="h-px flex-1 bg-line")
    return rx.el.div(
        rule,
        rx.el.span(words, class_name=f"text-12 {tone}"),
        rule,
        role="separator",
        class_name="mb-4 flex items-center gap-3 pt-2",
    )
