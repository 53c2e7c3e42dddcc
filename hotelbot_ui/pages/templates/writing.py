"""The words in one language: the field, what is wrong in it, what can be put in, the review."""

from typing import Any

import reflex as rx

from backend.domain.template_checks import LONG_TEXT, LONGEST_TEXT
from hotelbot_ui.browser import el
from hotelbot_ui.browser.bridge import ask, clock, do, raw
from hotelbot_ui.browser.template_views import EDITOR
from hotelbot_ui.components.button import button, text_button
from hotelbot_ui.components.field import CONTROL
from hotelbot_ui.components.icon import icon
from hotelbot_ui.pages.templates.marks import state_badge
from hotelbot_ui.pages.templates.picker import variables


def words(may_write: rx.Var[bool]) -> rx.Component:
    return el.div(
        el.label(
            "Text in ",
            ask("clock.language", EDITOR.language),
            html_for="template-text",
            class_name="text-13 font-medium text-quiet",
        ),
        el.textarea(
            id="template-text",
            key=f"{EDITOR.id}-{EDITOR.language}-{EDITOR.stamp}",
            default_value=EDITOR.text,
            dir="auto",
            lang=EDITOR.language,
            read_only=~may_write,
            custom_attrs={
                "onInput": raw("onTemplate"),
                "aria-describedby": "template-findings",
                "aria-invalid": rx.cond(EDITOR.preview.problems.length() > 0, "true", "false"),
            },
            class_name=f"min-h-52 resize-y py-2 {CONTROL}",
        ),
        _meter(),
        _findings(),
        _review(may_write),
        rx.cond(may_write, variables()),
        class_name="flex min-w-0 flex-col gap-3",
    )


def _meter() -> rx.Component:
    over = EDITOR["length"] > LONG_TEXT
    return el.div(
        el.div(
            el.div(
                style={"width": f"{EDITOR.percent}%"},
                class_name=rx.cond(
                    over, "h-full rounded-full bg-warning", "h-full rounded-full bg-good"
                ),
            ),
            aria_label="Length of the text",
            custom_attrs={
                "role": "meter",
                "aria-valuenow": EDITOR["length"],
                "aria-valuemin": 0,
                "aria-valuemax": LONGEST_TEXT,
            },
            class_name="h-1 flex-1 overflow-hidden rounded-full bg-pressed",
        ),
        el.span(
            EDITOR["length"],
            rx.cond(
                over,
                f" signs, {LONGEST_TEXT:,} at most",
                f" of {LONG_TEXT} signs that show at once",
            ),
            class_name="text-12 text-faint figures",
        ),
        class_name="flex items-center gap-3",
    )


def _findings() -> rx.Component:
    found = EDITOR.preview
    return el.ul(
        rx.foreach(found.problems, lambda one: _finding(one, "circle-alert", "text-danger-text")),
        rx.foreach(found.cautions, lambda one: _finding(one, "info", "text-quiet")),
        id="template-findings",
        aria_live="polite",
        class_name="flex flex-col gap-1",
    )


def _finding(one: rx.Var[Any], glyph: str, tone: str) -> rx.Component:
    """A click chooses what it is about in the field."""
    return el.li(
        el.button(
            icon(glyph, "small", "mt-0.5"),
            el.span(
                el.span(
                    ask("act.findingPlace", EDITOR.preview.of, one.start),
                    ": ",
                    class_name="font-medium figures",
                ),
                one.message,
                class_name="min-w-0 words",
            ),
            type="button",
            on_click=do("showFinding", one.start, one.end),
            class_name=(
                f"flex gap-2 rounded-control py-0.5 text-start text-13 {tone} hover:underline "
                "pointer-coarse:min-h-10"
            ),
        ),
        custom_attrs={"data-fault": one.fault},
    )


def _review(may_write: rx.Var[bool]) -> rx.Component:
    now = EDITOR.current
    return el.div(
        state_badge(EDITOR.state),
        el.span(_standing(), class_name="min-w-0 text-13 text-quiet text-pretty figures"),
        el.span(class_name="flex-1"),
        rx.cond(now, text_button("History", on_click=do("openHistory"), class_name="text-13")),
        rx.cond(
            may_write & (EDITOR.state != "reviewed"),
            button(
                "Mark as reviewed",
                glyph="check",
                disabled=EDITOR.busy | (EDITOR.preview.problems.length() > 0),
                on_click=do("reviewTemplate"),
            ),
        ),
        rx.cond(
            may_write & now & now.sent_version,
            button(
                "Stop sending it",
                variant="ghost",
                disabled=EDITOR.busy,
                on_click=do("withdrawTemplate"),
            ),
        ),
        class_name="flex flex-wrap items-center gap-x-3 gap-y-2 rounded-control bg-sunken p-3",
    )


def _standing() -> rx.Component:
    """What guests get in this language, and who saw to it."""
    now = EDITOR.current
    by = rx.cond(now.reviewed_by, el.fragment(" by ", now.reviewed_by))
    reviewed = el.fragment("Read", by, ", ", clock("moment", now.reviewed_at), ".")
    return rx.cond(
        now,
        rx.cond(
            now.sent_version,
            rx.cond(
                EDITOR.state == "reviewed",
                reviewed,
                el.fragment("Guests get version ", now.sent_version, " until this is reviewed."),
            ),
            el.say("Not sent before somebody reviewed it."),
        ),
        el.say("Not saved yet. Guests get nothing in this language."),
    )
