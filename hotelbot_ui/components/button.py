"""Buttons. Accent means "act here": one primary button per place."""

from typing import Any, Final, Literal

import reflex as rx

from hotelbot_ui.browser import el
from hotelbot_ui.components.icon import icon

Variant = Literal["primary", "plain", "ghost", "danger"]
VARIANTS: Final[dict[Variant, str]] = {
    "primary": "bg-accent text-on-solid hover:brightness-110 active:brightness-95",
    "plain": "border border-line bg-surface text-words hover:bg-hover active:bg-pressed",
    "ghost": "text-quiet hover:bg-hover hover:text-words active:bg-pressed",
    "danger": "border border-danger-line bg-surface text-danger-text hover:bg-danger-soft",
}
SHAPE: Final = (
    "inline-flex items-center justify-center gap-2 rounded-control font-medium transition-colors "
    "whitespace-nowrap disabled:opacity-50 disabled:pointer-events-none"
)
TEXT: Final = "h-8 px-3 text-13 pointer-coarse:h-10"
SQUARE: Final = "size-8 shrink-0 pointer-coarse:size-10"


def button(
    label: str | rx.Var | rx.Component,
    *,
    variant: Variant = "plain",
    glyph: str | None = None,
    class_name: str = "",
    **props: Any,
) -> rx.Component:
    props.setdefault("type", "button")
    return el.button(
        icon(glyph) if glyph else el.fragment(),
        label,
        class_name=f"{SHAPE} {TEXT} {VARIANTS[variant]} {class_name}",
        **props,
    )


def icon_button(glyph: str, label: str, *, class_name: str = "", **props: Any) -> rx.Component:
    """A button whose word is read aloud and shown on hover, not printed."""
    return el.button(
        icon(glyph),
        type="button",
        title=label,
        aria_label=label,
        class_name=f"{SHAPE} {SQUARE} {VARIANTS['ghost']} {class_name}",
        **props,
    )


def text_button(label: str | rx.Var, *, class_name: str = "", **props: Any) -> rx.Component:
    """Reads as a link, acts as a button."""
    return el.button(
        label,
        type="button",
        class_name=(
            "font-medium text-accent-text underline-offset-2 hover:underline rounded-control "
            f"min-h-6 pointer-coarse:min-h-10 {class_name}"
        ),
        **props,
    )
