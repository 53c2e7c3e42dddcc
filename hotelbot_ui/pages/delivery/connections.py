"""What the hotel depends on: how it is, what guests notice, when it is tried again."""

import reflex as rx

from backend.features.connections.schemas import ConnectionView
from hotelbot_ui.browser import el
from hotelbot_ui.browser.bridge import clock
from hotelbot_ui.browser.delivery_views import CONNECTIONS
from hotelbot_ui.components import faces
from hotelbot_ui.components.badge import badge
from hotelbot_ui.components.icon import icon
from hotelbot_ui.design import delivery_copy
from hotelbot_ui.layouts.part import part
from hotelbot_ui.layouts.section import section
from hotelbot_ui.layouts.words import told

GLYPHS = {"whatsapp": "smartphone", "model": "sparkles", "live": "radio", "database": "database"}


def connections_section() -> rx.Component:
    return section(
        "Connections",
        "What messages need on their way. Most troubles end by themselves.",
        part(
            CONNECTIONS,
            el.ul(rx.foreach(CONNECTIONS["items"], _row), class_name="border-t border-line"),
            nothing=faces.empty("unplug", "Nothing is connected", "Connect a number first."),
            read="loadConnections",
            rows=4,
        ),
        action=el.fragment(),
        anchor="connections",
    )


def _row(one: rx.Var[ConnectionView]) -> rx.Component:
    return el.li(
        rx.match(
            one.kind.to(str),
            *[
                (kind, icon(glyph, class_name="mt-0.5 text-faint"))
                for kind, glyph in GLYPHS.items()
            ],
            icon("plug", class_name="mt-0.5 text-faint"),
        ),
        el.div(
            el.p(
                el.bdi(_told(one.name), class_name="font-medium"),
                el.span(_told(one.summary), class_name="text-faint"),
                class_name="flex flex-wrap gap-x-2 text-14",
            ),
            rx.cond(one.means_for_guests, _line(one.means_for_guests, "text-quiet")),
            rx.cond(one.what_to_do, _line(one.what_to_do, "font-medium text-words")),
            _times(one),
            class_name="min-w-0 flex-1",
        ),
        _badge(one.state.to(str)),
        key=one.kind.to(str) + one.name,
        custom_attrs={"data-dependency": one.kind, "data-condition": one.state},
        class_name="flex items-start gap-3 border-b border-line py-3 last:border-b-0",
    )


def _line(words: rx.Var, tone: str) -> rx.Component:
    return el.p(_told(words), class_name=f"mt-0.5 text-13 text-pretty {tone}")


def _told(words: rx.Var) -> rx.Var[str]:
    return told("connections", words)


def _times(one: rx.Var[ConnectionView]) -> rx.Component:
    return rx.cond(
        one.since | one.next_try_at,
        el.p(
            rx.cond(one.since, el.fragment("Since ", clock("moment", one.since), ". ")),
            rx.cond(
                one.next_try_at,
                rx.cond(
                    clock("past", one.next_try_at, kind=bool),
                    el.say("Tried again now."),
                    el.fragment("Tried again at ", clock("moment", one.next_try_at), "."),
                ),
            ),
            class_name="mt-0.5 text-12 text-faint figures",
        ),
    )


def _badge(state: rx.Var[str]) -> rx.Component:
    known = [
        (key, badge(word, glyph=glyph, tone=tone))
        for key, (glyph, word, tone) in delivery_copy.CONDITIONS.items()
    ]
    return rx.match(state, *known, badge(state, glyph="circle-help"))
