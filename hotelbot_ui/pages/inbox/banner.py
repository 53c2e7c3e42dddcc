"""A number that cannot send says so above everything, in words, with what to do."""

import reflex as rx

from backend.domain.words import InstanceState
from hotelbot_ui.browser.bridge import clock
from hotelbot_ui.browser.views import CHANNELS, Channel
from hotelbot_ui.components.icon import icon
from hotelbot_ui.design import copy


def channel_banner() -> rx.Component:
    return rx.foreach(CHANNELS, _banner)


def _banner(channel: rx.Var[Channel]) -> rx.Component:
    said = {state: f"is {word}. {advice}" for state, (word, advice) in copy.CHANNELS.items()}
    well = (channel["state"] == InstanceState.AUTHORIZED.value) | (
        channel["state"] == InstanceState.UNKNOWN.value
    )
    return rx.cond(
        well,
        rx.fragment(),
        rx.el.div(
            icon("unplug", class_name="mt-0.5"),
            rx.el.p(
                rx.el.strong("WhatsApp number ", channel["name"], " ", class_name="font-semibold"),
                rx.Var.create(said)[channel["state"].to(str)].to(str),
                rx.cond(
                    channel["state_at"],
                    rx.el.span(
                        " Since ", clock("moment", channel["state_at"]), ".", class_name="figures"
                    ),
                ),
            ),
            role="alert",
            key=channel["id"],
            class_name=(
                "flex gap-2 border-b border-danger-line bg-danger-soft px-4 py-2 text-13 "
                "text-danger-text"
            ),
        ),
    )
