"""The last run of the golden questions: how far it is, its table, and what is not right."""

from typing import Any

import reflex as rx

from backend.domain.permissions import Permission
from hotelbot_ui import routes
from hotelbot_ui.browser import el
from hotelbot_ui.browser.bridge import ask, clock, raw
from hotelbot_ui.browser.golden_views import BUSY, GATE, REPORT
from hotelbot_ui.components import faces
from hotelbot_ui.components.badge import badge
from hotelbot_ui.components.button import button
from hotelbot_ui.components.field import CONTROL
from hotelbot_ui.components.figure import defined
from hotelbot_ui.design import golden_copy as copy
from hotelbot_ui.layouts.part import part
from hotelbot_ui.layouts.records import may
from hotelbot_ui.layouts.section import section
from hotelbot_ui.layouts.words import said

CELL = "py-2 pe-4 text-start"


def last_run() -> rx.Component:
    return el.div(
        section(
            "Last run",
            "On the way that a guest's message takes: the same instructions, the same checks.",
            _head(),
            rx.cond(
                GATE.is_other_release,
                el.p(
                    "The instructions or the model changed since the last accepted run.",
                    role="status",
                    class_name="mt-2 text-13 text-warning-text",
                ),
            ),
            part(
                REPORT,
                el.div(_table(), _agreement(), _wrong(), class_name="flex flex-col gap-4"),
                nothing=faces.empty("clock", "Not asked yet", "The first answers come soon."),
                read="readReport",
            ),
            _accept(),
            action=el.fragment(),
        ),
        class_name="mb-10",
    )


def _head() -> rx.Component:
    run = GATE.last_run
    return el.div(
        rx.match(
            run.state,
            *[
                (state, badge(words, glyph=glyph, tone=tone))
                for state, (glyph, words, tone) in copy.RUNS.items()
            ],
            el.fragment(),
        ),
        el.span(
            said(copy.CAUSES, run.cause),
            " · ",
            clock("moment", run.created_at),
            class_name="text-12 text-faint figures",
        ),
        el.span(
            rx.cond(
                run.live > 0,
                el.fragment(
                    f"{run.asked} of {run.questions} asked, {run.live} answered by the model",
                    rx.cond(run.model, el.fragment(" (", run.model, ")")),
                ),
                el.fragment(
                    f"{run.asked} of {run.questions} asked, none by a model: rules and recordings"
                ),
            ),
            role="status",
            class_name="text-13 text-quiet figures",
        ),
        rx.cond(
            run.trouble,
            el.p(said(copy.TROUBLES, run.trouble.to(str)), class_name="text-13 text-warning-text"),
        ),
        rx.cond(
            run.state == "stopped",
            el.a("Cost and budget", href=routes.COST, class_name="text-13 font-medium underline"),
        ),
        class_name="mb-4 flex flex-wrap items-center gap-x-3 gap-y-1",
    )


def _table() -> rx.Component:
    head = f"{CELL} text-12 font-medium text-faint"
    right = defined(
        "Right", "With Wilson's interval at 95 %: by so much the true share may differ."
    )
    return el.div(
        el.table(
            el.thead(
                el.tr(
                    el.th("Language", scope="col", class_name=head),
                    el.th(right, scope="col", class_name=head),
                )
            ),
            el.tbody(rx.foreach(REPORT.rates, _rate)),
            class_name="w-full max-w-120 text-13 figures",
        ),
    )


def _rate(one: rx.Var[Any]) -> rx.Component:
    return el.tr(
        el.td(
            rx.cond(one.language, ask("clock.language", one.language), el.say("All")),
            class_name=CELL,
        ),
        el.td(ask("act.rated", one), class_name=CELL),
        key=one.language,
        class_name="border-t border-line",
    )


def _agreement() -> rx.Component:
    """How far rules and judge are to be trusted, each on the labelled answers of the product."""
    return el.div(
        el.p(
            "Rules agree with people by a kappa of ",
            ask("act.kappa", REPORT.rules),
            ", on ",
            REPORT.rules.n,
            " labelled answers.",
        ),
        rx.cond(
            REPORT.judge.n > 0,
            el.p(
                "The judge agrees with people by a kappa of ",
                ask("act.kappa", REPORT.judge),
                ", on ",
                REPORT.judge.n,
                " labelled answers.",
            ),
            el.p("The judge was not measured against people yet: it advises and decides nothing."),
        ),
        class_name="text-12 text-faint figures text-pretty",
    )


def _wrong() -> rx.Component:
    """Those that do not stand, and those that the judge doubts."""
    return el.ul(
        rx.foreach(REPORT["items"], _result),
        aria_label="Answers that are not right",
        class_name="flex flex-col gap-3",
    )


def _result(one: rx.Var[Any]) -> rx.Component:
    return el.li(
        el.div(
            el.span(one.text, dir="auto", class_name="text-14 font-medium words"),
            rx.cond(one.is_worse, badge("Got worse", glyph="trending-down", tone="danger")),
            class_name="flex flex-wrap items-center gap-2",
        ),
        el.p(
            rx.cond(one.answer, one.answer, "–"), dir="auto", class_name="text-14 text-quiet words"
        ),
        el.p(
            said(copy.OUTCOMES, one.outcome.to(str)),
            " · ",
            said(copy.WAYS, one.way),
            class_name="text-12 text-faint",
        ),
        el.ul(
            rx.foreach(one.faults, lambda fault: el.li(said(copy.FAULTS, fault), key=fault)),
            class_name="text-12 text-warning-text",
        ),
        rx.cond(
            one.judged_why,
            el.p("The judge: ", one.judged_why, class_name="text-12 text-faint"),
        ),
        key=one.question_id,
        class_name="border-s-2 border-line ps-3",
    )


def _accept() -> rx.Component:
    run = GATE.last_run
    waits = (run.state == "worse") & ~run.accepted_at.bool() & ~run.change_id.bool()
    return rx.cond(
        may(Permission.CONTENT_WRITE.value) & waits,
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
            button("Accept this run", type="submit", disabled=BUSY == "accept"),
            custom_attrs={"onSubmitCapture": raw("onAcceptGolden")},
            class_name="mt-4 flex flex-wrap gap-2",
        ),
    )
