"""Delivery: what needs a person, how the numbers are, what was given up, what we depend on."""

import reflex as rx

from hotelbot_ui.browser import el
from hotelbot_ui.layouts.doubt import send_again_dialog
from hotelbot_ui.layouts.staff import page
from hotelbot_ui.pages.delivery.checks import checks_sheet
from hotelbot_ui.pages.delivery.connections import connections_section
from hotelbot_ui.pages.delivery.given_up import given_up_section
from hotelbot_ui.pages.delivery.letter_sheets import discard_sheet, replay_dialog
from hotelbot_ui.pages.delivery.number_settings import number_settings
from hotelbot_ui.pages.delivery.numbers import numbers_section
from hotelbot_ui.pages.delivery.to_decide import to_decide_section
from hotelbot_ui.pages.delivery.verdict import verdict


def delivery_page() -> rx.Component:
    return page(
        "delivery",
        "Delivery",
        "Whether messages reach guests, and whether everything guests write reaches us.",
        el.div(
            verdict(),
            to_decide_section(),
            numbers_section(),
            given_up_section(),
            connections_section(),
            class_name="flex flex-col gap-12 pb-12",
        ),
        send_again_dialog(),
        checks_sheet(),
        number_settings(),
        replay_dialog(),
        discard_sheet(),
        starts=("startDelivery",),
    )
