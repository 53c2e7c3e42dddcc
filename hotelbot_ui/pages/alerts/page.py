"""All open alerts: a list to empty."""

import reflex as rx

from hotelbot_ui.browser import el
from hotelbot_ui.browser.bridge import do
from hotelbot_ui.browser.views import ALERTS, ALERTS_FACE
from hotelbot_ui.components import faces
from hotelbot_ui.layouts.alert_entry import alert_entry
from hotelbot_ui.layouts.alert_tabs import alert_tabs
from hotelbot_ui.layouts.staff import page


def alerts_page() -> rx.Component:
    return page(
        "alerts",
        "Alerts",
        "What a person should look at. Each one is closed by whoever dealt with it.",
        alert_tabs("alerts"),
        rx.match(
            ALERTS_FACE,
            ("loading", faces.loading_rows(3)),
            ("failed", faces.failed("The alerts could not be loaded.", do("loadAlerts"))),
            rx.cond(
                ALERTS.length() > 0,
                el.ul(rx.foreach(ALERTS, alert_entry), class_name="border-t border-line"),
                faces.empty("bell-off", "Nothing to look at", "Everybody is being looked after."),
            ),
        ),
    )
