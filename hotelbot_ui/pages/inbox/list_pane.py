"""The list: filters, search, rows."""

from typing import Any, Final

import reflex as rx

from backend.domain.permissions import Permission
from hotelbot_ui.browser import el
from hotelbot_ui.browser.bridge import ask, do, put, raw
from hotelbot_ui.browser.live_views import CHOOSING
from hotelbot_ui.browser.views import (
    COUNTS,
    FOUND,
    NARROWED,
    OPEN_ID,
    PICKED,
    QUERY,
    ROW_STOP,
    ROWS,
    ROWS_FACE,
    ROWS_HELD,
    ROWS_NEXT,
    SAVED_VIEWS,
    SESSION,
    SHOWN,
    STATUS,
    VIEW_ID,
)
from hotelbot_ui.components import faces
from hotelbot_ui.components.button import icon_button
from hotelbot_ui.components.icon import icon
from hotelbot_ui.design import inbox_copy
from hotelbot_ui.layouts.records import may
from hotelbot_ui.pages.inbox.conversation_row import conversation_row
from hotelbot_ui.pages.inbox.found import found_rows
from hotelbot_ui.pages.inbox.picked_bar import picked_bar
from hotelbot_ui.pages.inbox.presence import people_at

IS_PICKING: Final = CHOOSING | (PICKED.length() > 0)


def list_pane() -> rx.Component:
    return el.section(
        el.header(
            _hotel(),
            # As high as what it takes the place of: the rows below stay where they are.
            rx.cond(IS_PICKING, picked_bar(), el.fragment(_search(), _filters())),
            class_name="min-h-30 border-b border-line px-3 pt-2 pb-2",
        ),
        rx.cond(FOUND.face == "idle", _list(), found_rows()),
        aria_label="Conversations",
        class_name="relative flex h-full min-w-0 flex-col bg-surface",
    )


def _list() -> rx.Component:
    return rx.match(
        ROWS_FACE,
        ("loading", faces.loading_rows(7)),
        ("failed", faces.failed("The list could not be loaded.", do("loadRows"))),
        rx.cond(ROWS.length() > 0, _rows(), _nothing()),
    )


def _hotel() -> rx.Component:
    """Whose guests these are; the way to another hotel for whoever has several."""
    return el.div(
        el.h1(SESSION.hotel.name, dir="auto", class_name="truncate text-14 font-semibold"),
        rx.cond(
            SESSION.hotels.length() > 1,
            icon_button("chevrons-up-down", "Another hotel", on_click=put("sheet", "account")),
        ),
        rx.cond(
            may(Permission.INBOX_WRITE.value),
            icon_button(
                "list-checks",
                "Select several",
                on_click=do("chooseSeveral"),
                class_name="ms-auto tablet:hidden",
            ),
        ),
        class_name="flex h-8 items-center justify-between gap-2 ps-3 mb-1 pointer-coarse:h-10",
    )


def _search() -> rx.Component:
    return el.div(
        icon("search", class_name="absolute start-3 top-1/2 -translate-y-1/2 text-faint"),
        el.input(
            id="search",
            type="search",
            placeholder="Search guest, phone, room, words",
            aria_label="Search conversations",
            auto_complete="off",
            default_value=QUERY,
            custom_attrs={"onInput": raw("onSearch")},
            class_name=(
                "h-9 w-full rounded-control bg-sunken ps-9 pe-3 text-14 pointer-coarse:text-16 "
                "pointer-coarse:h-10 [&::-webkit-search-cancel-button]:hidden"
            ),
        ),
        class_name="relative",
    )


def _filters() -> rx.Component:
    return el.nav(
        el.div(
            rx.cond(_elsewhere(), _other_view()),
            *[_filter(key, label) for key, label in inbox_copy.VIEWS],
            custom_attrs={"onFocus": raw("intoSight")},
            # It fades out where it goes on: no word looks as if it ended there.
            class_name="-ms-1 flex min-w-0 flex-1 scroll-ps-1 scroll-pe-7 gap-1 overflow-x-auto "
            "ps-1 pe-6 "
            "[scrollbar-width:none] [mask-image:linear-gradient(to_right,black,"
            "black_calc(100%-var(--spacing)*7),transparent)]",
        ),
        icon_button(
            "list-filter",
            "All views and filters",
            on_click=put("sheet", "views"),
            class_name="-me-1 size-7 shrink-0 pointer-coarse:size-10",
        ),
        aria_label="Filter",
        class_name="mt-2 flex items-center",
    )


def _elsewhere() -> rx.Var[bool]:
    """What is shown has no pill of its own."""
    usual = rx.Var.create([key for key, _ in inbox_copy.VIEWS]).contains(STATUS)
    return ~usual | VIEW_ID.bool() | (NARROWED.length() > 0)


def _other_view() -> rx.Component:
    words = rx.match(STATUS, *inbox_copy.STATUSES, "Filtered")
    return el.button(
        rx.cond(VIEW_ID, ask("act.viewName", SAVED_VIEWS, VIEW_ID), words),
        icon("x", "small"),
        type="button",
        title="Back to what is open",
        on_click=do("setStatus", "open"),
        custom_attrs={"data-filter": "other"},
        class_name=f"{_PILL} bg-selected text-words",
    )


def _filter(key: str, label: str) -> rx.Component:
    chosen = (STATUS == key) & ~_elsewhere()
    return el.button(
        label,
        rx.cond(
            COUNTS[key].to(int) > 0,
            el.span(COUNTS[key], class_name="figures font-regular"),
        ),
        type="button",
        on_click=do("setStatus", key),
        custom_attrs={"data-filter": key, "aria-pressed": rx.cond(chosen, "true", "false")},
        class_name=rx.cond(
            chosen,
            f"{_PILL} bg-selected text-words",
            f"{_PILL} text-faint hover:bg-hover hover:text-words",
        ),
    )


_PILL: Final = (
    "inline-flex h-7 shrink-0 items-center gap-1.5 rounded-full px-2.5 text-12 font-medium "
    "whitespace-nowrap inset-focus pointer-coarse:h-10 pointer-coarse:px-3"
)


def _rows() -> rx.Component:
    return el.fragment(
        rx.cond(
            ROWS_HELD > 0,
            el.button(
                icon("arrow-down", "small", "rotate-180"),
                ROWS_HELD,
                " new",
                type="button",
                on_click=do("releaseRows"),
                class_name=(
                    "absolute inset-x-0 top-34 z-10 mx-auto flex w-fit items-center gap-1.5 "
                    "rounded-full bg-words px-3 h-7 text-12 font-medium text-surface shadow-float"
                ),
            ),
        ),
        el.div(
            rx.foreach(
                SHOWN["items"],
                lambda one: conversation_row(
                    c=one["row"],
                    chosen=OPEN_ID == one["row"].id.to(str),
                    picked=PICKED.contains(one["row"].id.to(str)),
                    picking=IS_PICKING,
                    people=people_at(one["row"].id),
                    gap=one["gap"],
                    at=one["at"],
                    of=rx.cond(ROWS_NEXT, -1, ROWS.length()),
                    stop=ROW_STOP == one["row"].id.to(str),
                    key=one["row"].id,
                ),
            ),
            el.div(
                aria_hidden="true",
                custom_attrs={"style": ask("act.heightBelow", SHOWN["after"], kind=Any)},
            ),
            id="rows",
            role="list",
            aria_label="Conversations",
            on_mouse_enter=do("holdRows", True),
            on_mouse_leave=do("holdRows", False),
            custom_attrs={"ref": raw("mountRows"), "onScroll": raw("onListScroll")},
            # The browser's own anchoring takes a gap for what is read.
            class_name="relative min-h-0 flex-1 overflow-y-auto overscroll-contain pb-4 "
            "[overflow-anchor:none]",
        ),
    )


def _nothing() -> rx.Component:
    views = [
        (key, faces.empty(glyph, title, text))
        for key, (glyph, title, text) in inbox_copy.NOTHING.items()
    ]
    narrowed = faces.empty("list-filter", "Nothing here", "No conversation is of this kind now.")
    return rx.cond(NARROWED.length() > 0, narrowed, rx.match(STATUS, *views, el.fragment()))
