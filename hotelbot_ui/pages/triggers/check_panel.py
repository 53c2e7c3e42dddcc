"""Who the draft is for in the next fourteen days, and how it reads on a guest's phone."""

from typing import Any

import reflex as rx

from backend.features.triggers.schemas import MatchView, SampleView
from hotelbot_ui.browser import el
from hotelbot_ui.browser.bridge import ask, clock, do, raw
from hotelbot_ui.browser.trigger_views import BUILDER
from hotelbot_ui.components import faces
from hotelbot_ui.components.badge import badge
from hotelbot_ui.components.button import text_button
from hotelbot_ui.components.icon import icon
from hotelbot_ui.design import copy
from hotelbot_ui.layouts.words import said

CHECK = BUILDER.check


def check_panel() -> rx.Component:
    return el.aside(
        rx.match(
            CHECK.face,
            ("unready", _quiet("Choose what to send to see who it is for.")),
            ("failed", faces.failed(CHECK.error, do("check"))),
            ("wrong", _quiet("Something in the rule is not right yet. It says so beside it.")),
            el.fragment(rx.cond(BUILDER.planned, _count()), _preview()),
        ),
        aria_label="Who gets it, and how it reads",
        aria_busy=rx.cond(CHECK.busy, "true", "false"),
        custom_attrs={"data-check": CHECK.face},
        class_name=(
            "h-fit rounded-panel bg-sunken p-4 desk:sticky desk:top-0 desk:w-88 desk:shrink-0"
        ),
    )


def short_count() -> rx.Component:
    """Where the panel lies below the form, the count stays in sight."""
    return rx.cond(
        BUILDER.planned & (CHECK.face == "ready"),
        el.span(
            CHECK.matching,
            " of ",
            CHECK.considered,
            " in 14 days",
            class_name="text-13 text-quiet figures desk:hidden",
        ),
    )


def _quiet(words: str) -> rx.Component:
    return el.p(words, class_name="text-13 text-faint text-pretty")


def _count() -> rx.Component:
    rest = CHECK.matching - CHECK.first.length()
    return el.section(
        el.p(
            el.span(
                ask("act.figure", CHECK.matching),
                class_name="text-28 font-semibold figures",
                custom_attrs={"data-matching": "true"},
            ),
            el.span(
                " of ",
                ask("act.counted", CHECK.considered, "occasion", "occasions"),
                " in the next 14 days",
                class_name="text-13 text-quiet figures",
            ),
        ),
        el.ul(rx.foreach(CHECK.first, _match), class_name="mt-2"),
        rx.cond(rest > 0, el.p(f"and {rest} more", class_name="mt-1 text-12 text-faint figures")),
        rx.cond(
            CHECK.matching == 0,
            _quiet("Nobody would get it. The first who would not is below, with the reason."),
        ),
        class_name="pb-4",
    )


def _match(one: rx.Var[MatchView]) -> rx.Component:
    return el.li(
        el.button(
            el.span(one.guest_name, dir="auto", class_name="min-w-0 flex-1 truncate text-start"),
            rx.cond(one.room, el.span(one.room, class_name="shrink-0 text-faint")),
            el.span(clock("full", one.at.to(str)), class_name="shrink-0 text-faint"),
            type="button",
            on_click=do("previewStay", one.stay_id, one.guest_name),
            title="Show the message for this stay",
            class_name=(
                "flex w-full items-center gap-2 rounded-control py-1 text-13 figures "
                "hover:underline underline-offset-2 pointer-coarse:min-h-10"
            ),
        ),
        key=f"{one.stay_id}{one.at}",
    )


def _preview() -> rx.Component:
    return el.section(
        el.h3("How it reads", class_name="pb-2 text-13 font-semibold"),
        rx.cond(
            CHECK.sample,
            _sample(CHECK.sample),
            _quiet("Choose a stay to see the message with its words."),
        ),
        _find(),
        class_name="border-t border-line pt-4 first:border-t-0 first:pt-0",
    )


def _sample(sample: rx.Var[SampleView]) -> rx.Component:
    return el.fragment(
        el.p(
            el.span(
                el.bdi(sample.guest_name, class_name="font-medium text-words"),
                rx.cond(sample.room, f", room {sample.room}", ""),
                rx.cond(
                    sample.language,
                    el.fragment(", in ", ask("clock.language", sample.language)),
                ),
            ),
            rx.cond(
                BUILDER.stay,
                text_button("back to the first", on_click=do("previewStay", "", "")),
            ),
            class_name="flex flex-wrap gap-x-1 text-13 text-quiet",
        ),
        rx.cond(
            sample.text,
            el.p(
                sample.text,
                dir="auto",
                custom_attrs={"data-preview": "true"},
                class_name="mt-2 rounded-panel bg-surface px-3 py-2 text-14 text-words words",
            ),
            el.p(
                icon("circle-alert", "small", "mt-0.5"),
                rx.cond(
                    sample.missing.length() > 0,
                    f"Not known for this stay: {sample.missing.join(', ')}. It would not be sent.",
                    "There are no words for this guest's language nor the hotel's.",
                ),
                class_name="mt-2 flex gap-1.5 text-13 text-warning-text",
            ),
        ),
        rx.cond(sample.outcome, _ruling(sample)),
    )


def _ruling(sample: rx.Var[SampleView]) -> rx.Component:
    fired = sample.outcome.to(str) == "fired"
    return el.p(
        rx.cond(
            fired,
            badge("Would be sent", glyph="check", tone="good"),
            badge("Not sent", glyph="minus", tone="warning"),
        ),
        rx.cond(
            fired,
            clock("full", sample.at.to(str)),
            rx.cond(
                sample.unmet_words,
                el.fragment("a condition was not met: “", sample.unmet_words, "”"),
                said(copy.DECISIONS, sample.reason.to(str)),
            ),
        ),
        class_name="mt-2 flex flex-wrap items-center gap-2 text-13 text-quiet figures",
    )


def _find() -> rx.Component:
    return el.div(
        el.input(
            type="search",
            placeholder="For another stay: name, room, number",
            aria_label="Find a stay for the preview",
            auto_complete="off",
            key=f"find {BUILDER.stay.id}",
            custom_attrs={"onInput": raw("findStays")},
            class_name=(
                "h-9 w-full rounded-control border border-line bg-surface px-3 text-13 "
                "pointer-coarse:h-11 pointer-coarse:text-16"
            ),
        ),
        el.ul(rx.foreach(BUILDER.found, _found)),
        rx.cond(
            BUILDER.searched & (BUILDER.found.length() == 0),
            _quiet("No stay has this name, room or number."),
        ),
        class_name="mt-3 flex flex-col gap-1",
    )


def _found(stay: rx.Var[dict[str, Any]]) -> rx.Component:
    return el.li(
        el.button(
            el.span(
                stay["guest_name"], dir="auto", class_name="min-w-0 flex-1 truncate text-start"
            ),
            el.span(
                ask("clock.span", stay["arrival"], stay["departure"]),
                class_name="shrink-0 text-faint",
            ),
            type="button",
            on_click=do("previewStay", stay["id"], stay["guest_name"]),
            class_name=(
                "flex w-full gap-2 rounded-control px-1 py-1 text-13 figures hover:bg-hover "
                "pointer-coarse:min-h-10"
            ),
        ),
        key=stay["id"],
    )
