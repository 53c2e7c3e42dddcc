"""What a manager sets for a number: its name, its pace, how many conversations it may begin."""

from typing import Any, Final

import reflex as rx

from hotelbot_ui.browser import el
from hotelbot_ui.browser.views import FORM
from hotelbot_ui.components.field import CONTROL, field
from hotelbot_ui.layouts.records import error, form_sheet, value

NAME: Final = "channels"


def number_settings() -> rx.Component:
    item = FORM["item"].to(dict[str, Any])
    return form_sheet(
        NAME,
        "Number",
        field("name", "What you call it", error=error("name"), default_value=value("name")),
        field(
            "send_interval_ms",
            "Least time between two messages, in milliseconds",
            reads_as="number",
            type="number",
            error=error("send_interval_ms"),
            hint="From 500 to 600,000. A slower number is a safer one.",
            default_value=item["send_interval_ms"].to(str),
        ),
        field(
            "daily_new_contacts",
            "Conversations it may begin on one day",
            reads_as="number",
            type="number",
            error=error("daily_new_contacts"),
            hint="Answers to guests who write first are not counted.",
            default_value=item["daily_new_contacts"].to(str),
        ),
        el.label(
            el.input(
                type="checkbox",
                name="warm_up",
                default_checked=item["warm_up"].to(bool),
                class_name=f"size-4 pointer-coarse:size-5 {CONTROL.split()[1]}",
            ),
            el.span(
                "Warm-up: a young number begins fewer",
                el.span(
                    "Off only for a number that has long been in use.",
                    class_name="block text-12 text-faint",
                ),
                class_name="text-14",
            ),
            class_name="flex items-start gap-3",
        ),
    )
