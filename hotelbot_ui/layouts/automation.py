"""The emergency stop: the banner while it lasts, and the dialog that asks before it begins."""

from typing import Final

import reflex as rx

from backend.domain.permissions import Permission
from hotelbot_ui.browser import el
from hotelbot_ui.browser.bridge import ask, clock, do, put
from hotelbot_ui.browser.trigger_views import AUTOMATION, TRIGGERS
from hotelbot_ui.browser.views import SHEET
from hotelbot_ui.components.button import button
from hotelbot_ui.components.icon import icon
from hotelbot_ui.components.sheet import dialog
from hotelbot_ui.layouts.records import may

STOP: Final = "stop-automation"


def stopped_banner() -> rx.Component:
    return rx.cond(
        AUTOMATION.stopped_at,
        el.div(
            icon("octagon-pause", class_name="mt-0.5"),
            el.div(
                el.p("All automatic messages are stopped", class_name="text-14 font-semibold"),
                el.p(
                    rx.cond(AUTOMATION.stopped_by, f"By {AUTOMATION.stopped_by}, ", "Since "),
                    clock("moment", AUTOMATION.stopped_at),
                    ". No trigger writes to any guest; what was queued was cancelled. What falls "
                    "due meanwhile is skipped, not made up for.",
                    class_name="mt-0.5 text-13 text-pretty",
                ),
                class_name="min-w-0 flex-1 basis-60",
            ),
            rx.cond(
                may(Permission.CONTENT_WRITE.value),
                button(
                    "Start again",
                    glyph="play",
                    on_click=do("resumeAutomation"),
                    disabled=TRIGGERS.busy == "stop",
                ),
                el.span("A manager starts them again.", class_name="text-13"),
            ),
            role="alert",
            custom_attrs={"data-stopped": "true"},
            class_name=(
                "mb-6 flex flex-wrap items-start gap-3 rounded-panel border border-danger-line "
                "bg-danger-soft px-4 py-3 text-danger-text"
            ),
        ),
    )


def stop_button() -> rx.Component:
    return rx.cond(
        may(Permission.INBOX_WRITE.value) & ~AUTOMATION.stopped_at.bool(),
        button(
            "Stop all",
            variant="danger",
            glyph="octagon-pause",
            on_click=put("sheet", STOP),
            disabled=TRIGGERS.busy == "stop",
        ),
    )


def stop_dialog() -> rx.Component:
    queued = ask("act.counted", AUTOMATION.queued, "queued message is", "queued messages are")
    return rx.cond(
        SHEET == STOP,
        dialog(
            "Stop all automatic messages?",
            el.div(
                el.p(
                    "No trigger of this hotel writes to a guest from this moment on. ",
                    rx.cond(
                        AUTOMATION.queued > 0,
                        el.fragment(queued, " cancelled and will not leave later. "),
                    ),
                    "Colleagues and the AI still answer. Triggers stay as they are, until a "
                    "manager starts them again.",
                    class_name="text-14 text-quiet text-pretty",
                ),
                el.div(
                    button("Stop all", variant="danger", on_click=do("stopAutomation")),
                    button("Cancel", variant="ghost", on_click=put("sheet", "")),
                    class_name="mt-5 flex gap-2",
                ),
                class_name="px-6 pb-6",
            ),
            on_close=put("sheet", ""),
        ),
    )
