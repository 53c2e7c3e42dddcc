"""Who comes, who is here, who leaves: the hotel's stays, and the way they come in from a file."""

from typing import Any, Final

import reflex as rx

from backend.domain.permissions import Permission
from hotelbot_ui.browser import el
from hotelbot_ui.browser.bridge import ask, do, raw
from hotelbot_ui.browser.views import STAYS, STAYS_QUERY, STAYS_VIEW
from hotelbot_ui.components import faces
from hotelbot_ui.components.badge import badge
from hotelbot_ui.components.button import button
from hotelbot_ui.components.icon import icon
from hotelbot_ui.design import copy
from hotelbot_ui.layouts.records import may, record
from hotelbot_ui.layouts.staff import page
from hotelbot_ui.pages.stays.detail import stay_sheet
from hotelbot_ui.pages.stays.imports import import_sheet

NAME: Final = "stays"
VIEWS: Final = (
    ("arriving", "Arriving"),
    ("in_house", "In house"),
    ("departing", "Departing"),
    ("all", "All"),
)
NOTHING: Final = {
    "arriving": ("plane-landing", "Nobody arrives today", "Who is checked in is in the house."),
    "in_house": ("bed-double", "Nobody is in the house", "Guests appear here when checked in."),
    "departing": ("luggage", "Nobody leaves today", "Who stays longer is in the house."),
    "all": ("bed-double", "No stays yet", "Import a file, or connect your PMS by the API."),
}


def stays_page() -> rx.Component:
    return page(
        NAME,
        "Stays",
        "Reservations from your PMS or a file. The AI and the templates know guests by them.",
        _tools(),
        rx.match(
            STAYS["face"],
            ("loading", faces.loading_rows(6)),
            ("failed", faces.failed(STAYS["error"], do("loadStays"))),
            rx.cond(STAYS["items"].length() > 0, _rows(), _nothing()),
        ),
        stay_sheet(),
        import_sheet(),
        actions=(
            rx.cond(
                may(Permission.STAYS_WRITE.value),
                button(
                    "Import a file", variant="primary", glyph="upload", on_click=do("startImport")
                ),
            ),
        ),
        starts=("loadStays",),
    )


def _tools() -> rx.Component:
    return el.div(
        el.div(*[_tab(*view) for view in VIEWS], role="tablist", class_name="flex gap-1"),
        el.label(
            el.span("Search", class_name="sr-only"),
            icon("search", class_name="text-faint"),
            el.input(
                type="search",
                placeholder="Name, room, phone, reservation",
                auto_complete="off",
                custom_attrs={"onInput": raw("onStaySearch")},
                class_name="w-full bg-transparent text-14 outline-none pointer-coarse:text-16",
            ),
            class_name=(
                "flex h-9 min-w-60 flex-1 items-center gap-2 rounded-control border border-line "
                "bg-surface px-3 focus-within:border-accent pointer-coarse:h-11 tablet:max-w-80"
            ),
        ),
        class_name="flex flex-wrap items-center justify-between gap-3 pb-4",
    )


def _tab(view: str, word: str) -> rx.Component:
    shape = "h-8 rounded-control px-3 text-13 font-medium pointer-coarse:h-10 whitespace-nowrap"
    return el.button(
        word,
        type="button",
        role="tab",
        aria_selected=rx.cond(STAYS_VIEW == view, "true", "false"),
        on_click=do("viewStays", view),
        class_name=rx.cond(
            STAYS_VIEW == view,
            f"{shape} bg-selected text-words",
            f"{shape} text-quiet hover:bg-hover",
        ),
    )


def _rows() -> rx.Component:
    return el.fragment(
        el.ul(rx.foreach(STAYS["items"], _row), class_name="border-t border-line"),
        rx.cond(
            STAYS["next"],
            el.div(
                button(
                    rx.cond(STAYS["busy"], "Loading", "Show more"),
                    on_click=do("moreStays"),
                    disabled=STAYS["busy"],
                ),
                class_name="flex justify-center py-4",
            ),
        ),
    )


def _row(stay: rx.Var[dict[str, Any]]) -> rx.Component:
    return record(
        el.span(
            rx.cond(stay["room"], stay["room"], "–"),
            class_name="w-14 shrink-0 truncate text-16 font-semibold figures",
        ),
        el.div(
            el.div(
                el.span(stay["guest_name"], dir="auto", class_name="truncate text-14 font-medium"),
                rx.cond(stay["vip"], icon("crown", "small", "text-warning-text")),
                class_name="flex items-center gap-1.5",
            ),
            el.p(
                ask("clock.span", stay["arrival"], stay["departure"]),
                rx.cond(stay["room_type"], el.fragment(" · ", stay["room_type"])),
                class_name="mt-0.5 truncate text-13 text-faint figures",
            ),
            class_name="min-w-0 flex-1",
        ),
        standing(stay),
        key=stay["id"],
        on_click=do("openStay", stay),
    )


def standing(stay: rx.Var[dict[str, Any]]) -> rx.Component:
    marks = {
        status: badge(word.capitalize(), glyph=glyph, tone=tone)
        for status, (word, glyph, tone) in copy.STAY_MARKS.items()
    }
    return rx.cond(
        stay["arriving_today"].bool(),
        badge("Arrives today", glyph="plane-landing", tone="accent"),
        rx.cond(
            stay["due_out"].bool(),
            badge("Due out", glyph="luggage", tone="notice"),
            rx.match(stay["status"], *marks.items(), el.fragment()),
        ),
    )


def _nothing() -> rx.Component:
    searched = faces.empty("search", "Nothing found", "No name, room or reservation matches.")
    views = [
        (key, faces.empty(glyph, title, text)) for key, (glyph, title, text) in NOTHING.items()
    ]
    return rx.cond(STAYS_QUERY, searched, rx.match(STAYS_VIEW, *views, el.fragment()))
