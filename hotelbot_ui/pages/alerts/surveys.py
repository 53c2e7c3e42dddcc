"""Surveys in the chat: their words, their cutoff, and what guests answered."""

from typing import Any, Final

import reflex as rx

from backend.domain.permissions import Permission
from hotelbot_ui.browser import el
from hotelbot_ui.browser.bridge import ask, do
from hotelbot_ui.components import faces
from hotelbot_ui.components.button import button
from hotelbot_ui.components.field import field, text_area
from hotelbot_ui.layouts.alert_tabs import alert_tabs
from hotelbot_ui.layouts.records import error, form_sheet, may, record, records, value
from hotelbot_ui.layouts.section import section
from hotelbot_ui.layouts.staff import page

NAME: Final = "surveys"
WRITE: Final = Permission.CONTENT_WRITE.value
LANGUAGES: Final = (("en", "English"), ("de", "German"), ("es", "Spanish"), ("ru", "Russian"))


def surveys_page() -> rx.Component:
    return page(
        "alerts",
        "Surveys",
        "Asked in the chat by a trigger, once a stay, and answered with a score from 1 to 5.",
        alert_tabs("surveys"),
        section(
            "Surveys",
            "A low score is a complaint at once; a better one is asked for a review, unless a "
            "complaint of the stay is open.",
            records(
                NAME,
                _survey,
                nothing=faces.empty(
                    "message-circle-question",
                    "No survey yet",
                    "Make one, then add the action Start a survey to a trigger.",
                ),
            ),
            _form(),
            action=rx.cond(
                may(WRITE),
                button("Add a survey", glyph="plus", on_click=do("edit", NAME, {"cutoff": 3})),
            ),
        ),
        loads=(NAME,),
    )


def _survey(one: rx.Var[dict[str, Any]]) -> rx.Component:
    counts = one["by_score"].to(list[int])
    return record(
        el.div(
            el.p(one["name"], dir="auto", class_name="truncate text-14 font-medium"),
            el.p(
                "Above the cutoff: ", ask("act.rated", one["good"]), class_name="text-13 text-quiet"
            ),
            el.p(
                *[
                    el.span(f"{score}: ", counts[score - 1], class_name="me-3")
                    for score in range(1, 6)
                ],
                class_name="mt-1 text-12 text-faint figures",
            ),
            class_name="min-w-0 flex-1",
        ),
        el.div(
            el.p(ask("act.score", one["average"]), class_name="text-16 font-semibold figures"),
            el.p(
                one["answered"], " of ", one["asked"], " answered", class_name="text-12 text-faint"
            ),
            class_name="text-end",
        ),
        key=one["id"],
        on_click=do("editAs", WRITE, NAME, one),
    )


def _form() -> rx.Component:
    texts = value("texts").to(dict[str, str])
    return form_sheet(
        NAME,
        "Add a survey",
        field(
            "name",
            "Name",
            error=error("name"),
            default_value=value("name"),
            required=True,
            auto_focus=True,
        ),
        field(
            "cutoff",
            "A complaint up to",
            reads_as="number",
            type="number",
            min=1,
            max=4,
            error=error("cutoff"),
            default_value=value("cutoff"),
            required=True,
        ),
        field(
            "review_url",
            "Where to ask for a review",
            reads_as="nullable",
            type="url",
            error=error("review_url"),
            default_value=value("review_url"),
            hint="https. Empty: nowhere.",
        ),
        *[
            text_area(
                f"texts.{code}",
                f"Question in {name}",
                error=error(f"texts.{code}"),
                reads_as="nullable",
                default_value=rx.cond(texts[code], texts[code], ""),
                hint="Empty: ours, which exists in eleven languages.",
            )
            for code, name in LANGUAGES
        ],
    )
