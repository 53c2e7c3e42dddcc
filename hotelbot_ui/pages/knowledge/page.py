"""What the AI may answer from: the hotel's fact sheets."""

from typing import Any, Final

import reflex as rx

from backend.domain.permissions import Permission
from hotelbot_ui.browser.bridge import ask, do
from hotelbot_ui.components import faces
from hotelbot_ui.components.badge import badge
from hotelbot_ui.components.button import button
from hotelbot_ui.components.field import field, select, text_area
from hotelbot_ui.layouts.records import error, form_sheet, may, record, records, value
from hotelbot_ui.layouts.staff import page
from hotelbot_ui.pages.knowledge.gaps import GAPS, gaps

NAME: Final = "knowledge"


def knowledge_page() -> rx.Component:
    return page(
        NAME,
        "Knowledge",
        "The facts the AI answers from. What is not here, it does not say: it asks a colleague.",
        records(NAME, _row, nothing=_nothing()),
        gaps(),
        _form(),
        actions=(_add(),),
        loads=(NAME, GAPS),
    )


def _add() -> rx.Component:
    add = do("edit", NAME, {"language": "en"})
    return rx.cond(
        may(Permission.CONTENT_WRITE.value),
        button("Add an entry", variant="primary", glyph="plus", on_click=add),
    )


def _nothing() -> rx.Component:
    return faces.empty(
        "book-open",
        "The AI knows nothing yet",
        "Start with what guests ask most: breakfast, check-out, Wi-Fi, parking.",
    )


def _row(entry: rx.Var[dict[str, Any]]) -> rx.Component:
    return record(
        rx.el.div(
            rx.el.div(
                rx.el.h2(entry["title"], dir="auto", class_name="truncate text-14 font-medium"),
                rx.cond(
                    entry["valid_today"] == False,  # noqa: E712 - a Var, compared in the browser
                    badge("Not today", glyph="calendar-days"),
                ),
                class_name="flex items-center gap-2",
            ),
            rx.el.p(
                entry["text"], dir="auto", class_name="mt-1 line-clamp-2 text-14 text-quiet words"
            ),
            rx.cond(
                entry["valid_from"].bool() | entry["valid_until"].bool(),
                rx.el.p(_validity(entry), class_name="mt-1 text-12 text-faint figures"),
            ),
            class_name="min-w-0 flex-1",
        ),
        rx.el.span(
            entry["language"].to(str).upper(),
            class_name="mt-0.5 shrink-0 text-12 font-medium text-faint",
        ),
        key=entry["id"],
        on_click=do("edit", NAME, entry),
    )


def _validity(entry: rx.Var[dict[str, Any]]) -> rx.Var[str]:
    return ask("clock.validity", entry["valid_from"], entry["valid_until"])


def _form() -> rx.Component:
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
        rx.el.div(
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
        rx.el.input(
            type="hidden",
            name="category",
            value=value("category"),
            custom_attrs={"data-as": "nullable"},
        ),
        removed="Entry deleted",
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
