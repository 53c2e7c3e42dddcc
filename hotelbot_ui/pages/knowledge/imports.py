"""Entries from a page or a file: choose it, see it read, then decide what becomes an entry."""

from typing import Any, Final

import reflex as rx

from backend.domain.permissions import Permission
from hotelbot_ui.browser import el
from hotelbot_ui.browser.bridge import ask, clock, do, put, raw
from hotelbot_ui.browser.knowledge_views import INTAKE, INTAKE_BUSY, INTAKE_ERROR, INTAKES
from hotelbot_ui.components import faces
from hotelbot_ui.components.button import button
from hotelbot_ui.components.field import CONTROL, form_error
from hotelbot_ui.components.icon import icon
from hotelbot_ui.design import knowledge_copy as copy
from hotelbot_ui.layouts.part import part
from hotelbot_ui.layouts.records import may, record
from hotelbot_ui.layouts.words import said
from hotelbot_ui.pages.knowledge.proposals import proposals

LANGUAGES: Final = ("en", "de", "es", "fr", "it", "ru", "pt", "nl", "pl", "tr", "uk")


def imports() -> rx.Component:
    return rx.cond(INTAKE, _opened(), _start())


def _start() -> rx.Component:
    return el.fragment(
        form_error(INTAKE_ERROR),
        rx.cond(may(Permission.CONTENT_WRITE.value), _choose()),
        el.h2("Earlier imports", class_name="mt-8 mb-2 text-16 font-semibold"),
        part(
            INTAKES,
            el.ul(rx.foreach(INTAKES["items"], _row), class_name="border-t border-line"),
            nothing=faces.empty(
                "file-input", "Nothing was imported yet", "Begin with the page your guests read."
            ),
            read="loadIntakes",
        ),
    )


def _choose() -> rx.Component:
    return el.form(
        el.div(
            el.label(
                el.span("Address of a page", class_name=_LABEL),
                el.input(
                    name="url",
                    type="url",
                    placeholder="https://",
                    required=True,
                    class_name=f"h-9 pointer-coarse:h-11 {CONTROL}",
                ),
                class_name="min-w-0 flex-1 basis-60",
            ),
            el.label(
                el.span("Its language", class_name=_LABEL),
                el.select(
                    *[el.option(ask("clock.language", code), value=code) for code in LANGUAGES],
                    name="language",
                    custom_attrs={"data-intake-language": "true"},
                    class_name=f"h-9 pointer-coarse:h-11 {CONTROL}",
                ),
            ),
            button("Read it", variant="primary", type="submit", disabled=INTAKE_BUSY),
            class_name="flex flex-wrap items-end gap-3",
        ),
        el.label(
            icon("file-input", "large", "text-faint"),
            el.span(
                rx.cond(INTAKE_BUSY, "Sending the file", "Or choose a file"),
                class_name="mt-2 text-14 font-medium",
            ),
            el.span(
                "PDF, CSV, Excel, HTML or text, up to 8 MiB. Nothing becomes an entry before you "
                "have seen it.",
                class_name="mt-1 max-w-80 text-13 text-faint text-balance",
            ),
            el.input(
                type="file",
                accept=".pdf,.csv,.xlsx,.html,.htm,.txt,.md",
                disabled=INTAKE_BUSY,
                custom_attrs={"onChange": raw("onKnowledgeFile"), "aria-label": "File of entries"},
                class_name="sr-only",
            ),
            class_name=(
                "flex cursor-pointer flex-col items-center rounded-panel border border-dashed "
                "border-line-strong p-6 text-center hover:bg-hover focus-within:border-accent"
            ),
        ),
        custom_attrs={"onSubmitCapture": raw("onKnowledgeAddress")},
        class_name="flex flex-col gap-4",
    )


_LABEL: Final = "mb-1 block text-13 font-medium text-quiet"


def _row(one: rx.Var[Any]) -> rx.Component:
    return record(
        el.div(
            el.p(one.source, class_name="truncate text-14 font-medium"),
            el.p(
                said(copy.STATES, one.state),
                " · ",
                clock("moment", one.created_at),
                rx.cond(one.by_name, el.fragment(" · ", one.by_name)),
                class_name="mt-1 text-13 text-faint figures",
            ),
            class_name="min-w-0 flex-1",
        ),
        rx.cond(
            one.found > 0,
            el.span(
                one.accepted,
                " of ",
                one.found,
                " accepted",
                class_name="shrink-0 text-13 text-faint figures",
            ),
        ),
        key=one.id,
        on_click=do("openIntake", one),
    )


def _opened() -> rx.Component:
    return el.fragment(
        el.div(
            button("All imports", variant="ghost", glyph="arrow-left", on_click=do("showIntakes")),
            el.p(INTAKE.source, class_name="min-w-0 flex-1 basis-60 truncate text-14 font-medium"),
            class_name="mb-4 flex flex-wrap items-center gap-3",
        ),
        rx.match(
            INTAKE.state,
            ("waiting", _under_way("Waiting for a worker")),
            ("reading", _under_way("Reading it")),
            ("failed", _failed()),
            (
                "unchanged",
                faces.empty(
                    "circle-check", "Nothing new", "It says what it said when it was last read."
                ),
            ),
            proposals(),
        ),
    )


def _under_way(words: str) -> rx.Component:
    return el.div(
        el.p(words, class_name="mb-2 text-14 text-quiet"),
        faces.loading_rows(3),
        role="status",
    )


def _failed() -> rx.Component:
    return el.div(
        icon("circle-alert", "large", "text-danger-text"),
        el.p("It could not be read", class_name="mt-3 text-14 font-medium"),
        el.p(said(copy.TROUBLES, INTAKE.trouble), class_name="mt-1 mb-4 text-13 text-quiet"),
        button("Choose another", on_click=put("intake", None)),
        role="alert",
        class_name="flex flex-col items-center p-8 text-center",
    )
