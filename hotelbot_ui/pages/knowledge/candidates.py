"""What colleagues answered in conversations that are resolved, and no entry held."""

import reflex as rx

from backend.domain.permissions import Permission
from backend.features.candidates.schemas import CandidateView
from hotelbot_ui import routes
from hotelbot_ui.browser import el
from hotelbot_ui.browser.bridge import clock, do
from hotelbot_ui.browser.knowledge_views import CANDIDATES
from hotelbot_ui.components import faces
from hotelbot_ui.components.badge import badge
from hotelbot_ui.components.button import button
from hotelbot_ui.design import help_copy
from hotelbot_ui.layouts.part import more, part
from hotelbot_ui.layouts.records import may
from hotelbot_ui.layouts.words import said


def candidates() -> rx.Component:
    return el.section(
        el.h2("Answered by colleagues", class_name="text-16 font-semibold"),
        el.p(
            "From resolved conversations: what people answered and no entry holds yet, without "
            "names. Each may become an entry.",
            class_name="mt-1 mb-4 text-14 text-quiet",
        ),
        part(
            CANDIDATES,
            el.ul(rx.foreach(CANDIDATES["items"], _row), class_name="border-t border-line"),
            nothing=faces.empty(
                "circle-check", "Nothing to learn", "What colleagues answered is known already."
            ),
            read="loadCandidates",
        ),
        more(CANDIDATES, "moreCandidates"),
        aria_label="Answered by colleagues",
        class_name="mt-12",
    )


def _row(one: rx.Var[CandidateView]) -> rx.Component:
    return el.li(
        el.div(
            el.a(
                one.question,
                href=f"{routes.INBOX}?c=" + one.conversation_id.to(str),
                dir="auto",
                class_name="text-14 font-medium underline-offset-2 hover:underline words",
            ),
            el.p(clock("moment", one.found_at), class_name="mt-1 text-13 text-faint figures"),
            el.div(
                el.p(
                    rx.cond(one.answered_by, el.fragment(one.answered_by, ": ")),
                    one.answer,
                    dir="auto",
                    class_name="line-clamp-4 text-14 text-quiet words",
                ),
                rx.cond(
                    one.contradicts,
                    el.p(
                        badge("Contradicts an entry", glyph="triangle-alert", tone="warning"),
                        " ",
                        el.span(one.contradicts.to(str), dir="auto"),
                        class_name="mt-1 text-13 words",
                    ),
                ),
                class_name="mt-2 border-s-2 border-line ps-3",
            ),
            rx.cond(
                CANDIDATES.refused == one.id.to(str),
                el.p(
                    said(help_copy.REFUSED, CANDIDATES.outcome),
                    rx.cond(
                        CANDIDATES.detail,
                        el.fragment(": ", el.q(CANDIDATES.detail, dir="auto")),
                    ),
                    role="alert",
                    class_name="mt-2 text-13 text-warning-text words",
                ),
            ),
            class_name="min-w-0 flex-1 basis-72",
        ),
        rx.cond(may(Permission.CONTENT_WRITE.value), _buttons(one)),
        key=one.id,
        custom_attrs={"data-candidate": one.id},
        class_name="flex flex-wrap items-start gap-4 border-b border-line py-4 last:border-b-0",
    )


def _buttons(one: rx.Var[CandidateView]) -> rx.Component:
    busy = CANDIDATES.busy == one.id.to(str)
    return el.div(
        button(
            rx.cond(busy, "The AI is writing", "Word it"),
            glyph="sparkles",
            title="The AI words it as an entry. Nothing is saved before you save it.",
            disabled=busy,
            on_click=do("wordCandidate", one),
        ),
        button("Make it an entry", on_click=do("writeFromCandidate", one)),
        button("Not needed", variant="ghost", on_click=do("dismissCandidate", one.id)),
        class_name="flex shrink-0 flex-wrap items-center gap-1",
    )
