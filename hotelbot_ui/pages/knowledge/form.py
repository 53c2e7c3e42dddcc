"""The sheet in which one entry is written."""

from typing import Any, Final

import reflex as rx

from hotelbot_ui.browser import el
from hotelbot_ui.browser.bridge import do
from hotelbot_ui.browser.views import COLLEAGUES, FORM
from hotelbot_ui.components.button import button
from hotelbot_ui.components.field import CONTROL, field, select, text_area
from hotelbot_ui.layouts.records import error, form_sheet, value

NAME: Final = "knowledge"


def entry_form() -> rx.Component:
    return form_sheet(
        NAME,
        "New entry",
        field(
            "title",
            "Title",
            error=error("title"),
            default_value=value("title"),
            required=True,
            auto_focus=True,
        ),
        text_area(
            "text",
            "What is true",
            error=error("text"),
            hint="Times, prices and places as a guest would want to hear them.",
            default_value=value("text"),
            required=True,
        ),
        field(
            "language",
            "Language",
            error=error("language"),
            hint="Two letters: en, de, es, ru",
            default_value=value("language"),
            required=True,
            max_length=7,
        ),
        _told(),
        _kept_by(),
        *_when(),
        field(
            "review_on",
            "Read again on",
            type="date",
            reads_as="nullable",
            error=error("review_on"),
            hint="From that day on it stands under To review",
            default_value=value("review_on"),
        ),
        rx.cond(
            value("candidate_id"),
            el.input(type="hidden", name="candidate_id", default_value=value("candidate_id")),
        ),
        rx.cond(
            value("gap_id"),
            el.input(type="hidden", name="gap_id", default_value=value("gap_id")),
        ),
        _history(),
        removed="Entry deleted",
    )


def _kept_by() -> rx.Component:
    return el.div(
        field(
            "category",
            "Category",
            error=error("category"),
            reads_as="nullable",
            default_value=value("category"),
            max_length=60,
        ),
        _owner(),
        class_name="grid grid-cols-2 gap-4",
    )


def _when() -> tuple[rx.Component, ...]:
    """The days on which it holds, and the part of each year."""
    return (
        el.div(
            field(
                "valid_from",
                "From",
                type="date",
                reads_as="nullable",
                error=error("valid_from"),
                default_value=value("valid_from"),
            ),
            field(
                "valid_until",
                "Last day",
                type="date",
                reads_as="nullable",
                error=error("valid_until"),
                default_value=value("valid_until"),
            ),
            class_name="grid grid-cols-2 gap-4",
        ),
        el.div(
            field(
                "season_from",
                "Each year from",
                reads_as="nullable",
                error=error("season_from"),
                hint="Month and day: 05-01",
                default_value=value("season_from"),
                max_length=5,
            ),
            field(
                "season_until",
                "Each year until",
                reads_as="nullable",
                error=error("season_until"),
                hint="It may reach over New Year",
                default_value=value("season_until"),
                max_length=5,
            ),
            class_name="grid grid-cols-2 gap-4",
        ),
    )


def _told() -> rx.Component:
    return select(
        "fact_class",
        "Who may be told",
        [
            ("public", "Everybody"),
            ("stay_private", "Guests whose stay is known"),
            ("secret", "Only a guest who is in the house, e.g. a code"),
        ],
        default_value=rx.cond(value("fact_class"), value("fact_class"), "public"),
    )


def _owner() -> rx.Component:
    return el.label(
        el.span("Who keeps it true", class_name="mb-1 block text-13 font-medium text-quiet"),
        el.select(
            el.option("Nobody in particular", value=""),
            rx.foreach(COLLEAGUES, lambda p: el.option(p.name, value=p.id, key=p.id)),
            name="owner_id",
            default_value=value("owner_id"),
            custom_attrs={"data-as": "nullable"},
            class_name=f"h-9 pointer-coarse:h-11 {CONTROL}",
        ),
    )


def _history() -> rx.Component:
    entry = FORM["item"].to(dict[str, Any])
    return rx.cond(
        entry["id"],
        el.div(
            rx.cond(
                entry["origin"],
                el.p(
                    "Taken from ",
                    entry["origin"].to(str),
                    class_name="mb-2 text-13 text-faint words",
                ),
            ),
            button(
                "What it said before", glyph="history", on_click=do("openFactHistory", entry["id"])
            ),
        ),
    )
