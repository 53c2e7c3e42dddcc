"""A titled part of a screen."""

import reflex as rx

from hotelbot_ui.browser import el


def section(
    title: str, lead: str, *children: rx.Component, action: rx.Component, anchor: str = ""
) -> rx.Component:
    """`anchor`: where a link on the page leads to."""
    return el.section(
        el.div(
            el.div(
                el.h2(title, class_name="text-16 font-semibold"),
                el.p(lead, class_name="mt-0.5 text-13 text-faint text-pretty"),
                class_name="min-w-0 flex-1 basis-44",
            ),
            action,
            class_name="flex flex-wrap items-start gap-x-4 gap-y-2 pb-4",
        ),
        *children,
        id=anchor or None,
        class_name="scroll-mt-6",
    )
