"""Everything an entry ever said, who said it, and the way back."""

from typing import Any

import reflex as rx

from backend.domain.permissions import Permission
from hotelbot_ui.browser import el
from hotelbot_ui.browser.bridge import clock, do, put
from hotelbot_ui.browser.knowledge_views import FACT_CHANGES, FACT_VERSIONS
from hotelbot_ui.browser.views import SHEET
from hotelbot_ui.components.button import button
from hotelbot_ui.components.sheet import sheet
from hotelbot_ui.layouts.part import part
from hotelbot_ui.layouts.records import may


def fact_history() -> rx.Component:
    return rx.cond(
        SHEET == "fact-history",
        sheet(
            "What it said before",
            el.div(
                rx.cond(FACT_CHANGES, _changes()),
                part(
                    FACT_VERSIONS,
                    el.ul(rx.foreach(FACT_VERSIONS["items"], _version)),
                    nothing=el.p("Nothing was saved yet.", class_name="text-13 text-faint"),
                    read="loadFactVersions",
                    rows=3,
                ),
                class_name="flex flex-col gap-5 px-6 pb-8",
            ),
            on_close=put("sheet", ""),
        ),
    )


def _changes() -> rx.Component:
    newest = FACT_VERSIONS["items"].to(list[dict[str, Any]])[0]["version"]
    return el.section(
        el.h3("Version ", FACT_CHANGES.version, class_name="text-14 font-medium figures"),
        el.div(
            el.p(rx.foreach(FACT_CHANGES.title, _part), class_name="mb-1 font-medium"),
            el.p(rx.foreach(FACT_CHANGES.text, _part)),
            dir="auto",
            aria_label="What changed",
            role="figure",
            class_name="rounded-control bg-sunken p-3 text-14 whitespace-pre-wrap words",
        ),
        el.ul(
            rx.foreach(
                FACT_CHANGES.fields,
                lambda one: el.li(
                    one.name.replace("_", " "),
                    ": ",
                    el.given(one.before, "nothing"),
                    " → ",
                    el.given(one.after, "nothing"),
                    key=one.name,
                ),
            ),
            class_name="text-13 text-faint words",
        ),
        rx.cond(
            may(Permission.CONTENT_WRITE.value) & (FACT_CHANGES.version != newest.to(int)),
            button(
                "Bring it back",
                glyph="undo-2",
                on_click=do("restoreFact", FACT_CHANGES.version),
                class_name="self-start",
            ),
        ),
        class_name="flex flex-col gap-3",
    )


def _part(one: rx.Var[Any]) -> rx.Component:
    return rx.match(
        one.kind,
        ("added", el.ins(one.text, class_name="bg-good-soft text-good-text")),
        ("removed", el.del_(one.text, class_name="bg-danger-soft text-danger-text")),
        el.span(one.text),
    )


def _version(one: rx.Var[Any]) -> rx.Component:
    return el.li(
        el.button(
            el.span("Version ", one.version, class_name="text-13 font-medium figures"),
            el.span(
                rx.cond(one.made_by, el.fragment(one.made_by, " · ")),
                clock("moment", one.made_at),
                class_name="text-12 text-faint figures",
            ),
            el.span(one.text, dir="auto", class_name="line-clamp-2 text-13 text-quiet words"),
            type="button",
            on_click=do("compareFact", one.version),
            class_name=(
                "-mx-3 flex w-full min-w-0 flex-col gap-1 rounded-control px-3 py-2 text-start "
                "hover:bg-hover inset-focus"
            ),
        ),
        key=one.version,
        class_name="border-b border-line last:border-b-0",
    )
