"""What holds for the whole house: its clock of arrivals, its country, how long rows are kept."""

from typing import Any, Final

import reflex as rx

from backend.domain.permissions import Permission
from hotelbot_ui.browser import el
from hotelbot_ui.browser.bridge import do
from hotelbot_ui.browser.views import FORM, SESSION
from hotelbot_ui.components.button import button
from hotelbot_ui.components.field import field
from hotelbot_ui.layouts.records import error, form_sheet, may, value
from hotelbot_ui.layouts.section import section

NAME: Final = "hotel"


def hotel_section() -> rx.Component:
    hotel = SESSION.hotel
    return section(
        "House",
        "Planned times of stays, country of telephone numbers, and how long rows are kept.",
        el.dl(
            _fact("Check-in from", hotel.check_in_time.to(str)[:5]),
            _fact("Check-out until", hotel.check_out_time.to(str)[:5]),
            _fact("Country", rx.cond(hotel.country, hotel.country, "As of the hotel's telephone")),
            _fact(
                "A thank you reopens what is resolved", rx.cond(hotel.closes_on_thanks, "No", "Yes")
            ),
            _fact("Webhooks are kept", el.fragment(hotel.keep_webhooks_days, " days")),
            _fact("How messages were sent is kept", el.fragment(hotel.keep_sends_days, " days")),
            _fact("What the AI was told is kept", el.fragment(hotel.keep_calls_days, " days")),
            class_name="border-t border-line",
        ),
        _form(),
        action=rx.cond(
            may(Permission.SETTINGS_WRITE.value),
            button("Change", glyph="pencil", on_click=do("edit", NAME, hotel)),
        ),
    )


def _fact(name: str, said: Any) -> rx.Component:
    return el.div(
        el.dt(name, class_name="flex-1 text-14 text-quiet"),
        el.dd(said, class_name="text-14 font-medium figures"),
        class_name="flex gap-4 border-b border-line py-3 last:border-b-0",
    )


def _form() -> rx.Component:
    return form_sheet(
        NAME,
        "House",
        field(
            "check_in_time",
            "Check-in from",
            type="time",
            error=error("check_in_time"),
            default_value=value("check_in_time")[:5],
            hint="Where a reservation names no time. Triggers are planned anew with it.",
            required=True,
        ),
        field(
            "check_out_time",
            "Check-out until",
            type="time",
            error=error("check_out_time"),
            default_value=value("check_out_time")[:5],
            required=True,
        ),
        field(
            "country",
            "Country",
            reads_as="nullable",
            error=error("country"),
            default_value=value("country"),
            max_length=2,
            placeholder="ES",
            hint="Two letters. Empty: the country of the hotel's own telephone.",
        ),
        el.label(
            el.input(
                type="checkbox",
                name="closes_on_thanks",
                default_checked=FORM["item"].to(dict[str, bool])["closes_on_thanks"],
                class_name="size-4 accent-accent",
            ),
            "A mere thank you leaves a resolved conversation resolved",
            class_name="flex items-center gap-2 text-14",
        ),
        *_keeping(),
    )


def _keeping() -> tuple[rx.Component, ...]:
    return (
        field(
            "keep_webhooks_days",
            "Days to keep webhooks",
            type="number",
            reads_as="number",
            error=error("keep_webhooks_days"),
            default_value=value("keep_webhooks_days"),
            hint="As they came, after they were handled. 7 to 365.",
            min=7,
            max=365,
            required=True,
        ),
        field(
            "keep_sends_days",
            "Days to keep how messages were sent",
            type="number",
            reads_as="number",
            error=error("keep_sends_days"),
            default_value=value("keep_sends_days"),
            hint="The messages themselves stay. 30 to 3650.",
            min=30,
            max=3650,
            required=True,
        ),
        field(
            "keep_calls_days",
            "Days to keep what the AI was told",
            type="number",
            reads_as="number",
            error=error("keep_calls_days"),
            default_value=value("keep_calls_days"),
            hint="With personal data replaced. Hashes and costs stay. 1 to 3650.",
            min=1,
            max=3650,
            required=True,
        ),
    )
