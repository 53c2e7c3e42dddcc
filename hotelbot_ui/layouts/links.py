"""Links that look like buttons: they lead somewhere and do nothing else."""

import reflex as rx

from hotelbot_ui.components.button import SHAPE, TEXT, VARIANTS, Variant
from hotelbot_ui.components.icon import icon


def link_button(
    label: str | rx.Var,
    href: str | rx.Var[str],
    *,
    glyph: str | None = None,
    variant: Variant = "plain",
) -> rx.Component:
    return rx.el.a(
        icon(glyph) if glyph else rx.fragment(),
        label,
        href=href,
        class_name=f"{SHAPE} {TEXT} {VARIANTS[variant]}",
    )
