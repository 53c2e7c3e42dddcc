"""One stay: what is known of it, and everything that happened to it."""

from typing import Any

import reflex as rx

from hotelbot_ui import routes
from hotelbot_ui.browser import el
from hotelbot_ui.browser.bridge import ask, clock, do, put
from hotelbot_ui.browser.views import SHEET, STAY, STAY_EVENTS
from hotelbot_ui.components import faces
from hotelbot_ui.components.sheet import sheet
from hotelbot_ui.design import copy
from hotelbot_ui.layouts.coming import coming_section


def stay_sheet() -> rx.Component:
    return rx.cond(
        SHEET == "stay",
        sheet(
            STAY["guest_name"],
            el.div(_facts(), _automatic(), _log(), class_name="flex flex-col gap-8 px-6 pb-8"),
            on_close=put("sheet", ""),
        ),
    )


def _facts() -> rx.Component:
    s = STAY
    people = rx.cond(
        s["children"].to(int) > 0,
        el.say(s["adults"], " adults, ", s["children"], " children"),
        el.say(s["adults"], " adults"),
    )
    return el.dl(
        _fact("Room", el.given(s["room"], "No room yet")),
        _fact("Type", s["room_type"]),
        _fact("Dates", ask("clock.span", s["arrival"], s["departure"])),
        _fact("Arrives", clock("full", s["planned_arrival_at"])),
        _fact("Leaves", clock("full", s["planned_departure_at"])),
        _fact("Status", el.say(rx.Var.create(copy.STAYS)[s["status"].to(str)].to(str))),
        _fact("Checked in", clock("full", s["checked_in_at"])),
        _fact("Checked out", clock("full", s["checked_out_at"])),
        _fact("Phone", s["guest_phone"]),
        _fact(
            "Language", rx.cond(s["guest_language"], ask("clock.language", s["guest_language"]), "")
        ),
        _fact("People", people),
        _fact("Booked by", s["source"]),
        _fact("Rate", s["rate_code"]),
        _fact("Tags", s["tags"].to(list[str]).join(", ")),
        _fact("Door code", rx.cond(s["has_door_code"].bool(), el.say("kept sealed"), "")),
        _fact("Reservation", s["external_id"]),
        class_name="text-13",
    )


def _fact(name: str, value: Any) -> rx.Component:
    held = rx.Var.create(value)
    return rx.cond(
        held,
        el.div(
            el.dt(name, class_name="shrink-0 text-faint"),
            el.dd(held, dir="auto", class_name="min-w-0 text-end text-words words figures"),
            class_name="flex justify-between gap-4 py-1",
        ),
    )


def _automatic() -> rx.Component:
    address = f"{routes.TRIGGER_LEDGER}?stay_id={STAY['id']}"
    return el.div(
        coming_section("Automatic messages to come", address),
        rx.cond(
            STAY["room"],
            el.a(
                f"Everything of room {STAY['room']}",
                href=f"{routes.TRIGGER_LEDGER}?room={STAY['room']}",
                class_name="text-12 text-faint underline-offset-2 hover:underline",
            ),
        ),
    )


def _log() -> rx.Component:
    return el.section(
        el.h3("What happened", class_name="mb-2 text-12 font-medium text-faint"),
        rx.match(
            STAY_EVENTS["face"],
            ("loading", faces.loading_rows(3)),
            ("failed", faces.failed(STAY_EVENTS["error"], do("openStay", STAY))),
            rx.cond(
                STAY_EVENTS["items"].length() > 0,
                el.ol(rx.foreach(STAY_EVENTS["items"], _event)),
                el.p("Nothing was logged yet.", class_name="text-13 text-faint"),
            ),
        ),
    )


def _event(event: rx.Var[dict[str, Any]]) -> rx.Component:
    return el.li(
        el.div(
            el.p(
                rx.Var.create(copy.STAY_EVENTS)[event["kind"].to(str)],
                el.span(" by ", event["source"], class_name="text-faint"),
                class_name="text-words",
            ),
            el.p(ask("act.changed", event["changes"]), class_name="text-faint words"),
            class_name="min-w-0 flex-1",
        ),
        el.span(clock("moment", event["at"]), class_name="shrink-0 text-faint figures"),
        key=event["id"],
        class_name="flex gap-4 border-b border-line py-2 text-13 last:border-b-0",
    )
