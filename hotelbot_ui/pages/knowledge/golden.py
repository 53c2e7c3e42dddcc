"""Golden questions: what they want, who approved them, and what the last run made of them."""

from typing import Any, Final

import reflex as rx

from backend.domain.permissions import Permission
from hotelbot_ui.browser import el
from hotelbot_ui.browser.bridge import ask, do
from hotelbot_ui.browser.golden_views import BUSY, GATE, STATE
from hotelbot_ui.components import faces
from hotelbot_ui.components.badge import badge
from hotelbot_ui.components.button import button
from hotelbot_ui.components.field import field, select, text_area
from hotelbot_ui.design import golden_copy as copy
from hotelbot_ui.layouts.chips import chip, chips
from hotelbot_ui.layouts.records import error, form_sheet, may, record, records, value
from hotelbot_ui.layouts.words import said
from hotelbot_ui.pages.knowledge.golden_report import last_run

QUESTIONS: Final = "golden/questions"


def golden() -> rx.Component:
    return el.fragment(
        el.div(
            el.p(
                "These questions are asked before a change of an entry reaches guests. A change "
                "that makes one of them worse waits for a manager.",
                class_name="min-w-0 flex-1 basis-60 text-13 text-faint text-pretty",
            ),
            rx.cond(may(Permission.CONTENT_WRITE.value), _actions()),
            class_name="mb-4 flex flex-wrap items-start gap-3",
        ),
        rx.cond(
            GATE.approved == 0,
            el.p(
                badge("Nothing is checked", glyph="shield-off", tone="warning"),
                el.span(
                    "No question is approved, so that every change reaches guests at once.",
                    class_name="text-13 text-quiet",
                ),
                role="status",
                class_name="mb-4 flex flex-wrap items-center gap-2",
            ),
        ),
        rx.cond(GATE.last_run, last_run()),
        chips(
            chip(
                "Approved",
                chosen=STATE == "approved",
                on_click=do("listGolden", "approved"),
                number=GATE.approved,
            ),
            chip(
                "Proposed",
                chosen=STATE == "proposed",
                on_click=do("listGolden", "proposed"),
                number=GATE.proposed,
            ),
            chip("Put aside", chosen=STATE == "put_aside", on_click=do("listGolden", "put_aside")),
            label="Which golden questions",
        ),
        records(QUESTIONS, _row, nothing=_nothing()),
        _form(),
    )


def _actions() -> rx.Component:
    new = do("editGolden", {"language": "en", "expects": "answered"})
    return el.div(
        button("Propose questions", on_click=do("suggestGolden"), disabled=BUSY == "suggest"),
        button("Write a question", glyph="plus", on_click=new),
        rx.cond(
            GATE.approved > 0,
            button(
                "Ask them now",
                glyph="rotate-cw",
                on_click=do("askGolden"),
                disabled=BUSY == "ask",
            ),
        ),
        class_name="flex flex-wrap gap-2",
    )


def _nothing() -> rx.Component:
    return rx.match(
        STATE,
        (
            "proposed",
            faces.empty(
                "list-checks",
                "Nothing is proposed",
                "Propose questions from the starter set and from what your guests asked.",
            ),
        ),
        ("put_aside", faces.empty("list-checks", "Nothing was put aside", "")),
        faces.empty(
            "list-checks",
            "No question is approved yet",
            "Propose some, read them, and approve those that must always be answered rightly.",
        ),
    )


def _row(one: rx.Var[dict[str, Any]]) -> rx.Component:
    return record(
        el.div(
            el.p(one["text"].to(str), dir="auto", class_name="text-14 font-medium words"),
            el.p(
                said(copy.EXPECTS, one["expects"].to(str)),
                " · ",
                ask("clock.language", one["language"]),
                " · ",
                said(copy.ORIGINS, one["origin"].to(str)),
                class_name="mt-1 text-12 text-faint",
            ),
            rx.cond(
                one["facts"].to(list[str]).length() > 0,
                el.p(
                    "Must name: ",
                    one["facts"].to(list[str]).join(", "),
                    class_name="mt-1 text-13 text-quiet figures words",
                ),
                rx.cond(
                    one["expects"] == "answered",
                    el.p(
                        "Names no fact: an answer with a wrong hour or price passes.",
                        class_name="mt-1 text-13 text-warning-text text-pretty",
                    ),
                ),
            ),
            _standing(one),
            class_name="min-w-0 flex-1",
        ),
        rx.cond(may(Permission.CONTENT_WRITE.value), _decide(one)),
        key=one["id"],
    )


def _standing(one: rx.Var[dict[str, Any]]) -> rx.Component:
    return rx.cond(
        one["state"] == "approved",
        el.p(
            rx.match(
                one["stood"],
                (True, badge("Stands", glyph="check", tone="good")),
                (False, badge("Does not stand", glyph="x", tone="warning")),
                badge("Not asked yet", glyph="clock"),
            ),
            class_name="mt-2",
        ),
    )


def _decide(one: rx.Var[dict[str, Any]]) -> rx.Component:
    busy = BUSY == one["id"].to(str)
    approve = do("decideGolden", one["id"], "approve")
    aside = do("decideGolden", one["id"], "put-aside")
    return el.div(
        rx.cond(
            one["state"] == "approved",
            el.fragment(),
            button("Approve", on_click=approve, disabled=busy),
        ),
        button("Change", variant="ghost", on_click=do("editGolden", one)),
        rx.cond(
            one["state"] == "put_aside",
            el.fragment(),
            button("Put aside", variant="ghost", on_click=aside, disabled=busy),
        ),
        class_name="flex shrink-0 flex-col items-end gap-1 tablet:flex-row",
    )


def _form() -> rx.Component:
    return form_sheet(
        QUESTIONS,
        "New golden question",
        text_area(
            "text",
            "What a guest asks",
            error=error("text"),
            hint="As a guest would write it, without a name or a room.",
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
        select(
            "expects",
            "What is wanted",
            list(copy.EXPECTS.items()),
            default_value=value("expects"),
        ),
        text_area(
            "facts",
            "What the answer must name",
            error=error("facts"),
            hint="One a line: 7:00, 22 EUR, the name of the network.",
            reads_as="lines",
            default_value=value("facts"),
        ),
    )
