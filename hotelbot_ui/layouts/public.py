"""The frame of the screens before signing in."""

import reflex as rx
from reflex.vars import VarData

from hotelbot_ui.browser import el
from hotelbot_ui.browser.bridge import marked


def public(
    name: str, *children: rx.Component, effects: tuple[VarData | None, ...] = ()
) -> rx.Component:
    return el.main(
        el.div(*children, class_name="w-full max-w-88"),
        custom_attrs={"data-page": marked(name, *effects)},
        class_name="flex h-dvh flex-col items-center justify-center overflow-y-auto bg-canvas p-6",
    )
