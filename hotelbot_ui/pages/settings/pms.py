"""Where reservations come from: connections to a PMS, how they are, and connecting one."""

from typing import Any, Final

import reflex as rx

from backend.domain.permissions import Permission
from backend.domain.words import PmsVendor
from hotelbot_ui.browser import el
from hotelbot_ui.browser.bridge import ask, clock, do, raw
from hotelbot_ui.browser.views import FORM
from hotelbot_ui.components import faces
from hotelbot_ui.components.badge import badge
from hotelbot_ui.components.button import button
from hotelbot_ui.components.field import field, select
from hotelbot_ui.components.sheet import dialog
from hotelbot_ui.design import pms_copy
from hotelbot_ui.layouts.records import error, form_sheet, may, record, records, value
from hotelbot_ui.layouts.section import section

NAME: Final = "pms-connections"
CONNECTED: Final = "pms-connected"
REMOVING: Final = "pms-removing"


def pms_section() -> rx.Component:
    return section(
        "Reservations",
        "A PMS tells of bookings, changes, arrivals and departures as they happen.",
        records(NAME, _row, nothing=_nothing()),
        _form(),
        _result(),
        _removing(),
        action=rx.cond(
            may(Permission.SETTINGS_WRITE.value),
            button("Connect a PMS", glyph="plus", on_click=_begin(PmsVendor.APALEO)),
        ),
    )


def _begin(vendor: PmsVendor) -> rx.Var:
    return do("edit", NAME, {"vendor": vendor.value})


def _nothing() -> rx.Component:
    return faces.empty(
        "calendar-range",
        "No PMS yet",
        "Stays can also be imported from a file, or pushed through the API.",
    )


def _row(one: rx.Var[dict[str, Any]]) -> rx.Component:
    vendor = rx.Var.create(pms_copy.VENDORS)[one["vendor"].to(str)].to(str)
    return record(
        el.div(
            el.div(
                el.p(one["name"], dir="auto", class_name="truncate text-14 font-medium"),
                _state(one),
                class_name="flex flex-wrap items-center gap-2",
            ),
            el.p(
                vendor,
                rx.cond(
                    one["last_event_at"],
                    el.fragment(" · last webhook ", clock("moment", one["last_event_at"])),
                    el.say(" · no webhook yet"),
                ),
                rx.cond(one["waiting"].to(int) > 0, el.fragment(" · ", one["waiting"], " wait")),
                class_name="text-13 text-faint figures",
            ),
            rx.cond(one["last_failure"], _failure(one)),
            class_name="min-w-0 flex-1",
        ),
        rx.cond(may(Permission.SETTINGS_WRITE.value), _actions(one)),
        key=one["id"],
    )


def _failure(one: rx.Var[dict[str, Any]]) -> rx.Component:
    return el.p(
        "Failed ",
        clock("moment", one["failed_at"]),
        ": ",
        ask("act.nameOf", one["last_failure"], pms_copy.OUTCOMES),
        class_name="mt-1 text-13 text-danger-text text-pretty",
    )


def _state(one: rx.Var[dict[str, Any]]) -> rx.Component:
    return rx.cond(
        one["paused_at"],
        badge("paused", glyph="circle-pause", tone="warning"),
        rx.cond(
            one["last_failure"],
            badge("failing", glyph="circle-alert", tone="danger"),
            rx.cond(
                one["last_ok_at"],
                badge("connected", glyph="circle-check", tone="good"),
                badge("not used yet", glyph="circle-help"),
            ),
        ),
    )


def _actions(one: rx.Var[dict[str, Any]]) -> rx.Component:
    paused = one["paused_at"].bool()
    return el.div(
        rx.cond(
            one["vendor"] != PmsVendor.GENERIC.value,
            button(
                "Test",
                variant="ghost",
                on_click=do("test", NAME, one["id"], pms_copy.TESTS),
            ),
        ),
        button(
            rx.cond(paused, "Go on", "Pause"),
            variant="ghost",
            on_click=do("change", NAME, one["id"], {"paused": ~paused}),
        ),
        button("Remove", variant="ghost", on_click=do("edit", REMOVING, one)),
        class_name="flex flex-wrap justify-end gap-1",
    )


def _form() -> rx.Component:
    item = FORM["item"].to(dict[str, Any])
    vendor = item["vendor"]
    return form_sheet(
        NAME,
        "Connect a PMS",
        select(
            "vendor",
            "System",
            list(pms_copy.VENDORS.items()),
            default_value=vendor.to(str),
            custom_attrs={"onInput": raw("onTyped")},
        ),
        field(
            "name",
            "What you call it",
            error=error("name"),
            default_value=value("name"),
            placeholder="Front office",
            required=True,
        ),
        *[
            rx.cond(vendor == name, el.fragment(*map(_credential, fields)))
            for name, fields in pms_copy.CREDENTIALS.items()
        ],
        rx.cond(
            vendor != PmsVendor.GENERIC.value,
            el.fragment(
                field(
                    "base_url",
                    "Address",
                    type="url",
                    error=error("base_url"),
                    default_value=value("base_url"),
                    hint="Empty: the vendor's own. QloApps has none, so name yours.",
                ),
                field(
                    "property_code",
                    "Property",
                    error=error("property_code"),
                    default_value=value("property_code"),
                    hint="Webhooks of another property are left out. Empty: all are taken.",
                ),
            ),
        ),
        then=CONNECTED,
        save="Connect",
    )


def _credential(one: tuple[str, str]) -> rx.Component:
    name, label = one
    return field(
        f"credentials.{name}",
        label,
        type="password",
        error=error(f"credentials.{name}"),
        hint="Kept encrypted and never shown again.",
        required=True,
    )


def _result() -> rx.Component:
    made = FORM["item"].to(dict[str, Any])
    signs = (made["vendor"] == PmsVendor.GENERIC.value) | (
        made["vendor"] == PmsVendor.QLOAPPS.value
    )
    return rx.cond(
        FORM["name"] == CONNECTED,
        dialog(
            "Connected",
            el.div(
                el.p(
                    "Enter this address as the webhook in your PMS. It is shown this once.",
                    class_name="text-14 text-quiet",
                ),
                _secret(ask("act.webAddress", made["webhook_path"])),
                rx.cond(
                    signs,
                    el.fragment(
                        el.p(
                            "And sign each webhook with this secret:",
                            class_name="mt-4 text-14 text-quiet",
                        ),
                        _secret(made["signing_secret"]),
                    ),
                ),
                el.div(
                    button("Done", variant="primary", on_click=do("closeForm")), class_name="mt-6"
                ),
                class_name="px-6 pb-6",
            ),
            on_close=do("closeForm"),
        ),
    )


def _secret(words: rx.Var) -> rx.Component:
    shape = "mt-2 block rounded-control bg-sunken p-3 text-13 break-all select-all"
    return el.code(words, class_name=shape)


def _removing() -> rx.Component:
    one = FORM["item"].to(dict[str, Any])
    return rx.cond(
        FORM["name"] == REMOVING,
        dialog(
            "Remove this connection?",
            el.div(
                el.p(
                    "Its webhook address closes and its credentials are forgotten. The stays stay.",
                    class_name="text-14 text-quiet text-pretty",
                ),
                el.div(
                    button(
                        "Remove",
                        variant="danger",
                        on_click=do("removeForGood", NAME, one["id"], "Connection removed."),
                    ),
                    button("Cancel", variant="ghost", on_click=do("closeForm")),
                    class_name="mt-6 flex gap-2",
                ),
                class_name="px-6 pb-6",
            ),
            on_close=do("closeForm"),
        ),
    )
