"""Two records of one person: making them one, and saying until when it can be undone."""

import reflex as rx

from backend.domain.permissions import Permission
from backend.features.guest_merges.schemas import MergeView
from backend.features.guests.schemas import GuestCard
from hotelbot_ui.browser import el
from hotelbot_ui.browser.bridge import clock, do, put, raw
from hotelbot_ui.browser.live_views import GUEST_MORE, MERGING
from hotelbot_ui.browser.views import CONVERSATION, SHEET
from hotelbot_ui.components import faces
from hotelbot_ui.components.button import button, text_button
from hotelbot_ui.components.field import CONTROL, form_error
from hotelbot_ui.components.sheet import dialog
from hotelbot_ui.layouts.records import may


def merges_section() -> rx.Component:
    """What is part of this guest, and the way to add to it."""
    return el.section(
        el.h3("Same person", class_name="mb-2 text-12 font-medium text-faint"),
        rx.cond(
            GUEST_MORE.merges.length() > 0,
            el.ul(rx.foreach(GUEST_MORE.merges, _merged), class_name="mb-2"),
        ),
        rx.cond(
            may(Permission.INBOX_WRITE.value),
            text_button("Merge with another record", on_click=do("askMerge"), class_name="text-13"),
        ),
        aria_label="Same person",
    )


def _merged(one: rx.Var[MergeView]) -> rx.Component:
    return el.li(
        el.span(
            el.span(
                el.given(one.gone_name, "A record without a name"),
                dir="auto",
                class_name="block truncate text-words",
            ),
            rx.cond(
                one.can_undo,
                el.span(
                    "can be undone until ",
                    clock("full", one.undo_until.to(str)),
                    class_name="block text-faint figures",
                ),
                el.span("merged for good", class_name="block text-faint"),
            ),
            class_name="min-w-0 flex-1",
        ),
        rx.cond(
            one.can_undo & may(Permission.INBOX_WRITE.value),
            text_button("Undo", on_click=do("undoMerge", one.id), class_name="shrink-0"),
        ),
        key=one.id,
        custom_attrs={"data-merge": one.id},
        class_name="flex items-start gap-3 py-1 text-13",
    )


def merge_dialog() -> rx.Component:
    return rx.cond(
        SHEET == "merge",
        dialog(
            "Merge two records",
            el.div(
                rx.cond(MERGING.preview, _preview(), _search()),
                form_error(MERGING.error),
                class_name="flex flex-col gap-4 px-6 pb-6",
            ),
            on_close=put("sheet", None),
        ),
    )


def _search() -> rx.Component:
    return el.fragment(
        el.p(
            "Which record is the same person? This one stays, the other one goes into it.",
            class_name="text-13 text-quiet",
        ),
        el.input(
            type="search",
            aria_label="Name or number of the other record",
            placeholder="Name or number",
            default_value=CONVERSATION.guest.name,
            custom_attrs={"onInput": raw("onMergeSearch")},
            class_name=f"h-9 pointer-coarse:h-11 {CONTROL}",
        ),
        rx.match(
            MERGING.face,
            ("ready", el.ul(rx.foreach(MERGING.found, _found), class_name="-mx-3")),
            ("empty", el.p("No other record is called so.", class_name="text-13 text-faint")),
            ("failed", faces.failed("The guests could not be searched.", do("findOther"))),
            faces.loading_rows(2),
        ),
    )


def _found(guest: rx.Var[GuestCard]) -> rx.Component:
    return el.li(
        el.button(
            el.span(guest.name, dir="auto", class_name="min-w-0 flex-1 truncate"),
            el.span(guest.phone, dir="ltr", class_name="shrink-0 text-faint figures"),
            type="button",
            on_click=do("chooseOther", guest.id),
            custom_attrs={"data-other": guest.id},
            class_name=(
                "flex w-full items-center gap-3 rounded-control px-3 py-2 text-start text-14 "
                "hover:bg-hover inset-focus pointer-coarse:min-h-11"
            ),
        ),
        key=guest.id,
    )


def _preview() -> rx.Component:
    preview = MERGING.preview
    return el.fragment(
        el.dl(
            _fact("Stays", CONVERSATION.guest.name),
            _fact("Goes into it", preview.gone_name),
            _fact("Conversations that move", preview.conversations),
            _fact("Reservations that move", preview.stays),
            _fact("Numbers and chats", preview.addresses.join(", ")),
            class_name="text-13",
        ),
        rx.cond(
            preview.opts_out,
            el.p(
                "One of the two asked for no automatic messages: it holds for both.",
                class_name="text-13 text-warning-text",
            ),
        ),
        el.p(
            "It can be undone for seven days. What is written after the merge then stays here.",
            class_name="text-13 text-quiet",
        ),
        el.div(
            button(
                rx.cond(MERGING.busy, "Merging", "Merge"),
                variant="primary",
                disabled=MERGING.busy,
                on_click=do("mergeGuests"),
            ),
            button("Choose another", variant="ghost", on_click=do("chooseAgain")),
            class_name="flex gap-2",
        ),
    )


def _fact(name: str, value: rx.Var) -> rx.Component:
    return el.div(
        el.dt(name, class_name="text-faint"),
        el.dd(value, dir="auto", class_name="min-w-0 text-end text-words words figures"),
        class_name="flex justify-between gap-4 py-1",
    )
