"""What slides over the screen: a scrim that closes, a panel at the side, a small dialog."""

import reflex as rx

from hotelbot_ui.browser import el
from hotelbot_ui.components.button import icon_button


def sheet(title: str | rx.Var, *children: rx.Component, on_close: rx.Var) -> rx.Component:
    """A panel at the right edge, full width on a phone."""
    return el.div(
        _scrim(on_close),
        el.section(
            _head(title, on_close),
            *children,
            role="dialog",
            aria_modal="true",
            aria_label=title,
            class_name=(
                "relative ms-auto flex h-full w-full max-w-120 flex-col overflow-y-auto bg-surface "
                "shadow-float animate-[slide_120ms_ease-out]"
            ),
        ),
        class_name="fixed inset-0 z-40 flex",
    )


def dialog(title: str | rx.Var, *children: rx.Component, on_close: rx.Var) -> rx.Component:
    return el.div(
        _scrim(on_close),
        el.section(
            _head(title, on_close),
            *children,
            role="dialog",
            aria_modal="true",
            aria_label=title,
            class_name=(
                "relative m-auto flex max-h-[90dvh] w-full max-w-120 flex-col overflow-y-auto "
                "rounded-panel bg-surface shadow-float"
            ),
        ),
        class_name="fixed inset-0 z-40 flex p-4",
    )


def _scrim(on_close: rx.Var) -> rx.Component:
    return el.div(on_click=on_close, class_name="absolute inset-0 bg-scrim")


def _head(title: str | rx.Var, on_close: rx.Var) -> rx.Component:
    return el.header(
        el.h2(title, class_name="flex-1 text-16 font-semibold"),
        icon_button("x", "Close", on_click=on_close),
        class_name="flex items-center gap-2 px-6 pt-5 pb-3",
    )
