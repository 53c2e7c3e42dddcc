"""A figure with its name, and its definition one hover or one key away."""

import reflex as rx

from hotelbot_ui.browser import el

_BUBBLE = (
    "pointer-events-none absolute start-0 top-full z-20 mt-1 hidden w-64 max-w-[70vw] "
    "rounded-control border border-line bg-surface px-3 py-2 text-12 font-regular text-quiet "
    "shadow-float group-hover:block group-focus:block"
)


def figure(
    name: str, value: rx.Var | str | rx.Component, meaning: str, *below: rx.Component
) -> rx.Component:
    """`meaning`: what is counted, over which time."""
    return el.div(
        el.dt(defined(name, meaning), class_name="text-12 text-faint"),
        el.dd(value, class_name="mt-0.5 text-16 font-semibold figures"),
        *[el.dd(one) for one in below],
        class_name="min-w-0",
    )


def defined(name: str | rx.Component, meaning: str) -> rx.Component:
    """Words with a dotted line: they are explained where one points at them or comes by key."""
    return el.span(
        name,
        el.span(meaning, role="tooltip", class_name=_BUBBLE),
        tab_index=0,
        class_name=(
            "group relative cursor-help rounded-control underline decoration-dotted "
            "decoration-line-strong underline-offset-4"
        ),
    )
