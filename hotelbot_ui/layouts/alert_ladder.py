"""Whom an alert has told so far, and when it climbs."""

import reflex as rx

from hotelbot_ui.browser import el
from hotelbot_ui.browser.bridge import clock
from hotelbot_ui.browser.views import Alert
from hotelbot_ui.components.icon import icon
from hotelbot_ui.design import alert_copy
from hotelbot_ui.layouts.words import said


def ladder(alert: rx.Var[Alert]) -> rx.Component:
    return el.fragment(
        rx.cond(
            alert.climb_at,
            el.p(
                icon("trending-up", "small"),
                el.span("Climbs at ", clock("time", alert.climb_at)),
                custom_attrs={"data-climbs": "true"},
                class_name="mt-2 flex items-center gap-1.5 text-12 text-warning-text figures",
            ),
        ),
        rx.cond(
            alert.steps.length() > 0,
            el.details(
                el.summary(
                    "Who was told: ",
                    alert.steps.length(),
                    class_name="cursor-pointer text-12 font-medium text-quiet figures",
                ),
                el.ol(
                    rx.foreach(alert.steps, _step),
                    class_name="mt-1 flex flex-col gap-1",
                ),
                class_name="mt-2",
            ),
        ),
    )


def _step(step: rx.Var) -> rx.Component:
    glyphs = [(state, icon(glyph, "small")) for state, glyph in alert_copy.STEP_GLYPHS.items()]
    outcome = rx.cond(step.outcome, step.outcome, "").to(str)
    return el.li(
        rx.match(step.state, *glyphs, icon("dot", "small")),
        el.span(
            el.bdi(step.name),
            " ",
            said(alert_copy.WAYS, step.way.to(str)),
            ": ",
            said(alert_copy.OUTCOMES, outcome),
            class_name="min-w-0 flex-1 words",
        ),
        el.time(clock("time", step.at), class_name="shrink-0 figures"),
        custom_attrs={"data-step": step.way, "data-state": step.state},
        class_name="flex items-start gap-1.5 text-12 text-quiet",
    )
