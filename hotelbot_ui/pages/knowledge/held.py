"""Changes that have not reached guests: being checked, or refused with the questions by name."""

from typing import Any

import reflex as rx

from backend.domain.permissions import Permission
from hotelbot_ui import routes
from hotelbot_ui.browser import el
from hotelbot_ui.browser.bridge import clock, do, raw
from hotelbot_ui.browser.golden_views import BUSY, HELD
from hotelbot_ui.components.badge import badge
from hotelbot_ui.components.button import button
from hotelbot_ui.components.field import CONTROL
from hotelbot_ui.design import golden_copy as copy
from hotelbot_ui.layouts.records import may
from hotelbot_ui.layouts.words import said

SHUT = ("refused", "unchecked")


def held_changes() -> rx.Component:
    """Nothing while no change waits."""
    return rx.cond(
        HELD["items"].length() > 0,
        el.section(
            el.h2("Waiting changes", class_name="text-16 font-semibold"),
            el.p(
                "Guests are answered from the entries as they were until a change passes.",
                class_name="mt-1 text-13 text-quiet text-pretty",
            ),
            el.ul(rx.foreach(HELD["items"], _change), class_name="mt-3 border-t border-line"),
            aria_label="Waiting changes",
            class_name="mb-8",
        ),
    )


def _change(one: rx.Var[Any]) -> rx.Component:
    return el.li(
        el.div(
            rx.cond(
                _is_stopped(one),
                badge("Waiting for the AI's limit", glyph="wallet", tone="warning"),
                rx.match(
                    one.state,
                    *[
                        (state, badge(words, glyph=glyph, tone=tone))
                        for state, (glyph, words, tone) in copy.CHANGES.items()
                    ],
                    el.fragment(),
                ),
            ),
            el.span(one.title, dir="auto", class_name="text-14 font-medium words"),
            el.span(
                said(copy.KINDS, one.kind),
                " · ",
                one.by_name,
                " · ",
                clock("moment", one.created_at),
                class_name="text-12 text-faint figures",
            ),
            class_name="flex flex-wrap items-center gap-2",
        ),
        rx.cond(
            one.text,
            el.p(
                el.span("It would say: ", class_name="text-faint"),
                el.span(one.text, dir="auto"),
                class_name="mt-2 line-clamp-4 text-14 text-words words",
            ),
        ),
        rx.match(
            one.state,
            ("checking", _progress(one)),
            ("refused", _lost(one)),
            el.p(
                said(copy.TROUBLES, one.run.trouble.to(str)),
                class_name="mt-2 text-13 text-quiet",
            ),
        ),
        rx.cond(may(Permission.CONTENT_WRITE.value), _choices(one)),
        key=one.id,
        custom_attrs={"data-change": one.id},
        class_name="border-b border-line py-4 last:border-b-0",
    )


def _progress(one: rx.Var[Any]) -> rx.Component:
    return el.div(
        el.p(
            f"{one.run.asked} of {one.run.questions} golden questions asked",
            class_name="text-quiet figures",
        ),
        rx.cond(
            _is_stopped(one),
            el.p(
                said(copy.TROUBLES, one.run.trouble.to(str)),
                " ",
                el.a("Cost and budget", href=routes.COST, class_name="font-medium underline"),
                class_name="mt-1 text-warning-text text-pretty",
            ),
        ),
        role="status",
        class_name="mt-2 text-13",
    )


def _is_stopped(one: rx.Var[Any]) -> rx.Var[bool]:
    return (one.state == "checking") & (one.run.state == "stopped")


def _lost(one: rx.Var[Any]) -> rx.Component:
    return el.div(
        el.p(
            "With this change these golden questions are answered worse than before:",
            class_name="text-13 text-danger-text",
        ),
        el.ul(rx.foreach(one.worse, _question), class_name="mt-2 flex flex-col gap-2"),
        class_name="mt-2",
    )


def _question(one: rx.Var[Any]) -> rx.Component:
    return el.li(
        el.p(one.text, dir="auto", class_name="text-14 font-medium words"),
        el.p(
            rx.cond(one.answer, one.answer, "–"), dir="auto", class_name="text-14 text-quiet words"
        ),
        el.ul(
            rx.foreach(one.faults, lambda fault: el.li(said(copy.FAULTS, fault), key=fault)),
            class_name="text-12 text-faint",
        ),
        key=one.question_id,
        class_name="border-s-2 border-danger-line ps-3",
    )


def _choices(one: rx.Var[Any]) -> rx.Component:
    busy = BUSY == one.id
    shut = (one.state == SHUT[0]) | (one.state == SHUT[1])
    return el.div(
        rx.cond(
            shut,
            el.form(
                el.input(
                    name="reason",
                    required=True,
                    min_length=3,
                    max_length=300,
                    placeholder="Why it is right all the same",
                    aria_label="Why it is right all the same",
                    class_name=f"h-8 min-w-0 flex-1 basis-48 pointer-coarse:h-10 {CONTROL}",
                ),
                button("Publish anyway", type="submit", variant="danger", disabled=busy),
                custom_attrs={"onSubmitCapture": raw("onPublishHeld"), "data-change": one.id},
                class_name="flex min-w-0 flex-1 basis-80 flex-wrap gap-2",
            ),
        ),
        rx.cond(
            shut,
            button("Check again", on_click=do("decideHeld", one.id, "check"), disabled=busy),
        ),
        button(
            "Withdraw",
            variant="ghost",
            on_click=do("decideHeld", one.id, "withdraw"),
            disabled=busy,
        ),
        class_name="mt-3 flex flex-wrap items-center gap-2",
    )
