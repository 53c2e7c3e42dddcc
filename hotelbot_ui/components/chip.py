"""Small marks of a person, a label and a choice."""

from typing import Any, Final

import reflex as rx

from hotelbot_ui.browser import el
from hotelbot_ui.components.badge import SOFT

_CHIP: Final = (
    "inline-flex h-5 max-w-32 items-center gap-1 rounded-full px-2 text-12 font-medium shrink-0"
)


def label_chip(name: rx.Var, colour: rx.Var, *after: rx.Component) -> rx.Component:
    tone = rx.Var.create(dict(SOFT))[colour].to(str)
    return el.span(
        el.span(name, dir="auto", class_name="truncate"), *after, class_name=f"{_CHIP} {tone}"
    )


def avatar(initials: rx.Var, name: rx.Var) -> rx.Component:
    return el.span(
        initials,
        title=name,
        role="img",
        aria_label=name,
        class_name=(
            "inline-flex size-5 shrink-0 items-center justify-center rounded-full bg-pressed "
            "text-12 font-medium text-quiet"
        ),
    )


def choice(label: str, *options: rx.Component, class_name: str = "", **props: Any) -> rx.Component:
    """A select that looks like a quiet button; its own words say what it chooses."""
    return el.select(
        *options,
        aria_label=label,
        title=label,
        class_name=(
            "h-8 min-w-0 rounded-control border border-line bg-surface px-2 text-13 text-words "
            "hover:border-line-strong focus:border-accent pointer-coarse:h-10 "
            f"pointer-coarse:text-16 {class_name}"
        ),
        **props,
    )
