"""The list of entries with what narrows it."""

from typing import Any

import reflex as rx

from hotelbot_ui.browser import el
from hotelbot_ui.browser.bridge import ask, do, raw
from hotelbot_ui.browser.knowledge_views import FILTER, SUMMARY
from hotelbot_ui.browser.views import LISTS
from hotelbot_ui.components import faces
from hotelbot_ui.components.badge import badge
from hotelbot_ui.components.button import button
from hotelbot_ui.components.chip import choice
from hotelbot_ui.components.field import CONTROL
from hotelbot_ui.layouts.records import record, records
from hotelbot_ui.pages.knowledge.form import NAME


def entries() -> rx.Component:
    narrowed = (FILTER.shown != "all") | FILTER.q | FILTER.language | FILTER.category
    return el.fragment(
        _filters(),
        records(NAME, _row, nothing=rx.cond(narrowed, _nothing_fits(), _nothing())),
        rx.cond(
            LISTS[NAME]["next"],
            el.div(button("Show more", on_click=do("moreKnowledge")), class_name="pt-4"),
        ),
    )


def _filters() -> rx.Component:
    change = {"onChange": raw("onKnowledgeFilter")}
    return el.div(
        el.input(
            type="search",
            placeholder="Search the entries",
            aria_label="Search the entries",
            custom_attrs={"onChange": raw("onKnowledgeSearch")},
            class_name=f"h-8 min-w-40 flex-1 basis-40 pointer-coarse:h-10 {CONTROL}",
        ),
        choice(
            "Which entries",
            el.option("All entries", value="all"),
            el.option("Hold today", value="today"),
            el.option("Do not hold today", value="not_today"),
            el.option("To review", value="review"),
            name="shown",
            value=FILTER.shown,
            custom_attrs=change,
        ),
        choice(
            "Language",
            el.option("Every language", value=""),
            rx.foreach(
                SUMMARY.languages,
                lambda code: el.option(ask("clock.language", code), value=code, key=code),
            ),
            name="language",
            value=FILTER.language,
            custom_attrs=change,
        ),
        rx.cond(
            SUMMARY.categories.length() > 0,
            choice(
                "Category",
                el.option("Every category", value=""),
                rx.foreach(
                    SUMMARY.categories,
                    lambda one: el.option(one.name, value=one.name, key=one.name),
                ),
                name="category",
                value=FILTER.category,
                custom_attrs=change,
            ),
        ),
        rx.cond(
            SUMMARY.review > 0,
            el.span(
                badge("To review", glyph="calendar-clock", tone="notice"),
                SUMMARY.review,
                class_name="inline-flex items-center gap-1 text-13 figures",
            ),
        ),
        class_name="mb-4 flex flex-wrap items-center gap-2",
    )


def _nothing() -> rx.Component:
    return faces.empty(
        "book-open",
        "The AI knows nothing yet",
        "Start with what guests ask most: breakfast, check-out, Wi-Fi, parking.",
    )


def _nothing_fits() -> rx.Component:
    return faces.empty("search", "No entry fits", "Search for less, or show all entries.")


def _row(entry: rx.Var[dict[str, Any]]) -> rx.Component:
    return record(
        el.div(
            el.div(
                el.h2(entry["title"], dir="auto", class_name="truncate text-14 font-medium"),
                rx.cond(
                    entry["valid_today"] == False,  # noqa: E712 - a Var, compared in the browser
                    badge("Not today", glyph="calendar-days"),
                ),
                rx.cond(
                    entry["is_due"].bool(),
                    badge("To review", glyph="calendar-clock", tone="notice"),
                ),
                class_name="flex items-center gap-2",
            ),
            el.p(
                entry["text"], dir="auto", class_name="mt-1 line-clamp-2 text-14 text-quiet words"
            ),
            el.p(ask("act.aboutEntry", entry), class_name="mt-1 text-12 text-faint figures words"),
            class_name="min-w-0 flex-1",
        ),
        el.span(
            entry["language"].to(str).upper(),
            class_name="mt-0.5 shrink-0 text-12 font-medium text-faint",
        ),
        key=entry["id"],
        on_click=do("edit", NAME, entry),
    )
