"""Two texts of the hotel that cannot both be right, side by side."""

from typing import Any

import reflex as rx

from backend.domain.permissions import Permission
from hotelbot_ui.browser import el
from hotelbot_ui.browser.bridge import clock, do
from hotelbot_ui.browser.knowledge_views import CLASHES, SCAN
from hotelbot_ui.components import faces
from hotelbot_ui.components.button import button
from hotelbot_ui.design import knowledge_copy as copy
from hotelbot_ui.layouts.chips import chip, chips
from hotelbot_ui.layouts.part import part
from hotelbot_ui.layouts.records import may
from hotelbot_ui.layouts.words import said

SHOWN = (
    ("open", "Open"),
    ("accepted", "To mend"),
    ("ignored", "Ignored"),
    ("mended", "Mended"),
)


def contradictions() -> rx.Component:
    return el.fragment(
        el.div(
            el.p(
                "Times, prices, phones and floors in entries, templates and colleagues' replies "
                "are compared after each save and once a day.",
                rx.cond(
                    SCAN.scanned_at,
                    el.span(
                        " Last compared ",
                        clock("moment", SCAN.scanned_at),
                        ": ",
                        SCAN.texts,
                        " texts.",
                        class_name="figures",
                    ),
                ),
                class_name="min-w-0 flex-1 basis-60 text-13 text-faint text-pretty",
            ),
            rx.cond(
                may(Permission.CONTENT_WRITE.value),
                button(
                    rx.cond(CLASHES.busy == "scan", "Comparing", "Compare now"),
                    glyph="rotate-cw",
                    on_click=do("compareNow"),
                    disabled=CLASHES.busy == "scan",
                ),
            ),
            class_name="mb-4 flex flex-wrap items-start gap-3",
        ),
        chips(
            *[
                chip(words, chosen=CLASHES.state == state, on_click=do("showClashes", state))
                for state, words in SHOWN
            ],
            label="Which contradictions",
        ),
        part(
            CLASHES,
            el.ul(rx.foreach(CLASHES["items"], _row), class_name="border-t border-line"),
            nothing=faces.empty(
                "circle-check", "Nothing here", "No two texts were found that disagree."
            ),
            read="loadClashes",
        ),
    )


def _row(one: rx.Var[Any]) -> rx.Component:
    return el.li(
        el.h2(
            said(copy.SUBJECTS, one.subject),
            ", ",
            said(copy.ASPECTS, one.aspect),
            class_name="text-14 font-medium",
        ),
        el.div(
            _side(one, "left"),
            _side(one, "right"),
            class_name="mt-2 grid grid-cols-1 gap-3 tablet:grid-cols-2",
        ),
        el.div(
            rx.cond(
                one.decided_by,
                el.span(
                    one.decided_by,
                    " · ",
                    clock("moment", one.decided_at),
                    class_name="text-12 text-faint figures",
                ),
            ),
            rx.cond(
                may(Permission.CONTENT_WRITE.value) & (one.state == "open"),
                button(
                    "Both may stand",
                    variant="ghost",
                    on_click=do("judgeClash", one, "ignore"),
                    disabled=CLASHES.busy == one.id,
                ),
            ),
            rx.cond(
                may(Permission.CONTENT_WRITE.value)
                & ((one.state == "ignored") | (one.state == "accepted")),
                button("Open it again", variant="ghost", on_click=do("judgeClash", one, "reopen")),
            ),
            class_name="mt-2 flex flex-wrap items-center gap-3",
        ),
        key=one.id,
        custom_attrs={"data-contradiction": one.id},
        class_name="border-b border-line py-4 last:border-b-0",
    )


def _side(one: rx.Var[Any], name: str) -> rx.Component:
    side = one.left if name == "left" else one.right
    return el.div(
        el.p(
            said(copy.TEXTS, side.kind),
            rx.cond(side.title, el.fragment(" · ", side.title)),
            class_name="text-12 text-faint words",
        ),
        el.p(side.quote, dir="auto", class_name="mt-1 text-14 words"),
        rx.cond(
            may(Permission.CONTENT_WRITE.value) & (one.state == "open"),
            button(
                "This one is right",
                on_click=do("judgeClash", one, name),
                disabled=CLASHES.busy == one.id,
                class_name="mt-3",
            ),
        ),
        class_name="rounded-control bg-sunken p-3",
    )
