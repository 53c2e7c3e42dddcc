"""Whom a trigger leaves out, because a colleague said so."""

import reflex as rx

from backend.domain.permissions import Permission
from backend.features.triggers.schemas import SkipView
from hotelbot_ui.browser import el
from hotelbot_ui.browser.bridge import clock, do
from hotelbot_ui.browser.trigger_views import SKIPS
from hotelbot_ui.components.button import text_button
from hotelbot_ui.layouts.part import part
from hotelbot_ui.layouts.records import may


def left_out() -> rx.Component:
    """Only where there is somebody, or where it is not known."""
    return rx.cond(
        (SKIPS.face == "ready") | (SKIPS.face == "failed"),
        el.section(
            el.h2("Left out", class_name="text-13 font-semibold text-words"),
            part(
                SKIPS,
                el.ul(rx.foreach(SKIPS["items"], _skip), class_name="mt-2"),
                nothing=el.fragment(),
                read="loadSkips",
            ),
            aria_label="Left out",
            class_name="border-t border-line py-5",
        ),
    )


def _skip(one: rx.Var[SkipView]) -> rx.Component:
    return el.li(
        el.span(
            el.given(one.name, "A guest"),
            dir="auto",
            class_name="min-w-0 flex-1 text-14 words",
        ),
        el.span(
            rx.cond(one.kind == "stay", "this stay, since ", "since "),
            clock("moment", one.created_at.to(str)),
            class_name="text-13 text-faint figures",
        ),
        rx.cond(
            may(Permission.INBOX_WRITE.value),
            text_button("Take back in", on_click=do("takeSkipBack", one), class_name="text-13"),
        ),
        key=one.subject_id,
        class_name="flex flex-wrap items-baseline gap-x-3 border-t border-line py-2",
    )
