"""A status: always an icon and a word, never colour alone."""

from typing import Final

import reflex as rx

from hotelbot_ui.browser import el
from hotelbot_ui.components.icon import icon
from hotelbot_ui.design.tokens import Tone

SOFT: Final[dict[Tone, str]] = {
    "neutral": "bg-neutral-soft text-neutral-text",
    "accent": "bg-accent-soft text-accent-text",
    "good": "bg-good-soft text-good-text",
    "notice": "bg-notice-soft text-notice-text",
    "warning": "bg-warning-soft text-warning-text",
    "danger": "bg-danger-soft text-danger-text",
}

MOST: Final = 99
"""A larger number is no longer read as one, and covers what it stands at."""


def badge(label: str | rx.Var, *, glyph: str, tone: Tone = "neutral") -> rx.Component:
    return el.span(
        icon(glyph, "small"),
        label,
        class_name=(
            "inline-flex items-center gap-1 rounded-full px-2 h-5 text-12 font-medium "
            f"whitespace-nowrap {SOFT[tone]}"
        ),
    )


def count(number: rx.Var | int, *, tone: Tone = "neutral") -> rx.Component:
    return el.span(
        rx.cond(rx.Var.create(number).to(int) > MOST, f"{MOST}+", number),
        class_name=(
            "inline-flex min-w-5 h-5 items-center justify-center rounded-full px-1 text-12 "
            f"font-semibold figures {SOFT[tone]}"
        ),
    )
