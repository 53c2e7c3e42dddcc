"""The operator's console: every hotel and how it is, in words."""

from typing import Any, Final

import reflex as rx

from hotelbot_ui.browser import el
from hotelbot_ui.browser.bridge import ask, clock, do
from hotelbot_ui.browser.views import LISTS
from hotelbot_ui.components import faces
from hotelbot_ui.components.button import button
from hotelbot_ui.components.field import field
from hotelbot_ui.components.icon import icon
from hotelbot_ui.layouts.records import error, form_sheet, value
from hotelbot_ui.layouts.staff import page
from hotelbot_ui.layouts.words import told

NAME: Final = "hotels"
WELL: Final = "All well"


def admin_page() -> rx.Component:
    listing = LISTS[NAME]
    return page(
        "admin",
        "Hotels",
        "Everything you run. Worst first; a click opens the hotel's inbox.",
        rx.match(
            listing["face"],
            ("ready", _table(listing["items"])),
            ("empty", faces.empty("building-2", "No hotels yet", "Create the first one.")),
            ("failed", faces.failed(listing["error"], do("load", NAME))),
            faces.loading_rows(4),
        ),
        _form(),
        actions=(
            button(
                "Create a hotel",
                variant="primary",
                glyph="plus",
                on_click=do("edit", NAME, {"language": "en", "timezone": "Europe/Berlin"}),
            ),
        ),
        loads=(NAME,),
    )


HEADS: Final = (
    ("Hotel", "text-start"),
    ("Health", "text-start"),
    ("Waiting", "text-end"),
    ("Longest wait", "text-end"),
    ("Unsent", "text-end"),
    ("AI this month", "text-end"),
    ("Last message", "text-end"),
)


def _table(items: rx.Var[list[dict[str, Any]]]) -> rx.Component:
    cell = "px-3 py-2 text-12 font-medium text-faint first:ps-0 last:pe-0"
    return el.div(
        el.table(
            el.thead(el.tr(*[el.th(w, scope="col", class_name=f"{cell} {a}") for w, a in HEADS])),
            el.tbody(rx.foreach(items, _row)),
            class_name="w-full min-w-160 border-collapse figures",
        ),
        class_name="overflow-x-auto",
    )


def _row(hotel: rx.Var[dict[str, Any]]) -> rx.Component:
    cell = "border-t border-line px-3 py-3 text-14 first:ps-0 last:pe-0"
    number = f"{cell} text-end text-quiet"
    return el.tr(
        el.td(
            el.button(
                hotel["name"],
                type="button",
                on_click=do("chooseHotel", hotel["id"]),
                dir="auto",
                class_name="text-start font-medium hover:underline underline-offset-2",
            ),
            el.p(hotel["timezone"], class_name="text-12 text-faint"),
            class_name=cell,
        ),
        el.td(_health(hotel["health"].to(str)), class_name=cell),
        el.td(hotel["guests_waiting"], class_name=number),
        el.td(clock("waited", hotel["longest_wait_since"]), class_name=number),
        el.td(hotel["sends_open"], class_name=number),
        el.td(ask("act.usd", hotel["ai_cost_usd"]), class_name=number),
        el.td(clock("moment", hotel["last_message_at"]), class_name=number),
        key=hotel["id"],
        class_name="hover:bg-hover",
    )


def _health(words: rx.Var[str]) -> rx.Component:
    well = words == WELL
    return el.span(
        rx.cond(
            well,
            icon("circle-check", "regular", "text-good-text mt-0.5"),
            icon("triangle-alert", "regular", "text-danger-text mt-0.5"),
        ),
        told("health", words),
        class_name="flex gap-2",
    )


def _form() -> rx.Component:
    return form_sheet(
        NAME,
        "Create a hotel",
        field(
            "name",
            "Name",
            error=error("name"),
            default_value=value("name"),
            required=True,
            auto_focus=True,
        ),
        field(
            "timezone",
            "Time zone",
            error=error("timezone"),
            hint="Every time its staff see is in it: Europe/Berlin, America/Lima",
            default_value=value("timezone"),
            required=True,
        ),
        field(
            "language",
            "Language",
            error=error("language"),
            hint="Two letters: en, de, es, ru",
            default_value=value("language"),
            required=True,
        ),
        save="Create",
    )
