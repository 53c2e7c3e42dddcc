"""What an import proposes, beside what the hotel's entries say: accept, change, replace or skip."""

from typing import Any

import reflex as rx

from backend.domain.permissions import Permission
from hotelbot_ui.browser import el
from hotelbot_ui.browser.bridge import ask, do
from hotelbot_ui.browser.knowledge_views import INTAKE, INTAKE_BUSY, PROPOSALS
from hotelbot_ui.components import faces
from hotelbot_ui.components.badge import badge
from hotelbot_ui.components.button import button
from hotelbot_ui.components.field import CONTROL
from hotelbot_ui.components.icon import icon
from hotelbot_ui.design import knowledge_copy as copy
from hotelbot_ui.layouts.links import SAVES
from hotelbot_ui.layouts.part import more, part
from hotelbot_ui.layouts.records import may


def proposals() -> rx.Component:
    return el.fragment(
        el.div(
            el.p(
                f"{INTAKE.found} proposed, {INTAKE.accepted} accepted, {INTAKE.skipped} skipped",
                role="status",
                class_name="min-w-0 flex-1 basis-60 text-13 text-faint figures",
            ),
            rx.cond(
                may(Permission.CONTENT_WRITE.value) & (INTAKE.state == "ready"),
                el.fragment(
                    button(
                        "Accept all without a mark",
                        on_click=do("decideAll", "accept"),
                        disabled=INTAKE_BUSY,
                    ),
                    button("Skip the rest", on_click=do("decideAll", "skip"), disabled=INTAKE_BUSY),
                ),
            ),
            el.a(
                icon("download", "small"),
                "Report",
                href=ask("act.intakeReport", INTAKE.id),
                custom_attrs=SAVES,
                class_name="inline-flex items-center gap-1.5 text-13 font-medium text-accent-text",
            ),
            class_name="mb-4 flex flex-wrap items-center gap-3",
        ),
        part(
            PROPOSALS,
            el.ul(rx.foreach(PROPOSALS["items"], _row), class_name="border-t border-line"),
            nothing=faces.empty("circle-check", "Nothing to decide", "No entry was proposed."),
            read="loadProposals",
        ),
        more(PROPOSALS, "moreProposals"),
    )


def _row(one: rx.Var[Any]) -> rx.Component:
    return el.li(
        el.div(
            rx.match(
                one.mark,
                *[
                    (name, badge(words, glyph=glyph, tone=tone))
                    for name, (glyph, words, tone) in copy.MARKS.items()
                ],
                badge("New", glyph="plus", tone="good"),
            ),
            rx.match(
                one.state,
                ("accepted", badge("Accepted", glyph="check", tone="good")),
                ("skipped", badge("Skipped", glyph="ban")),
                el.fragment(),
            ),
            rx.cond(one.decided_by, el.span(one.decided_by, class_name="text-12 text-faint")),
            class_name="mb-2 flex flex-wrap items-center gap-2",
        ),
        rx.cond(one.state == "proposed", _open(one), _decided(one)),
        key=one.number,
        id=f"proposal-{one.number}",
        aria_label=one.title,
        class_name="border-b border-line py-4 last:border-b-0",
    )


def _decided(one: rx.Var[Any]) -> rx.Component:
    return el.div(
        el.p(one.title, dir="auto", class_name="truncate text-14 text-quiet"),
        rx.cond(
            (one.state == "skipped") & may(Permission.CONTENT_WRITE.value),
            button(
                "Decide again",
                variant="ghost",
                on_click=do("decideProposal", one.number, "reopen"),
            ),
        ),
        class_name="flex items-center justify-between gap-3",
    )


def _open(one: rx.Var[Any]) -> rx.Component:
    return el.div(
        el.div(
            el.input(
                name="title",
                default_value=one.title,
                aria_label="Title",
                dir="auto",
                max_length=120,
                class_name=f"h-9 font-medium {CONTROL}",
            ),
            el.textarea(
                name="text",
                default_value=one.text,
                aria_label="What is true",
                dir="auto",
                max_length=4000,
                class_name=f"mt-2 min-h-28 resize-y py-2 {CONTROL}",
            ),
        ),
        rx.cond(one.twin_title, _twin(one), el.div()),
        rx.cond(
            may(Permission.CONTENT_WRITE.value),
            el.div(
                button(
                    "Accept",
                    variant="primary",
                    glyph="check",
                    on_click=do("decideProposal", one.number, "accept"),
                ),
                rx.cond(
                    one.twin_title,
                    button(
                        "Replace the entry", on_click=do("decideProposal", one.number, "replace")
                    ),
                ),
                button("Skip", variant="ghost", on_click=do("decideProposal", one.number, "skip")),
                class_name="flex flex-wrap gap-2 tablet:col-span-2",
            ),
        ),
        class_name="grid grid-cols-1 gap-3 tablet:grid-cols-2",
    )


def _twin(one: rx.Var[Any]) -> rx.Component:
    return el.div(
        el.p("The entry says", class_name="mb-1 text-12 text-faint"),
        el.p(one.twin_title, dir="auto", class_name="text-14 font-medium words"),
        el.p(
            one.twin_text,
            dir="auto",
            class_name="mt-1 line-clamp-6 text-14 text-quiet whitespace-pre-wrap words",
        ),
        class_name="rounded-control bg-sunken p-3",
    )
