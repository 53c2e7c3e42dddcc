"""What is shown while the live connection is down or late: the truth, not an alarm."""

import reflex as rx
from reflex_components_core.core.banner import has_connection_errors  # type: ignore[import-untyped]

from hotelbot_ui.browser import el
from hotelbot_ui.browser.bridge import effect, marked
from hotelbot_ui.browser.views import DELAYED, ONLINE, UNANSWERED
from hotelbot_ui.components.icon import icon


def connection_line() -> rx.Component:
    lost = has_connection_errors | ~ONLINE
    return el.div(
        rx.cond(
            lost,
            _line("Connection lost. What you see may be old; it catches up by itself."),
            rx.cond(
                UNANSWERED,
                _line("The server does not answer yet. This page goes on by itself when it does."),
                rx.cond(
                    DELAYED, _line("Live updates are delayed. New messages appear within seconds.")
                ),
            ),
        ),
        custom_attrs={"data-connection": marked("line", effect("usePolling", lost | DELAYED))},
    )


def _line(sentence: str) -> rx.Component:
    return el.p(
        icon("wifi-off", "small"),
        sentence,
        role="status",
        class_name=(
            "flex items-center justify-center gap-2 border-b border-warning-line "
            "bg-warning-soft px-4 py-1.5 text-13 text-warning-text "
            "animate-[appear_2s_ease-out]"
        ),
    )
