"""A line of the thread that is no message: what was done, or a note to colleagues."""

import reflex as rx

from backend.domain.inbox_words import ActivityKind
from hotelbot_ui.browser import el
from hotelbot_ui.browser.bridge import ask, clock
from hotelbot_ui.browser.views import ThreadRow
from hotelbot_ui.components.icon import icon
from hotelbot_ui.design import inbox_copy
from hotelbot_ui.pages.inbox.day_line import day_line

NOTE = ActivityKind.NOTE.value


@rx.memo
def activity_line(row: rx.Var[ThreadRow]) -> rx.Component:
    a = row["a"]
    return el.div(
        rx.cond(row["day"], day_line(row["day"], "text-faint")),
        rx.cond(a.kind == NOTE, _note(row), _done(row)),
        class_name="pt-3",
    )


def _note(row: rx.Var[ThreadRow]) -> rx.Component:
    """Dashed, amber and named: nobody takes it for something the guest was told."""
    a = row["a"]
    return el.article(
        el.header(
            icon("lock", "small"),
            el.span("Note by ", el.given(a.actor_name, "Hotelbot")),
            el.span("· the guest never sees it", class_name="hidden font-regular tablet:inline"),
            el.time(clock("time", a.at), class_name="ms-auto ps-3 font-regular figures"),
            class_name="flex items-center gap-1.5 text-12 font-medium text-warning-text",
        ),
        el.p(a.text, dir="auto", class_name="mt-1 text-14 text-words words whitespace-pre-wrap"),
        aria_label="Note",
        custom_attrs={"data-note": a.id},
        class_name=(
            "ms-auto w-fit min-w-60 max-w-[85%] rounded-panel border border-dashed "
            "border-warning-line bg-warning-soft px-3 py-2 tablet:max-w-[44ch]"
        ),
    )


def _done(row: rx.Var[ThreadRow]) -> rx.Component:
    a = row["a"]
    marks = [(kind, icon(glyph, "small")) for kind, glyph in inbox_copy.GLYPHS.items()]
    return el.p(
        rx.match(a.kind, *marks, icon("dot", "small")),
        el.span(
            ask("act.activityWords", rx.Var.create(inbox_copy.ACTIVITIES), a),
            dir="auto",
            class_name="min-w-0 words",
        ),
        el.time(clock("time", a.at), class_name="shrink-0 figures"),
        custom_attrs={"data-activity": a.kind},
        class_name="mx-auto flex w-fit max-w-full items-center gap-1.5 text-12 text-faint",
    )
