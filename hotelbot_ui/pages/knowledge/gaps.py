"""What guests asked and no fact sheet held: where the next one is wanted."""

from typing import Any, Final

import reflex as rx

from backend.domain.permissions import Permission
from hotelbot_ui import routes
from hotelbot_ui.browser import el
from hotelbot_ui.browser.bridge import clock, do
from hotelbot_ui.components import faces
from hotelbot_ui.components.badge import badge
from hotelbot_ui.components.button import button
from hotelbot_ui.design import copy
from hotelbot_ui.layouts.records import may, record, records
from hotelbot_ui.layouts.words import said

GAPS: Final = "knowledge/gaps"


def gaps() -> rx.Component:
    return el.section(
        el.h2("Asked and not answered", class_name="text-16 font-semibold"),
        el.p(
            "The last 50 questions that the AI gave to a colleague for want of a fact sheet.",
            class_name="mt-1 mb-4 text-14 text-quiet",
        ),
        records(
            GAPS,
            _row,
            nothing=faces.empty(
                "circle-check", "Nothing is missing", "Every question so far had its fact sheet."
            ),
        ),
        aria_label="Asked and not answered",
        class_name="mt-12",
    )


def _row(gap: rx.Var[dict[str, Any]]) -> rx.Component:
    suggested = gap["suggested"].to(dict[str, Any])
    return record(
        el.div(
            el.a(
                gap["question"].to(str),
                href=f"{routes.INBOX}?c=" + gap["conversation_id"].to(str),
                dir="auto",
                class_name="text-14 font-medium underline-offset-2 hover:underline words",
            ),
            el.p(
                gap["guest_name"].to(str),
                ", ",
                clock("moment", gap["asked_at"]),
                ": ",
                said(copy.HANDED_OVER, gap["reason"].to(str)),
                class_name="mt-1 text-13 text-faint figures",
            ),
            rx.cond(suggested["text"], _answer(gap, suggested)),
            class_name="min-w-0 flex-1",
        ),
        rx.cond(
            may(Permission.CONTENT_WRITE.value),
            el.div(
                button("Make it an entry", on_click=do("writeFromGap", gap)),
                button("Not needed", variant="ghost", on_click=do("dismissGap", gap["id"])),
                class_name="flex shrink-0 flex-col items-end gap-1 tablet:flex-row",
            ),
        ),
        key=gap["id"],
    )


def _answer(gap: rx.Var[dict[str, Any]], suggested: rx.Var[dict[str, Any]]) -> rx.Component:
    """What a colleague said then."""
    return el.div(
        el.p(
            rx.cond(gap["answered_by"], el.fragment(gap["answered_by"].to(str), ": ")),
            suggested["text"].to(str),
            dir="auto",
            class_name="line-clamp-3 text-14 text-quiet words",
        ),
        rx.cond(
            suggested["contradicts"],
            el.p(
                badge("Contradicts an entry", glyph="triangle-alert", tone="warning"),
                " ",
                suggested["contradicts"].to(str),
                class_name="mt-1 text-13 words",
            ),
        ),
        class_name="mt-2 border-s-2 border-line ps-3",
    )
