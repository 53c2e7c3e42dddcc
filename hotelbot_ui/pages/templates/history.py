"""Every version of a text: who saved it, what it changed, and the way back to it."""

from typing import Any

import reflex as rx

from backend.domain.permissions import Permission
from hotelbot_ui.browser import el
from hotelbot_ui.browser.bridge import ask, clock, do, put, raw
from hotelbot_ui.browser.template_views import CHANGES, EDITOR, VERSIONS
from hotelbot_ui.browser.views import SHEET
from hotelbot_ui.components.badge import badge
from hotelbot_ui.components.button import button
from hotelbot_ui.components.field import CONTROL, form_error
from hotelbot_ui.components.sheet import sheet
from hotelbot_ui.layouts.part import more, part
from hotelbot_ui.layouts.records import may


def history_sheet() -> rx.Component:
    return rx.cond(
        SHEET == "template_history",
        sheet(
            rx.Var.create("Versions in ") + ask("clock.language", EDITOR.language),
            el.div(
                rx.cond(CHANGES, _changes()),
                part(
                    VERSIONS,
                    el.ul(rx.foreach(VERSIONS["items"], _version)),
                    nothing=el.p("Nothing was saved yet.", class_name="text-13 text-faint"),
                    read="loadHistory",
                    rows=3,
                ),
                more(VERSIONS, "moreVersions"),
                class_name="flex flex-col gap-5 px-6 pb-8",
            ),
            on_close=put("sheet", ""),
        ),
    )


def _changes() -> rx.Component:
    newest = EDITOR.current.version
    return el.section(
        el.div(
            el.h3("Version ", CHANGES.version, class_name="text-14 font-medium figures"),
            el.label(
                el.span("compared with ", class_name="shrink-0 text-13 text-faint"),
                el.select(
                    el.option("nothing", value="0"),
                    rx.foreach(
                        VERSIONS["items"],
                        lambda one: el.option(
                            "version ", one.version, value=one.version.to_string()
                        ),
                    ),
                    value=CHANGES.since.to_string(),
                    aria_label="Compared with",
                    custom_attrs={"onChange": raw("onSince"), "data-version": CHANGES.version},
                    class_name=f"h-8 pointer-coarse:h-10 {CONTROL}",
                ),
                class_name="flex items-center gap-2",
            ),
            class_name="flex flex-wrap items-center justify-between gap-2",
        ),
        form_error(CHANGES.error),
        el.p(
            rx.foreach(CHANGES.parts, _part),
            dir="auto",
            aria_label="What changed",
            role="figure",
            class_name="rounded-control bg-sunken p-3 text-14 whitespace-pre-wrap words",
        ),
        rx.cond(
            may(Permission.CONTENT_WRITE.value) & (CHANGES.version != newest),
            button(
                "Bring it back",
                glyph="undo-2",
                on_click=do("restoreVersion", CHANGES.version),
                class_name="self-start",
            ),
        ),
        class_name="flex flex-col gap-3",
    )


def _part(part_: rx.Var[Any]) -> rx.Component:
    return rx.match(
        part_.kind,
        ("added", el.ins(part_.text, class_name="bg-good-soft text-good-text")),
        ("removed", el.del_(part_.text, class_name="bg-danger-soft text-danger-text")),
        el.span(part_.text),
    )


def _version(one: rx.Var[Any]) -> rx.Component:
    shape = (
        "-mx-3 flex w-full min-w-0 flex-col gap-1 rounded-control px-3 py-2 text-start "
        "hover:bg-hover inset-focus"
    )
    return el.li(
        el.button(
            el.span(
                el.span("Version ", one.version, class_name="text-13 font-medium figures"),
                rx.cond(one.is_sent, badge("Guests get it", glyph="send", tone="good")),
                rx.cond(
                    one.origin == "machine",
                    badge("Machine", glyph="languages", tone="warning"),
                ),
                rx.cond(
                    one.restored_from,
                    el.span("from version ", one.restored_from, class_name="text-12 text-faint"),
                ),
                class_name="flex flex-wrap items-center gap-2",
            ),
            el.span(
                rx.cond(one.made_by, el.fragment(one.made_by, " · ")),
                clock("moment", one.made_at),
                rx.cond(
                    one.reviewed_at,
                    el.fragment(
                        " · reviewed",
                        rx.cond(one.reviewed_by, el.fragment(" by ", one.reviewed_by)),
                    ),
                ),
                class_name="text-12 text-faint figures",
            ),
            el.span(one.text, dir="auto", class_name="line-clamp-2 text-13 text-quiet words"),
            type="button",
            on_click=do("chooseVersion", one.version),
            class_name=rx.cond(
                CHANGES & (CHANGES.version == one.version), f"{shape} bg-selected", shape
            ),
        ),
        key=one.version,
        class_name="border-b border-line last:border-b-0",
    )
