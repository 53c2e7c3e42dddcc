"""The parts of the alerts' screen, each with its own address."""

from typing import Final

import reflex as rx

from hotelbot_ui import routes
from hotelbot_ui.browser import el
from hotelbot_ui.browser.bridge import raw

TABS: Final = (
    ("alerts", "Open alerts", routes.ALERTS),
    ("recovery", "Complaints", routes.RECOVERY),
    ("promises", "Promises", routes.PROMISES),
    ("surveys", "Surveys", routes.SURVEYS),
    ("duty", "On duty", routes.DUTY),
    ("calibration", "Right and wrong", routes.CALIBRATION),
)


def alert_tabs(here: str) -> rx.Component:
    return el.nav(
        *[_tab(label, href, chosen=name == here) for name, label, href in TABS],
        aria_label="Alerts",
        class_name="mb-8 flex gap-5 overflow-x-auto whitespace-nowrap border-b border-line",
    )


def _tab(label: str, href: str, *, chosen: bool) -> rx.Component:
    look = (
        "border-accent text-words" if chosen else "border-transparent text-quiet hover:text-words"
    )
    return el.a(
        label,
        href=href,
        custom_attrs={
            "aria-current": "page" if chosen else "false",
            **({"ref": raw("mountTab")} if chosen else {}),
        },
        class_name=f"border-b-2 py-2 text-14 font-medium pointer-coarse:py-3 {look}",
    )
