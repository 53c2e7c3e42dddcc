"""Each WhatsApp number of the hotel: how it is, how fast it may send, what waits to spare it."""

import reflex as rx

from backend.domain.permissions import Permission
from backend.domain.words import InstanceState
from hotelbot_ui import routes
from hotelbot_ui.browser import el
from hotelbot_ui.browser.bridge import clock, do
from hotelbot_ui.browser.delivery_views import NUMBERS, Number
from hotelbot_ui.components import faces
from hotelbot_ui.components.badge import badge
from hotelbot_ui.components.button import button
from hotelbot_ui.design import copy
from hotelbot_ui.layouts.part import part
from hotelbot_ui.layouts.records import may
from hotelbot_ui.layouts.section import section
from hotelbot_ui.pages.delivery.number_figures import figures, held, meter
from hotelbot_ui.pages.delivery.number_past import past
from hotelbot_ui.pages.delivery.number_settings import NAME


def numbers_section() -> rx.Component:
    return section(
        "Numbers",
        "A WhatsApp number lives as long as it behaves like a person. Point at a figure for what "
        "it counts.",
        part(
            NUMBERS,
            el.div(
                rx.foreach(NUMBERS["items"], _number),
                class_name="flex flex-col divide-y divide-line border-t border-line",
            ),
            nothing=_nothing(),
            read="loadNumbers",
            rows=3,
        ),
        action=rx.cond(
            may(Permission.SETTINGS_WRITE.value),
            el.fragment(),
            el.span(
                "Managers change pace and budget.",
                class_name="text-13 text-faint max-tablet:hidden",
            ),
        ),
        anchor="numbers",
    )


def _nothing() -> rx.Component:
    return faces.empty(
        "smartphone",
        "No number yet",
        "Guests can write as soon as a WhatsApp number is connected.",
        el.a(
            "Open the settings",
            href=routes.SETTINGS,
            class_name="text-13 font-medium text-accent-text hover:underline underline-offset-2",
        ),
    )


def _number(one: rx.Var[Number]) -> rx.Component:
    return el.article(
        el.div(
            el.h3(
                el.bdi(title_of(one)),
                class_name="text-15 font-semibold",
            ),
            _state(one),
            rx.cond(
                one.state_at,
                el.span(
                    "since ", clock("moment", one.state_at), class_name="text-12 text-faint figures"
                ),
            ),
            el.span(class_name="flex-1"),
            rx.cond(
                may(Permission.SETTINGS_WRITE.value),
                button("Change", glyph="pencil", on_click=do("edit", NAME, one.channel)),
            ),
            class_name="flex flex-wrap items-center gap-x-3 gap-y-1",
        ),
        _trouble(one),
        meter(one),
        figures(one),
        held(one),
        past(one),
        key=one.channel_id,
        custom_attrs={"data-health": one.channel_id},
        class_name="flex flex-col gap-5 py-6",
    )


def title_of(one: rx.Var[Number]) -> rx.Var[str]:
    return rx.cond(one.name, one.name, one.channel.id_instance.to(str)).to(str)


def _state(one: rx.Var[Number]) -> rx.Component:
    words = {key: word for key, (word, _) in copy.CHANNELS.items()}
    return rx.match(
        one.state,
        (InstanceState.AUTHORIZED.value, badge("connected", glyph="circle-check", tone="good")),
        (InstanceState.UNKNOWN.value, badge("not checked yet", glyph="circle-help")),
        (InstanceState.STARTING.value, badge(words["starting"], glyph="loader", tone="warning")),
        badge(rx.Var.create(words)[one.state].to(str), glyph="unplug", tone="danger"),
    )


def _trouble(one: rx.Var[Number]) -> rx.Component:
    """Why nothing leaves: what it means and what to do, in the words of the banner."""

    def words(part: int) -> rx.Var[str]:
        known = {key: said[part] for key, said in copy.PAUSES.items()}
        return rx.Var.create(known)[one.pause.reason].to(str)

    return rx.cond(
        one.pause,
        el.p(
            "It ",
            words(0),
            rx.cond(one.pause.since, el.fragment(" since ", clock("moment", one.pause.since))),
            ". ",
            words(1),
            " ",
            words(2),
            rx.cond(
                one.pause.until,
                el.fragment(" Tried again at ", clock("moment", one.pause.until), "."),
            ),
            class_name="text-13 text-danger-text text-pretty figures",
        ),
    )
