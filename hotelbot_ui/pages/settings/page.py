"""The hotel's own settings: its WhatsApp numbers, what the AI may do, who works here."""

import reflex as rx

from hotelbot_ui.browser import el
from hotelbot_ui.layouts.staff import page
from hotelbot_ui.pages.settings.ai import ai_section
from hotelbot_ui.pages.settings.canned import canned_section
from hotelbot_ui.pages.settings.help_figures import FIGURES, help_section
from hotelbot_ui.pages.settings.hotel import hotel_section
from hotelbot_ui.pages.settings.languages import languages_section
from hotelbot_ui.pages.settings.notifications import notifications_section
from hotelbot_ui.pages.settings.numbers import numbers_section
from hotelbot_ui.pages.settings.people import people_section
from hotelbot_ui.pages.settings.pms import pms_section
from hotelbot_ui.pages.settings.sorting import labels_section, teams_section


def settings_page() -> rx.Component:
    return page(
        "settings",
        "Settings",
        "Numbers, reservations, AI and people of this hotel.",
        el.div(
            numbers_section(),
            pms_section(),
            hotel_section(),
            ai_section(),
            help_section(),
            people_section(),
            teams_section(),
            labels_section(),
            languages_section(),
            notifications_section(),
            canned_section(),
            class_name="flex flex-col gap-12",
        ),
        loads=(
            "channels",
            "pms-connections",
            FIGURES,
            "staff",
            "teams",
            "labels",
            "canned-replies",
        ),
        starts=("loadDigest",),
    )
