"""BOUNDS: what keeps a message back, and how often it may be said."""

import reflex as rx

from hotelbot_ui.browser import el
from hotelbot_ui.browser.bridge import do
from hotelbot_ui.browser.trigger_views import BUILDER
from hotelbot_ui.design import trigger_copy
from hotelbot_ui.layouts.chips import chip
from hotelbot_ui.pages.triggers.controls import (
    block,
    choose,
    clock_time,
    number,
    sentence,
    wrong,
)

DRAFT = BUILDER.draft


def bounds_block() -> rx.Component:
    return block(
        "Bounds",
        rx.cond(BUILDER.planned, el.fragment(_quiet(), _weekdays(), _late(), _scope())),
        sentence(
            "At most",
            number(
                "daily_cap",
                rx.cond(DRAFT.daily_cap, DRAFT.daily_cap, ""),
                label="Messages a day",
                min=1,
                max=50,
            ),
            "automatic messages to a guest on one day; empty means no limit.",
        ),
        wrong("daily_cap"),
        rx.cond(
            DRAFT.asks_review,
            sentence(
                chip("Asks for a review", chosen=True, on_click=do("toggleReview")),
                "Withheld while a complaint of the stay is open.",
            ),
            sentence(
                chip("Asks for a review", on_click=do("toggleReview")),
                "If it does, it waits until no complaint of the stay is open.",
            ),
        ),
        el.details(
            el.summary("More", class_name="text-13 font-medium text-quiet"),
            el.div(
                sentence(
                    "Give up when it is more than",
                    number("stale_after_minutes", DRAFT.stale_after_minutes, label="Stale", min=5),
                    "minutes late, as after a breakdown.",
                ),
                wrong("stale_after_minutes"),
                sentence(
                    "Priority",
                    number("priority", DRAFT.priority, label="Priority", max=1000),
                    "where two are due in the same minute; lower goes first.",
                ),
                wrong("priority"),
                class_name="mt-3 flex flex-col gap-3",
            ),
        ),
    )


def _quiet() -> rx.Component:
    quiet = DRAFT.quiet
    return el.div(
        rx.cond(
            quiet,
            sentence(
                chip("Quiet hours", chosen=True, on_click=do("toggleQuiet")),
                "from",
                clock_time("quiet.start", quiet.start, label="Quiet from"),
                "to",
                clock_time("quiet.end", quiet.end, label="Quiet to"),
                choose(
                    "quiet.rule",
                    quiet.rule,
                    trigger_copy.QUIET.items(),
                    label="What happens in quiet hours",
                ),
            ),
            sentence(
                chip("Quiet hours", on_click=do("toggleQuiet")), "None: it is sent at any hour."
            ),
        ),
        wrong("quiet", "quiet.start", "quiet.end"),
    )


def _weekdays() -> rx.Component:
    every_day = DRAFT.weekdays.length() == 0
    return el.div(
        el.span("Only on", class_name="text-14 text-quiet"),
        *[
            chip(
                word,
                chosen=DRAFT.weekdays.contains(day),
                on_click=do("toggleDay", day),
            )
            for day, word in enumerate(trigger_copy.WEEKDAYS)
        ],
        rx.cond(every_day, el.span("every day", class_name="text-13 text-faint")),
        role="group",
        aria_label="Weekdays",
        class_name="flex flex-wrap items-center gap-x-2 gap-y-2",
    )


def _late() -> rx.Component:
    return rx.cond(
        DRAFT.event == "time",
        sentence(
            "When somebody books after its time has passed,",
            choose("late", DRAFT.late, trigger_copy.LATE.items(), label="Late bookings"),
        ),
    )


def _scope() -> rx.Component:
    return sentence(
        "Once for",
        choose("scope", DRAFT.scope, trigger_copy.SCOPES.items(), label="Once for"),
    )
