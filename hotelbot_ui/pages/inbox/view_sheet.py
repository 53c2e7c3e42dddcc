"""Every view of the inbox, what narrows it, and the ones a colleague keeps."""

import reflex as rx

from backend.domain.permissions import Permission
from hotelbot_ui.browser import el
from hotelbot_ui.browser.bridge import do, put, raw
from hotelbot_ui.browser.views import (
    COLLEAGUES,
    COUNTS,
    LABELS,
    NARROWED,
    SAVED_VIEWS,
    SESSION,
    SHEET,
    STATUS,
    TEAMS,
    VIEW_ID,
    SavedViewRow,
)
from hotelbot_ui.components.button import button, icon_button, text_button
from hotelbot_ui.components.chip import choice
from hotelbot_ui.components.field import CONTROL
from hotelbot_ui.components.icon import icon
from hotelbot_ui.components.sheet import sheet
from hotelbot_ui.design import inbox_copy
from hotelbot_ui.layouts.records import may


def view_sheet() -> rx.Component:
    return rx.cond(
        SHEET == "views",
        sheet(
            "Views",
            el.div(
                el.ul(
                    *[_view(key, words) for key, words in inbox_copy.VIEWS + inbox_copy.STATUSES]
                ),
                _saved(),
                _narrow(),
                rx.cond(may(Permission.INBOX_READ.value) & SESSION.staff_id.bool(), _keep()),
                class_name="flex flex-col gap-8 px-6 pb-8",
            ),
            on_close=put("sheet", None),
        ),
    )


_LINE = (
    "flex w-full items-center gap-3 rounded-control px-3 py-2 text-start text-14 inset-focus "
    "pointer-coarse:min-h-11"
)


def _view(key: str, words: str) -> rx.Component:
    chosen = (STATUS == key) & ~VIEW_ID.bool()
    return el.li(
        el.button(
            icon(inbox_copy.VIEW_GLYPHS[key], class_name="text-faint"),
            words,
            el.span(COUNTS[key], class_name="ms-auto text-13 text-faint figures"),
            type="button",
            on_click=[do("setStatus", key), put("sheet", None)],
            custom_attrs={"data-view": key, "aria-pressed": rx.cond(chosen, "true", "false")},
            class_name=rx.cond(chosen, f"{_LINE} bg-selected", f"{_LINE} hover:bg-hover"),
        )
    )


def _saved() -> rx.Component:
    return el.section(
        el.h3("Kept views", class_name="mb-2 text-12 font-medium text-faint"),
        rx.cond(
            SAVED_VIEWS.length() > 0,
            el.ul(rx.foreach(SAVED_VIEWS, _saved_line)),
            el.p("None yet. Narrow the list below and keep it.", class_name="text-13 text-faint"),
        ),
    )


def _saved_line(view: rx.Var[SavedViewRow]) -> rx.Component:
    chosen = VIEW_ID == view.id
    return el.li(
        el.button(
            icon("bookmark", class_name="text-faint"),
            el.span(view.name, dir="auto", class_name="truncate"),
            rx.cond(view.shared, el.span("shared", class_name="text-12 text-faint")),
            el.span(COUNTS.saved[view.id], class_name="ms-auto text-13 text-faint figures"),
            type="button",
            on_click=do("openSavedView", view),
            custom_attrs={"data-saved-view": view.id},
            class_name=rx.cond(chosen, f"{_LINE} bg-selected", f"{_LINE} hover:bg-hover"),
        ),
        rx.cond(
            view.mine, icon_button("trash-2", "Remove this view", on_click=do("removeView", view))
        ),
        key=view.id,
        class_name="flex items-center gap-1",
    )


def _narrow() -> rx.Component:
    people = rx.foreach(COLLEAGUES, lambda p: el.option(p.name, value=p.id, key=p.id))
    teams = rx.foreach(TEAMS, lambda t: el.option(t.name, value=t.id, key=t.id))
    labels = rx.foreach(LABELS, lambda one: el.option(one.name, value=one.id, key=one.id))
    priorities = el.fragment(
        *[
            el.option(words, value=key)
            for key, (_, words, _) in reversed(inbox_copy.PRIORITIES.items())
        ]
    )
    return el.section(
        el.h3("Only those", class_name="mb-2 text-12 font-medium text-faint"),
        el.div(
            _only("label_id", "Any label", labels),
            _only("assignee_id", "Anybody's", people),
            _only("team_id", "Any team", teams),
            _only("priority", "Any priority", priorities),
            class_name="grid grid-cols-2 gap-2",
        ),
        text_button("Show all again", on_click=do("setStatus", "open"), class_name="mt-2 text-13"),
    )


def _only(name: str, anything: str, options: rx.Component) -> rx.Component:
    held = NARROWED[name]
    return choice(
        anything,
        el.option(anything, value=""),
        options,
        name=name,
        value=rx.cond(held, held.to(str), ""),
        custom_attrs={"onChange": raw("onNarrow")},
    )


def _keep() -> rx.Component:
    return el.form(
        el.h3("Keep this view", class_name="text-12 font-medium text-faint"),
        el.input(
            name="name",
            required=True,
            max_length=100,
            aria_label="Name of the view",
            placeholder="Its name",
            auto_complete="off",
            class_name=f"h-9 pointer-coarse:h-11 {CONTROL}",
        ),
        el.label(
            el.input(type="checkbox", name="shared"),
            "Show it to everybody in this hotel",
            class_name="flex items-center gap-2 text-13",
        ),
        button("Keep", type="submit"),
        custom_attrs={"onSubmitCapture": raw("onSaveView")},
        class_name="flex flex-col items-start gap-3",
    )
