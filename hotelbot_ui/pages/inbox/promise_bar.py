"""Above the thread: what this guest was promised and nobody has marked as done."""

import reflex as rx

from backend.domain.permissions import Permission
from backend.features.promises.schemas import PromiseView
from hotelbot_ui.browser import el
from hotelbot_ui.browser.bridge import do
from hotelbot_ui.browser.promise_views import PROMISES, PROMISES_FACE
from hotelbot_ui.components.button import text_button
from hotelbot_ui.layouts.promise import promise_verbs, time_left
from hotelbot_ui.layouts.records import may


def promise_bar() -> rx.Component:
    return rx.cond(
        PROMISES_FACE == "failed",
        _failed(),
        rx.cond(
            PROMISES.length() > 0,
            el.ul(
                rx.foreach(PROMISES, _promise),
                aria_label="Promises to this guest",
                class_name="max-h-28 overflow-y-auto border-b border-line bg-surface",
            ),
        ),
    )


def _promise(one: rx.Var[PromiseView]) -> rx.Component:
    return el.li(
        time_left(one),
        el.span(
            one.quote, dir="auto", title=one.quote, class_name="min-w-0 flex-1 line-clamp-2 text-13"
        ),
        rx.cond(may(Permission.INBOX_WRITE.value), promise_verbs(one)),
        key=one.id,
        custom_attrs={"data-promise": one.id},
        class_name="flex min-h-11 items-center gap-2 px-4 py-1 desk:px-6",
    )


def _failed() -> rx.Component:
    return el.p(
        "The promises to this guest could not be loaded.",
        text_button("Try again", on_click=do("reloadPromises"), class_name="text-13"),
        role="status",
        class_name=(
            "flex flex-wrap items-center gap-2 border-b border-line bg-surface px-4 py-2 text-13 "
            "text-warning-text desk:px-6"
        ),
    )
