"""Short lines at the foot of the screen. One may carry a way back."""

import reflex as rx

from hotelbot_ui.browser import el
from hotelbot_ui.browser.bridge import do
from hotelbot_ui.browser.views import TOASTS, Toast
from hotelbot_ui.components.icon import icon


def toasts() -> rx.Component:
    return el.div(
        rx.foreach(TOASTS, _toast),
        role="status",
        aria_live="polite",
        class_name=(
            "pointer-events-none fixed inset-x-0 bottom-32 z-50 flex flex-col items-center gap-2 "
            "px-4 tablet:bottom-28"
        ),
    )


def _toast(toast: rx.Var[Toast]) -> rx.Component:
    return el.div(
        rx.match(
            toast["tone"],
            ("danger", icon("circle-alert")),
            ("warning", icon("triangle-alert")),
            el.fragment(),
        ),
        el.say(toast["text"]),
        rx.cond(
            toast["label"],
            el.button(
                el.say(toast["label"]),
                type="button",
                on_click=do("runToast", toast["id"]),
                class_name="font-semibold underline underline-offset-2",
            ),
        ),
        key=toast["id"],
        class_name=(
            "pointer-events-auto flex items-center gap-3 rounded-panel bg-words px-4 py-2 text-13 "
            "text-surface shadow-float"
        ),
    )
