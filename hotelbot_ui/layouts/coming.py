"""What triggers have planned for a guest, a stay or by one trigger, and leaving one of them out."""

import reflex as rx

from backend.domain.permissions import Permission
from backend.features.triggers.schemas import PlannedView
from hotelbot_ui.browser import el
from hotelbot_ui.browser.bridge import clock, do
from hotelbot_ui.browser.trigger_views import COMING
from hotelbot_ui.components.button import text_button
from hotelbot_ui.layouts.records import may


def coming_list() -> rx.Component:
    return el.ul(rx.foreach(COMING["items"], _planned))


def _planned(one: rx.Var[PlannedView]) -> rx.Component:
    return el.li(
        el.div(
            el.p(
                one.trigger_name,
                dir="auto",
                class_name=rx.cond(
                    one.left_out,
                    "text-faint line-through words",
                    "text-words words",
                ),
            ),
            el.p(
                rx.cond(one.left_out, "left out by a colleague", clock("full", one.due_at.to(str))),
                rx.cond(one.room, f", room {one.room}", ""),
                class_name="text-faint figures",
            ),
            class_name="min-w-0 flex-1",
        ),
        rx.cond(may(Permission.INBOX_WRITE.value), _verbs(one)),
        key=one.id,
        custom_attrs={"data-planned": one.trigger_name},
        class_name="flex items-start gap-3 border-b border-line py-2 text-13 last:border-b-0",
    )


def _verbs(one: rx.Var[PlannedView]) -> rx.Component:
    """A guest for good, or only this stay."""
    return rx.cond(
        one.left_out,
        text_button("Take back in", on_click=do("takeIn", one), class_name="shrink-0"),
        el.div(
            text_button("Leave out", on_click=do("leaveOut", one, "guest_id")),
            rx.cond(
                one.stay_id,
                text_button("This stay only", on_click=do("leaveOut", one, "stay_id")),
            ),
            class_name="flex shrink-0 flex-col items-end",
        ),
    )


def coming_section(title: str, ledger: str | rx.Var[str]) -> rx.Component:
    """For the side of a guest or a stay; `ledger`: the address with every decision."""
    return el.section(
        el.div(
            el.h3(title, class_name="text-12 font-medium text-faint"),
            el.a(
                "Why it was sent, or was not",
                href=ledger,
                class_name="text-12 font-medium text-accent-text hover:underline",
            ),
            class_name="mb-2 flex flex-wrap items-baseline justify-between gap-x-4",
        ),
        rx.match(
            COMING.face,
            ("ready", coming_list()),
            ("empty", el.p("Nothing is planned.", class_name="text-13 text-faint")),
            (
                "failed",
                el.p(
                    COMING.error,
                    " ",
                    text_button("Try again", on_click=do("again")),
                    role="alert",
                    class_name="text-13 text-danger-text",
                ),
            ),
            el.p("Looking.", role="status", class_name="text-13 text-faint"),
        ),
    )
