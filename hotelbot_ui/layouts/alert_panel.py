"""The bell's panel: open alerts, newest first, without leaving the screen."""

import reflex as rx

from hotelbot_ui import routes
from hotelbot_ui.browser import el
from hotelbot_ui.browser.bridge import do, put
from hotelbot_ui.browser.live_views import BELL_TAB
from hotelbot_ui.browser.views import ALERTS, SHEET, SOUND
from hotelbot_ui.components import faces
from hotelbot_ui.components.button import button
from hotelbot_ui.components.sheet import sheet
from hotelbot_ui.layouts.alert_entry import alert_entry
from hotelbot_ui.layouts.notices import bell_tabs, notice_list, notice_settings_link


def alert_panel() -> rx.Component:
    return rx.cond(
        SHEET == "alerts",
        sheet(
            rx.cond(BELL_TAB == "notices", "For you", "Alerts"),
            bell_tabs(),
            rx.cond(BELL_TAB == "notices", notice_list(), _alerts()),
            _foot(),
            on_close=put("sheet", None),
        ),
    )


def _alerts() -> rx.Component:
    return rx.cond(
        ALERTS.length() > 0,
        el.ul(rx.foreach(ALERTS, alert_entry), class_name="flex-1 px-6"),
        faces.empty("bell-off", "No alerts", "Complaints and hand-overs show up here."),
    )


def _foot() -> rx.Component:
    return el.footer(
        button(
            rx.cond(SOUND, "Sound on", "Sound off"),
            variant="ghost",
            glyph="volume-2",
            on_click=do("toggleSound"),
        ),
        el.span(class_name="flex-1"),
        rx.cond(
            BELL_TAB == "notices",
            notice_settings_link(),
            el.a(
                "All alerts",
                href=routes.ALERTS,
                class_name=(
                    "text-13 font-medium text-accent-text hover:underline underline-offset-2"
                ),
            ),
        ),
        class_name="sticky bottom-0 flex items-center border-t border-line bg-surface px-6 py-3",
    )
