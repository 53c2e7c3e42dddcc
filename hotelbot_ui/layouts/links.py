"""Links that look like buttons: they lead somewhere and do nothing else."""

from typing import Final

import reflex as rx

from hotelbot_ui.browser import el
from hotelbot_ui.components.button import SHAPE, TEXT, VARIANTS, Variant
from hotelbot_ui.components.icon import icon

SAVES: Final = {"download": True, "reloadDocument": True}
"""Of a link to a file: without the second the router takes it for the address of a page."""


def link_button(
    label: str | rx.Var,
    href: str | rx.Var[str],
    *,
    glyph: str | None = None,
    variant: Variant = "plain",
    anew: bool = False,
    saves: bool = False,
) -> rx.Component:
    """`anew`: it leads to the same screen, which begins anew with what the address names;
    `saves`: to a file."""
    attributes = {"reloadDocument": True} if anew else {}
    return el.a(
        icon(glyph) if glyph else el.fragment(),
        label,
        href=href,
        custom_attrs=SAVES if saves else attributes,
        class_name=f"{SHAPE} {TEXT} {VARIANTS[variant]}",
    )
