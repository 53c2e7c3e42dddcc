"""The ledger: why something was sent by itself, or was not: of a trigger, guest, stay or room."""

from typing import Final

import reflex as rx

from backend.features.triggers.actions import OFFERS
from backend.features.triggers.schemas import ActionOutcomeView, LedgerView
from hotelbot_ui import routes
from hotelbot_ui.browser import el
from hotelbot_ui.browser.bridge import ask, clock, do
from hotelbot_ui.browser.trigger_views import COMING, LEDGER_LINES, LEDGER_OF
from hotelbot_ui.components import faces
from hotelbot_ui.components.badge import badge
from hotelbot_ui.components.icon import icon
from hotelbot_ui.design import copy, trigger_copy
from hotelbot_ui.design.tokens import Tone
from hotelbot_ui.layouts.automation import stopped_banner
from hotelbot_ui.layouts.chips import chip, chips
from hotelbot_ui.layouts.coming import coming_list
from hotelbot_ui.layouts.links import link_button
from hotelbot_ui.layouts.part import more, part
from hotelbot_ui.layouts.staff import page
from hotelbot_ui.layouts.words import said

TONES: Final[dict[str, Tone]] = {"fired": "good", "failed": "danger", "deferred": "notice"}
LOADS: Final = {"reloadDocument": True}
"""A link to the same screen: it begins anew with what its address names."""
KINDS: Final = {kind.value: offer.label for kind, offer in OFFERS.items()}
LINK: Final = (
    "inline-flex min-h-6 items-center underline decoration-dotted decoration-line-strong "
    "underline-offset-4"
)


def ledger_page() -> rx.Component:
    of_room = LEDGER_OF.kind == "room"
    title = rx.cond(
        LEDGER_OF.name,
        rx.cond(of_room, f"Ledger: room {LEDGER_OF.name}", f"Ledger: {LEDGER_OF.name}"),
        "Ledger",
    )
    return page(
        "triggers",
        title.to(str),
        "Every decision of a trigger: what was sent, what was not, and why. Newest first.",
        stopped_banner(),
        el.div(_coming(), _lines(), class_name="flex flex-col gap-10 pb-12"),
        actions=(link_button("All triggers", routes.TRIGGERS, glyph="arrow-left"),),
        starts=("startLedger",),
    )


def _coming() -> rx.Component:
    return rx.cond(
        (COMING.face == "ready") | (COMING.face == "failed"),
        el.section(
            el.h2("Still to come", class_name="pb-2 text-16 font-semibold"),
            part(COMING, coming_list(), nothing=el.fragment(), read="again"),
            rx.cond(
                COMING.next,
                el.p("Later ones are not shown.", class_name="pt-2 text-12 text-faint"),
            ),
        ),
    )


def _lines() -> rx.Component:
    return el.section(
        el.h2("Decided", class_name="pb-3 text-16 font-semibold"),
        chips(
            chip("All", chosen=LEDGER_OF.outcome == "", on_click=do("chooseOutcome", "")),
            *[
                chip(
                    word,
                    chosen=LEDGER_OF.outcome == outcome,
                    on_click=do("chooseOutcome", outcome),
                )
                for outcome, (_, word) in copy.OUTCOMES.items()
            ],
            label="Outcomes",
        ),
        part(
            LEDGER_LINES,
            el.div(
                el.ul(rx.foreach(LEDGER_LINES["items"], _line), class_name="border-t border-line"),
                more(LEDGER_LINES, "moreLedger"),
            ),
            nothing=_nothing(),
            read="loadLedger",
            rows=4,
        ),
    )


def _nothing() -> rx.Component:
    return rx.cond(
        LEDGER_OF.outcome,
        faces.empty("filter", "None of these", "Choose another outcome, or all."),
        faces.empty(
            "scroll-text",
            "Nothing was decided yet",
            "A line is written the moment a trigger is asked, whether it writes or not.",
        ),
    )


def _line(line: rx.Var[LedgerView]) -> rx.Component:
    outcomes = [
        (key, badge(word, glyph=glyph, tone=TONES.get(key, "neutral")))
        for key, (glyph, word) in copy.OUTCOMES.items()
    ]
    return el.li(
        el.div(
            rx.match(line.outcome.to(str), *outcomes, el.fragment()),
            _trigger(line),
            _guest(line),
            el.time(
                clock("moment", line.decided_at.to(str)),
                class_name="text-13 text-faint tablet:ms-auto",
            ),
            class_name="flex flex-wrap items-center gap-x-3 gap-y-1 text-14 figures",
        ),
        el.p(
            _reason(line),
            class_name="mt-1 text-13 text-quiet words",
            custom_attrs={"data-reason": line.reason},
        ),
        rx.foreach(line.actions, _action),
        _facts(line),
        key=line.id,
        custom_attrs={"data-line": line.outcome.to(str)},
        class_name="border-b border-line py-3 last:border-b-0",
    )


def _trigger(line: rx.Var[LedgerView]) -> rx.Component:
    name = el.given(line.trigger_name, "The AI")
    version = rx.cond(line.trigger_version, f" v{line.trigger_version}", "")
    return rx.cond(
        line.trigger_id,
        el.a(
            name,
            el.span(version, class_name="text-faint"),
            href=f"{routes.TRIGGER_LEDGER}?trigger_id={line.trigger_id}",
            custom_attrs=LOADS,
            dir="auto",
            class_name=f"font-medium {LINK}",
        ),
        el.span(name, class_name="font-medium"),
    )


def _guest(line: rx.Var[LedgerView]) -> rx.Component:
    return el.fragment(
        rx.cond(
            line.guest_id,
            el.a(
                el.given(line.guest_name, "A guest"),
                href=f"{routes.TRIGGER_LEDGER}?guest_id={line.guest_id}",
                custom_attrs=LOADS,
                dir="auto",
                class_name=f"text-quiet {LINK}",
            ),
        ),
        rx.cond(
            line.room,
            el.a(
                "room ",
                line.room,
                href=f"{routes.TRIGGER_LEDGER}?room={line.room}",
                custom_attrs=LOADS,
                class_name=f"text-13 text-faint {LINK}",
            ),
        ),
        rx.cond(
            line.conversation_id,
            el.a(
                "conversation",
                href=f"{routes.INBOX}?c={line.conversation_id}",
                class_name=f"text-13 text-faint {LINK}",
            ),
        ),
    )


def _reason(line: rx.Var[LedgerView]) -> rx.Component:
    detail = line.facts["detail"].to(str)
    return el.fragment(
        said(copy.DECISIONS, line.reason),
        rx.cond(line.unmet_words, el.fragment(": “", line.unmet_words, "”")),
        rx.cond(
            line.facts["detail"],
            el.fragment(" (", said(copy.DECISIONS, detail), ")"),
        ),
    )


def _action(one: rx.Var[ActionOutcomeView]) -> rx.Component:
    """What was done beside, and what has become of it."""
    return el.p(
        icon("corner-down-right", "small"),
        said(KINDS, one.kind.to(str)),
        ": ",
        said(trigger_copy.ACTION_STATES, one.state.to(str)),
        rx.cond(
            one.outcome & (one.outcome != one.state.to(str)),
            el.fragment(" (", one.outcome.to(str).replace("_", " "), ")"),
        ),
        key=one.place,
        class_name="mt-1 flex flex-wrap items-center gap-1 text-13 text-quiet",
    )


def _facts(line: rx.Var[LedgerView]) -> rx.Component:
    """What was known then, for whoever asks on."""
    facts = ask("act.factsOf", line.facts, kind=list[dict[str, str]])
    return rx.cond(
        facts.length() > 0,
        el.details(
            el.summary("What was known then", class_name="mt-1 text-12 text-faint"),
            el.dl(
                rx.foreach(
                    facts,
                    lambda one: el.div(
                        el.dt(one["name"], class_name="text-faint"),
                        el.dd(one["value"], dir="auto", class_name="text-words words"),
                        class_name="flex justify-between gap-4 py-0.5 text-12",
                    ),
                ),
                class_name="mt-1 max-w-120",
            ),
        ),
    )
