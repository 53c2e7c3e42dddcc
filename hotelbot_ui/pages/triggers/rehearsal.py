"""The rehearsal of a trigger: every message it would have sent, and why the others would not."""

from typing import Final

import reflex as rx

from backend.domain.permissions import Permission
from backend.domain.words import DecisionOutcome
from backend.features.triggers.actions import OFFERS
from backend.features.triggers.schemas import RehearsalLineView, StormView
from hotelbot_ui import routes
from hotelbot_ui.browser import el
from hotelbot_ui.browser.bridge import ask, clock, do
from hotelbot_ui.browser.trigger_views import REHEARSAL, REHEARSAL_LINES, Reason
from hotelbot_ui.components import faces
from hotelbot_ui.components.badge import badge
from hotelbot_ui.components.button import button
from hotelbot_ui.components.figure import figure
from hotelbot_ui.components.icon import icon
from hotelbot_ui.design import copy, trigger_copy
from hotelbot_ui.layouts.automation import stopped_banner
from hotelbot_ui.layouts.chips import chip, chips
from hotelbot_ui.layouts.links import link_button
from hotelbot_ui.layouts.part import more, part
from hotelbot_ui.layouts.records import may
from hotelbot_ui.layouts.staff import page
from hotelbot_ui.layouts.words import said
from hotelbot_ui.pages.triggers.ladder import ladder, next_button

TRIGGER = REHEARSAL.trigger
VIEW = REHEARSAL.view
KINDS: Final = {kind.value: offer.label for kind, offer in OFFERS.items()}
WRITES: Final = may(Permission.CONTENT_WRITE.value)


def rehearsal_page() -> rx.Component:
    return page(
        "triggers",
        rx.cond(TRIGGER, TRIGGER.name, el.say("Rehearsal")),
        "A replay over the last 90 days and the next 14, by the same rules that send. Nothing "
        "leaves the house.",
        stopped_banner(),
        rx.match(
            REHEARSAL.face,
            ("ready", _ready()),
            ("running", _running()),
            ("failed", faces.failed(REHEARSAL.error, do("rehearse"))),
            faces.loading_rows(4),
        ),
        actions=(
            link_button(
                "Back to the rule",
                f"{routes.TRIGGER_EDIT}?id={REHEARSAL.id}",
                glyph="arrow-left",
            ),
        ),
        starts=("startRehearsal",),
    )


def _running() -> rx.Component:
    """How long it takes depends on the hotel's stays; the seconds show that it goes on."""
    return el.div(
        el.p(
            "Replaying every stay of 90 days and the arrivals of the next 14",
            class_name="text-14 font-medium",
        ),
        el.div(
            el.div(class_name="h-full w-1/3 rounded-full bg-accent animate-pulse"),
            role="progressbar",
            aria_label="Rehearsing",
            class_name="mt-3 h-2 max-w-120 overflow-hidden rounded-full bg-pressed",
        ),
        el.p(
            REHEARSAL.seconds,
            " s. A large hotel takes some seconds.",
            class_name="mt-2 text-13 text-faint figures",
        ),
        role="status",
        class_name="py-8",
    )


def _ready() -> rx.Component:
    return el.div(
        el.p(TRIGGER.sentence, dir="auto", class_name="text-16 text-words words text-pretty"),
        _figures(),
        _warnings(),
        _next(),
        el.section(
            _filters(),
            part(
                REHEARSAL_LINES,
                el.div(
                    el.ol(
                        rx.foreach(REHEARSAL_LINES["items"], _line),
                        class_name="border-t border-line",
                    ),
                    more(REHEARSAL_LINES, "moreLines"),
                ),
                nothing=faces.empty("filter", "None of these", "Choose other lines above."),
                read="loadLines",
                rows=4,
            ),
            class_name="pt-8 pb-12",
        ),
    )


def _figures() -> rx.Component:
    def shown(number: rx.Var[int]) -> rx.Var[str]:
        return ask("act.figure", number)

    return el.dl(
        figure("Would be sent", shown(VIEW.fired), "Messages in the 90 days and the 14 to come."),
        figure("To come", shown(VIEW.coming), "Of these, in the next 14 days."),
        figure("Not sent", shown(VIEW.skipped), "Decisions that ended without a message."),
        figure("Put off", shown(VIEW.deferred), "Decided again later, as after quiet hours."),
        figure("Considered", shown(VIEW.considered), "Stays or silences it was asked about."),
        class_name="mt-5 grid grid-cols-2 gap-4 tablet:grid-cols-5",
    )


def _warnings() -> rx.Component:
    return el.div(
        rx.foreach(VIEW.storms, _storm),
        rx.cond(
            VIEW.overlaps > 0,
            _warning(
                ask("act.counted", VIEW.overlaps, "message", "messages"),
                " would reach a guest within an hour of another trigger's.",
            ),
        ),
        rx.cond(
            VIEW.fired == 0,
            _warning("It would have written to nobody. See below which condition failed."),
        ),
        rx.cond(
            VIEW.truncated,
            _warning("There is more than a rehearsal shows; the newest part is here."),
        ),
        class_name="mt-4 flex flex-col gap-2 empty:hidden",
    )


def _storm(storm: rx.Var[StormView]) -> rx.Component:
    return _warning(
        ask("act.counted", storm.messages, "message", "messages"),
        rx.cond(storm.minutes == 1, " within one minute on ", " within one hour on "),
        clock("full", storm.from_at.to(str)),
        ". Numbers are blocked for less.",
    )


def _warning(*words: rx.Component | rx.Var | str) -> rx.Component:
    return el.p(
        icon("triangle-alert", class_name="mt-0.5"),
        el.span(*words),
        custom_attrs={"data-warning": "true"},
        class_name=(
            "flex gap-2 rounded-control bg-warning-soft px-3 py-2 text-13 text-warning-text figures"
        ),
    )


def _next() -> rx.Component:
    busy = REHEARSAL.busy
    steps = {
        "rehearse": ("Rehearse", do("rehearse")),
        "publish": ("Publish", do("publishRehearsed")),
        "enable": ("Switch on", do("enableRehearsed", True)),
    }
    return el.div(
        ladder(TRIGGER, planned=True, saved=True),
        el.span(class_name="flex-1"),
        rx.cond(WRITES, button("Rehearse again", glyph="rotate-cw", on_click=do("rehearse"))),
        rx.cond(
            TRIGGER.next_step,
            next_button(TRIGGER, steps, busy=busy),
            rx.cond(
                WRITES, button("Switch off", on_click=do("enableRehearsed", False), disabled=busy)
            ),
        ),
        custom_attrs={"data-bar": "true"},
        class_name=(
            "mt-5 flex flex-wrap items-center gap-3 rounded-panel border border-line px-4 py-3"
        ),
    )


def _filters() -> rx.Component:
    numbers = {
        "fired": VIEW.fired,
        "coming": VIEW.coming,
        "skipped": VIEW.skipped,
        "deferred": VIEW.deferred,
        "storm": VIEW.storms.length(),
        "overlap": VIEW.overlaps,
    }
    return el.fragment(
        chips(
            *[
                chip(
                    words,
                    number=numbers[key],
                    chosen=(REHEARSAL.filter == key) & (REHEARSAL.reason == ""),
                    on_click=do("chooseLines", key),
                )
                for key, words in trigger_copy.LINES
            ],
            label="Lines",
        ),
        rx.cond(
            REHEARSAL.reasons.length() > 0,
            el.div(
                el.p("Not sent because", class_name="pb-2 text-12 text-faint"),
                el.div(
                    rx.foreach(REHEARSAL.reasons, _reason),
                    role="group",
                    aria_label="Reasons",
                    class_name="flex flex-wrap gap-2 pb-4",
                ),
            ),
        ),
    )


def _reason(one: rx.Var[Reason]) -> rx.Component:
    return chip(
        said(copy.DECISIONS, one.reason),
        number=one.count,
        chosen=REHEARSAL.reason == one.reason,
        on_click=do("chooseLines", "skipped", one.reason),
        key=one.reason,
    )


def _line(line: rx.Var[RehearsalLineView]) -> rx.Component:
    fired = line.outcome.to(str) == DecisionOutcome.FIRED.value
    return el.li(
        el.div(
            el.span(
                el.given(line.guest_name, "A guest"),
                dir="auto",
                class_name="text-14 font-medium words",
            ),
            rx.cond(line.room, el.span("room ", line.room, class_name="text-13 text-faint")),
            rx.cond(line.coming, badge("To come", glyph="calendar-clock", tone="accent")),
            rx.cond(line.storm, badge("Storm", glyph="cloud-lightning", tone="warning")),
            rx.foreach(line.overlaps, lambda name: badge(name, glyph="layers", tone="warning")),
            el.time(clock("full", line.at.to(str)), class_name="text-13 text-faint tablet:ms-auto"),
            class_name="flex flex-wrap items-center gap-x-3 gap-y-1 figures",
        ),
        rx.cond(
            fired,
            el.fragment(
                rx.cond(
                    line.text,
                    el.p(
                        line.text,
                        dir="auto",
                        lang=line.language,
                        class_name="mt-2 max-w-160 rounded-panel bg-sunken px-3 py-2 text-14 words",
                    ),
                ),
                rx.foreach(
                    line.actions,
                    lambda kind: el.p(
                        "And: ", said(KINDS, kind.to(str)), class_name="mt-1 text-13 text-quiet"
                    ),
                ),
            ),
            _why(line),
        ),
        key=line.n,
        custom_attrs={"data-line": line.outcome.to(str)},
        class_name="border-b border-line py-3 last:border-b-0",
    )


def _why(line: rx.Var[RehearsalLineView]) -> rx.Component:
    return el.p(
        said(copy.DECISIONS, line.reason),
        rx.cond(line.unmet_words, el.fragment(": “", line.unmet_words, "”")),
        rx.cond(line.missing.length() > 0, el.fragment(": ", line.missing.join(", "))),
        class_name="mt-1 text-13 text-quiet words",
    )
