"""A file of reservations: choose, say what the columns are, try, look, take in."""

from typing import Any, Final

import reflex as rx

from hotelbot_ui.browser import el
from hotelbot_ui.browser.bridge import ask, do, put, raw
from hotelbot_ui.browser.views import IMPORT, IMPORT_BUSY, IMPORT_ERROR, IMPORT_LINES, SHEET
from hotelbot_ui.components.button import button
from hotelbot_ui.components.field import CONTROL, form_error
from hotelbot_ui.components.icon import icon
from hotelbot_ui.components.sheet import sheet
from hotelbot_ui.layouts.links import SAVES

FIELDS: Final = (
    ("external_id", "Reservation number"),
    ("name", "Guest's name"),
    ("first_name", "First name"),
    ("last_name", "Last name"),
    ("phone", "Phone"),
    ("language", "Language"),
    ("room", "Room"),
    ("room_type", "Room type"),
    ("arrival", "Arrival"),
    ("departure", "Departure"),
    ("nights", "Nights"),
    ("arrival_time", "Arrival time"),
    ("departure_time", "Departure time"),
    ("status", "Status"),
    ("source", "Booked by"),
    ("rate_code", "Rate"),
    ("group_code", "Group"),
    ("adults", "Adults"),
    ("children", "Children"),
    ("vip", "VIP"),
    ("tags", "Tags"),
    ("note", "Note"),
)
ORDERS: Final = (("dmy", "day, month, year"), ("mdy", "month, day, year"), ("ymd", "year first"))


def import_sheet() -> rx.Component:
    return rx.cond(
        SHEET == "import",
        sheet(
            "Import reservations",
            el.div(
                form_error(IMPORT_ERROR),
                rx.cond(IMPORT, _chosen(), _choose()),
                class_name="flex flex-col gap-6 px-6 pb-8",
            ),
            on_close=put("sheet", ""),
        ),
    )


def _choose() -> rx.Component:
    return el.label(
        icon("file-spreadsheet", "large", "text-faint"),
        el.span(
            rx.cond(IMPORT_BUSY, "Reading the file", "Choose a CSV or Excel file"),
            class_name="mt-2 text-14 font-medium",
        ),
        el.span(
            "Up to 10,000 reservations. Nothing is taken in before you have seen what it would do.",
            class_name="mt-1 max-w-80 text-13 text-faint text-balance",
        ),
        el.input(
            type="file",
            accept=".csv,.txt,.xlsx",
            disabled=IMPORT_BUSY,
            custom_attrs={"onChange": raw("onStayFile"), "aria-label": "File of reservations"},
            class_name="sr-only",
        ),
        class_name=(
            "flex cursor-pointer flex-col items-center rounded-panel border border-dashed "
            "border-line-strong p-8 text-center hover:bg-hover focus-within:border-accent"
        ),
    )


def _chosen() -> rx.Component:
    return el.fragment(
        el.p(
            IMPORT["file_name"],
            el.span(" · ", IMPORT["total"], " lines", class_name="text-faint figures"),
            class_name="text-14 font-medium words",
        ),
        rx.match(
            IMPORT["state"],
            ("uploaded", _mapping()),
            ("checking", _progress("Checking, nothing is written")),
            ("running", _progress("Taking in")),
            ("checked", el.fragment(_counts("would be"), _lines(), _mapping_again())),
            ("done", el.fragment(_counts("were"), _lines(), _finish())),
            el.p(
                "The import ended early. What it had taken in by then stays; import the file again"
                " to go on.",
                role="alert",
                class_name="text-13 text-danger-text",
            ),
        ),
    )


def _mapping() -> rx.Component:
    return el.fragment(
        _sample(),
        el.fieldset(
            el.legend("Which column is what", class_name="mb-2 text-13 font-medium text-quiet"),
            *[_column(*field) for field in FIELDS],
            class_name="grid grid-cols-1 gap-2 tablet:grid-cols-2",
        ),
        el.label(
            el.span("03/04/2026 means", class_name="mb-1 block text-13 text-quiet"),
            el.select(
                *[el.option(word, value=value) for value, word in ORDERS],
                default_value=IMPORT["day_order"].to(str),
                custom_attrs={"onChange": raw("onDayOrder")},
                class_name=f"h-9 pointer-coarse:h-11 {CONTROL}",
            ),
        ),
        el.div(
            button("Check", variant="primary", on_click=do("checkImport"), disabled=IMPORT_BUSY),
            button("Another file", variant="ghost", on_click=do("startImport")),
            class_name="flex gap-2",
        ),
    )


def _column(name: str, label: str) -> rx.Component:
    return el.label(
        el.span(label, class_name="mb-1 block text-12 text-faint"),
        el.select(
            el.option("not in the file", value=""),
            rx.foreach(
                IMPORT["columns"].to(list[str]),
                lambda head, place: el.option(head, value=place.to_string()),
            ),
            default_value=ask("act.placeOf", IMPORT["mapping"], name),
            aria_label=label,
            custom_attrs={"onChange": raw("onColumn"), "data-field": name},
            class_name=f"h-9 pointer-coarse:h-11 {CONTROL}",
        ),
    )


def _sample() -> rx.Component:
    """The first lines, so that the columns can be recognised."""
    return el.div(
        el.table(
            el.thead(
                el.tr(
                    rx.foreach(
                        IMPORT["columns"].to(list[str]),
                        lambda head: el.th(head, class_name=f"{_CELL} font-medium text-faint"),
                    )
                )
            ),
            el.tbody(
                rx.foreach(
                    IMPORT["sample"].to(list[list[str]]),
                    lambda line: el.tr(
                        rx.foreach(line, lambda cell: el.td(cell, dir="auto", class_name=_CELL))
                    ),
                )
            ),
            class_name="text-12",
        ),
        tab_index=0,
        aria_label="The first lines of the file",
        role="region",
        class_name="overflow-x-auto rounded-control border border-line",
    )


_CELL: Final = "max-w-40 truncate border-b border-line px-2 py-1 text-start"


def _progress(words: str) -> rx.Component:
    percent = IMPORT["percent"].to(int)
    return el.div(
        el.p(
            words,
            el.span(
                " · ", IMPORT["done"], " of ", IMPORT["total"], class_name="text-faint figures"
            ),
            class_name="mb-2 text-13",
        ),
        el.div(
            el.div(
                style={"width": f"{percent}%"},
                class_name="h-full rounded-full bg-accent transition-[width]",
            ),
            role="progressbar",
            aria_label=words,
            custom_attrs={"aria-valuenow": percent, "aria-valuemin": 0, "aria-valuemax": 100},
            class_name="h-2 overflow-hidden rounded-full bg-pressed",
        ),
    )


def _counts(verb: str) -> rx.Component:
    return el.dl(
        *[
            el.div(
                el.dd(IMPORT[name], class_name="text-20 font-semibold figures"),
                el.dt(word, class_name="text-12 text-faint"),
                class_name="flex flex-col-reverse",
            )
            for name, word in (
                ("created", f"{verb} created"),
                ("amended", f"{verb} amended"),
                ("unchanged", "unchanged"),
                ("refused", f"{verb} refused"),
            )
        ],
        class_name="grid grid-cols-2 gap-4 tablet:grid-cols-4 [&>div]:flex-col",
    )


def _lines() -> rx.Component:
    return el.fragment(
        rx.cond(
            IMPORT_LINES.length() > 0,
            el.ul(
                rx.foreach(IMPORT_LINES, _line),
                aria_label="Refused lines",
                class_name="border-t border-line text-13",
            ),
        ),
        el.a(
            icon("download", "small"),
            "Download the whole report",
            href=ask("act.reportLink", IMPORT["id"]),
            custom_attrs=SAVES,
            class_name="inline-flex items-center gap-1.5 text-13 font-medium text-accent-text",
        ),
    )


def _line(line: rx.Var[dict[str, Any]]) -> rx.Component:
    return el.li(
        el.span("Line ", line["line"], class_name="shrink-0 text-faint figures"),
        el.div(
            rx.foreach(
                line["problems"].to(list[dict[str, str]]),
                lambda one: el.p(
                    el.span(one["field"].replace("_", " "), class_name="font-medium"),
                    rx.cond(one["value"], el.fragment(" “", one["value"], "”")),
                    " ",
                    one["message"],
                    class_name="words",
                ),
            ),
            class_name="min-w-0 flex-1",
        ),
        key=line["line"],
        class_name="flex gap-4 border-b border-line py-2",
    )


def _mapping_again() -> rx.Component:
    return el.div(
        button(
            "Import",
            variant="primary",
            on_click=do("runImport"),
            disabled=IMPORT_BUSY | (IMPORT["created"].to(int) + IMPORT["amended"].to(int) == 0),
        ),
        button("Change the columns", variant="ghost", on_click=do("remap")),
        class_name="flex gap-2",
    )


def _finish() -> rx.Component:
    return el.div(
        button("Close", variant="primary", on_click=put("sheet", "")), class_name="flex gap-2"
    )
