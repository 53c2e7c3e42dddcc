"""The hotel's WhatsApp numbers at Green API: how they are, and connecting one."""

from typing import Any, Final

import reflex as rx

from backend.domain.permissions import Permission
from backend.domain.words import InstanceState
from backend.settings import GREEN_API_MEDIA_URL, GREEN_API_URL
from hotelbot_ui.browser import el
from hotelbot_ui.browser.bridge import clock, do
from hotelbot_ui.browser.views import FORM
from hotelbot_ui.components import faces
from hotelbot_ui.components.badge import badge
from hotelbot_ui.components.button import button
from hotelbot_ui.components.field import field
from hotelbot_ui.components.sheet import dialog
from hotelbot_ui.design import copy
from hotelbot_ui.layouts.records import error, form_sheet, may, record, records, value
from hotelbot_ui.layouts.section import section

NAME: Final = "channels"
CONNECTED: Final = "connected"


def numbers_section() -> rx.Component:
    return section(
        "WhatsApp numbers",
        "Through Green API. Their state is checked all the time.",
        records(NAME, _row, nothing=_nothing()),
        _form(),
        _result(),
        action=rx.cond(
            may(Permission.SETTINGS_WRITE.value),
            button("Connect a number", glyph="plus", on_click=do("edit", NAME)),
        ),
    )


def _nothing() -> rx.Component:
    return faces.empty(
        "smartphone",
        "No number yet",
        "Guests can write as soon as a WhatsApp number is connected.",
    )


def _row(channel: rx.Var[dict[str, Any]]) -> rx.Component:
    pauses = {reason: happened for reason, (happened, _, _) in copy.PAUSES.items()}
    return record(
        el.div(
            el.p(
                el.given(channel["name"], "WhatsApp"),
                dir="auto",
                class_name="text-14 font-medium",
            ),
            el.p("Instance ", channel["id_instance"], class_name="text-13 text-faint"),
            rx.cond(
                channel["pause_reason"],
                el.p(
                    "Sending is paused: it ",
                    rx.Var.create(pauses)[channel["pause_reason"].to(str)].to(str),
                    ".",
                    class_name="mt-1 text-13 text-warning-text",
                ),
            ),
            class_name="min-w-0 flex-1",
        ),
        el.div(
            state_badge(channel["state"].to(str)),
            rx.cond(
                channel["state_at"],
                el.span(
                    "since ",
                    clock("moment", channel["state_at"]),
                    class_name="text-12 text-faint figures",
                ),
            ),
            class_name="flex flex-col items-end gap-1",
        ),
        key=channel["id"],
    )


def state_badge(state: rx.Var[str]) -> rx.Component:
    words = {key: word for key, (word, _) in copy.CHANNELS.items()}
    return rx.match(
        state,
        (InstanceState.AUTHORIZED.value, badge("connected", glyph="circle-check", tone="good")),
        (InstanceState.UNKNOWN.value, badge("not checked yet", glyph="circle-help")),
        badge(rx.Var.create(words)[state].to(str), glyph="unplug", tone="danger"),
    )


def _form() -> rx.Component:
    return form_sheet(
        NAME,
        "Connect a number",
        el.p(
            "Copy these from your instance in Green API's console. Its webhooks are set for you.",
            class_name="text-13 text-faint",
        ),
        field(
            "name",
            "What you call it",
            error=error("name"),
            default_value=value("name"),
            placeholder="Reception",
            auto_focus=True,
        ),
        field(
            "id_instance",
            "idInstance",
            reads_as="number",
            error=error("id_instance"),
            input_mode="numeric",
            required=True,
            default_value=value("id_instance"),
        ),
        field(
            "api_token",
            "apiTokenInstance",
            type="password",
            error=error("api_token"),
            hint="Kept encrypted and never shown again.",
            required=True,
        ),
        field(
            "api_url",
            "apiUrl",
            error=error("api_url"),
            type="url",
            reads_as="nullable",
            placeholder=GREEN_API_URL,
            hint="Empty: the usual address.",
        ),
        field(
            "media_url",
            "mediaUrl",
            error=error("media_url"),
            type="url",
            reads_as="nullable",
            placeholder=GREEN_API_MEDIA_URL,
            hint="Empty: the usual address.",
        ),
        then=CONNECTED,
        save="Connect",
    )


def _result() -> rx.Component:
    """What came of it, and what to do when the phone is not linked yet."""
    channel = FORM["item"].to(dict[str, Any])
    advice = {key: advice for key, (_, advice) in copy.CHANNELS.items()}
    return rx.cond(
        FORM["name"] == CONNECTED,
        dialog(
            "Number saved",
            el.div(
                state_badge(channel["state"].to(str)),
                el.p(
                    rx.cond(
                        channel["state"] == InstanceState.AUTHORIZED.value,
                        "Guests can write to it now.",
                        rx.Var.create(advice)[channel["state"].to(str)].to(str),
                    ),
                    class_name="mt-3 text-14 text-quiet",
                ),
                el.div(
                    button("Done", variant="primary", on_click=do("closeForm")), class_name="mt-6"
                ),
                class_name="px-6 pb-6",
            ),
            on_close=do("closeForm"),
        ),
    )
