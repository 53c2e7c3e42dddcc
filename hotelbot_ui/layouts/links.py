"""Links that look like buttons: they lead somewhere and do nothing else."""

import reflex as rx

from hotelbot_ui.browser import el
from hotelbot_ui.components.button import SHAPE, TEXT, VARIANTS, Variant
from hotelbot_ui.components.icon import icon


def link_button(
    label: str | rx.Var,
    href: str | rx.Var[str],
    *,
    glyph: str | None = None,
    variant: Variant = "plain",
    anew: bool = False,
) -> rx.Component:
    """`anew`: it leads to the same screen, which begins anew with what the address names."""
    return el.a(
        icon(glyph) if glyph else el.fragment(),
        label,
        href=href,
        custom_attrs={"reloadDocument": True} if anew else {},
        class_name=f"{SHAPE} {TEXT} {VARIANTS[variant]}",
    )
