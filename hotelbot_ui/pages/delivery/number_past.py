"""What happened to a number in the last fourteen days."""

import reflex as rx

from backend.domain.words import NumberEventKind
from backend.features.number_health.schemas import NumberEventView
from hotelbot_ui.browser import el
from hotelbot_ui.browser.bridge import ask, clock
from hotelbot_ui.browser.delivery_views import Number
from hotelbot_ui.components.icon import icon
from hotelbot_ui.design import copy
from hotelbot_ui.design.delivery_copy import EVENT_DETAILS, EVENTS
from hotelbot_ui.layouts.words import said


def past(one: rx.Var[Number]) -> rx.Component:
    return el.div(
        _warning(one),
        rx.cond(
            one.events.length() > 0,
            el.details(
                el.summary(
                    ask("act.counted", one.events.length(), "event", "events"),
                    " in 14 days",
                    class_name="w-fit underline underline-offset-2 hover:text-words",
                ),
                el.ol(rx.foreach(one.events, _event), class_name="mt-2 flex flex-col gap-1"),
            ),
            el.p("Nothing happened to it in 14 days."),
        ),
        class_name="flex flex-col gap-1 text-13 text-faint figures",
    )


def _warning(one: rx.Var[Number]) -> rx.Component:
    return rx.cond(
        one.warned_at,
        el.p(
            "Last warned by WhatsApp ",
            clock("moment", one.warned_at),
            ".",
            rx.cond(
                one.care_until,
                rx.cond(
                    clock("past", one.care_until, kind=bool),
                    "",
                    el.fragment(" Spared until ", clock("moment", one.care_until), "."),
                ),
            ),
        ),
        el.p("Never warned by WhatsApp."),
    )


def _event(one: rx.Var[NumberEventView]) -> rx.Component:
    states = {key: word for key, (word, _) in copy.CHANNELS.items()}
    detail = said({**states, **EVENT_DETAILS}, one.detail)
    slowed = one.kind.to(str) == NumberEventKind.SLOWED.value
    return el.li(
        rx.match(
            one.kind.to(str),
            *[(key, icon(glyph, "small", "mt-0.5")) for key, (glyph, _) in EVENTS.items()],
            icon("dot", "small", "mt-0.5"),
        ),
        el.span(clock("moment", one.at), class_name="w-28 shrink-0"),
        el.span(
            said({key: word for key, (_, word) in EVENTS.items()}, one.kind.to(str)),
            rx.cond(
                slowed,
                el.fragment(" to ", ask("act.percent", one.detail.to(float)), " of its pace"),
                rx.cond(one.detail, el.fragment(": ", detail)),
            ),
        ),
        class_name="flex gap-2",
    )
