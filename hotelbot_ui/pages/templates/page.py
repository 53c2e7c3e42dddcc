"""Texts the hotel sends again and again: the list, and the one that is being written."""

from typing import Any, Final

import reflex as rx

from backend.domain.permissions import Permission
from hotelbot_ui.browser import el
from hotelbot_ui.browser.bridge import clock, do
from hotelbot_ui.browser.template_views import EDITOR, TEMPLATES
from hotelbot_ui.components import faces
from hotelbot_ui.components.button import button
from hotelbot_ui.layouts.part import part
from hotelbot_ui.layouts.records import may, record
from hotelbot_ui.layouts.staff import page
from hotelbot_ui.pages.templates.editor import editor
from hotelbot_ui.pages.templates.history import history_sheet
from hotelbot_ui.pages.templates.marks import state_icon

NAME: Final = "templates"


def templates_page() -> rx.Component:
    return page(
        NAME,
        "Templates",
        "Texts that triggers send. Words in double braces are filled in for each guest.",
        rx.match(
            EDITOR.face,
            ("closed", _list()),
            ("loading", faces.loading_rows(5)),
            ("failed", faces.failed(EDITOR.error, do("openTemplate", EDITOR.id))),
            editor(),
        ),
        history_sheet(),
        actions=(rx.cond(EDITOR.face == "closed", _add()),),
        starts=("startTemplates",),
    )


def _add() -> rx.Component:
    return rx.cond(
        may(Permission.CONTENT_WRITE.value),
        button("Add a template", variant="primary", glyph="plus", on_click=do("newTemplate")),
    )


def _list() -> rx.Component:
    return part(
        TEMPLATES,
        el.ul(rx.foreach(TEMPLATES["items"], _row), class_name="border-t border-line"),
        nothing=faces.empty(
            "message-square-text",
            "No templates",
            "A welcome on the first message is a good start.",
        ),
        read="loadTemplates",
        rows=4,
    )


def _row(template: rx.Var[Any]) -> rx.Component:
    uses = template.used_by.length()
    return record(
        el.div(
            el.h2(template.name, dir="auto", class_name="truncate text-14 font-medium"),
            el.p(
                template.languages[0].text,
                dir="auto",
                class_name="mt-1 line-clamp-2 text-14 text-quiet words",
            ),
            el.p(
                rx.cond(
                    uses == 0,
                    "Not used",
                    rx.cond(uses == 1, "Used by 1 trigger", f"Used by {uses} triggers"),
                ),
                " · ",
                rx.cond(
                    template.last_sent_at,
                    el.fragment("last sent ", clock("moment", template.last_sent_at)),
                    el.say("never sent"),
                ),
                class_name="mt-1 text-13 text-faint figures",
            ),
            class_name="min-w-0 flex-1",
        ),
        el.span(
            rx.foreach(
                template.languages,
                lambda one: el.span(
                    one.language.upper(),
                    state_icon(one.state),
                    class_name="inline-flex items-center gap-1",
                ),
            ),
            class_name=(
                "mt-0.5 flex max-w-28 shrink-0 flex-wrap justify-end gap-x-3 gap-y-1 text-12 "
                "font-medium text-faint tablet:max-w-60"
            ),
        ),
        key=template.id,
        on_click=do("openTemplate", template.id),
    )
