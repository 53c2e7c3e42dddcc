"""The sheet behind an answer of the AI: sentences with their fact sheets, and what was left out."""

import reflex as rx

from backend.features.turns.evidence_views import DroppedView, SentenceView, SourceView
from hotelbot_ui import routes
from hotelbot_ui.browser import el
from hotelbot_ui.browser.bridge import do, put
from hotelbot_ui.browser.views import EVIDENCE, SHEET
from hotelbot_ui.components import faces
from hotelbot_ui.components.badge import badge
from hotelbot_ui.components.sheet import sheet
from hotelbot_ui.design import copy
from hotelbot_ui.layouts.words import said


def evidence_sheet() -> rx.Component:
    return rx.cond(
        SHEET == "evidence",
        sheet(
            "What this answer stands on",
            el.div(
                rx.match(
                    EVIDENCE.face,
                    ("ready", _ready()),
                    (
                        "empty",
                        faces.empty(
                            "book-open",
                            "No fact sheet was used",
                            "A fixed text went out, without the AI.",
                        ),
                    ),
                    ("failed", faces.failed(EVIDENCE.error, do("loadEvidence"))),
                    faces.loading_rows(3),
                ),
                class_name="px-6 pb-8",
            ),
            on_close=put("sheet", None),
        ),
    )


def _ready() -> rx.Component:
    return el.fragment(
        rx.cond(
            EVIDENCE.reason,
            el.p(
                "A colleague was called: ",
                said(copy.HANDED_OVER, EVIDENCE.reason),
                ".",
                class_name="mb-4 text-13 text-quiet",
            ),
        ),
        el.ul(rx.foreach(EVIDENCE.kept, _kept), class_name="flex flex-col gap-5"),
        rx.cond(
            EVIDENCE.dropped.length() > 0,
            el.section(
                el.h3("Left out", class_name="mb-2 text-13 font-semibold text-warning-text"),
                el.p(
                    "The guest did not get these sentences.", class_name="mb-3 text-13 text-faint"
                ),
                el.ul(rx.foreach(EVIDENCE.dropped, _dropped), class_name="flex flex-col gap-5"),
                aria_label="Left out",
                class_name="mt-6 border-t border-line pt-5",
            ),
        ),
    )


def _kept(one: rx.Var[SentenceView]) -> rx.Component:
    return el.li(
        el.p(one.text, dir="auto", class_name="text-15 text-words words"),
        rx.foreach(one.sources, _source),
    )


def _dropped(one: rx.Var[DroppedView]) -> rx.Component:
    return el.li(
        el.p(one.text, dir="auto", class_name="text-15 text-quiet line-through words"),
        el.p(
            said(copy.DROPPED, one.why),
            rx.cond(one.claim, el.fragment(": ", el.q(one.claim))),
            ".",
            class_name="mt-1 text-13 text-warning-text",
        ),
        rx.foreach(one.sources, _source),
        custom_attrs={"data-dropped": one.why},
    )


def _source(one: rx.Var[SourceView]) -> rx.Component:
    return el.div(
        el.div(
            el.a(
                one.title,
                href=f"{routes.KNOWLEDGE}?open=" + one.id.to(str),
                class_name="text-13 font-medium underline-offset-2 hover:underline",
            ),
            rx.cond(
                one.text & ~one.valid_today,
                badge("Not valid today", glyph="calendar-x", tone="warning"),
            ),
            class_name="flex flex-wrap items-center gap-2",
        ),
        rx.cond(
            one.text,
            el.p(one.text, dir="auto", class_name="mt-1 text-13 text-quiet words"),
            el.p("This fact sheet was deleted.", class_name="mt-1 text-13 text-faint"),
        ),
        class_name="mt-2 rounded-panel border border-line bg-sunken px-3 py-2",
    )
