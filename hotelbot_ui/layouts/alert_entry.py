"""One alert: what happened, to whom, and what a person says of it."""

import reflex as rx

from backend.domain.permissions import Permission
from backend.domain.words import AlertKind, AlertStatus
from hotelbot_ui.browser import el
from hotelbot_ui.browser.bridge import clock, do, raw
from hotelbot_ui.browser.views import COLLEAGUES, Alert
from hotelbot_ui.components.badge import badge
from hotelbot_ui.components.button import button, icon_button
from hotelbot_ui.components.chip import choice
from hotelbot_ui.design import copy
from hotelbot_ui.layouts.alert_ladder import ladder
from hotelbot_ui.layouts.records import may
from hotelbot_ui.layouts.words import told

URGENT = (
    AlertKind.COMPLAINT.value,
    AlertKind.PROMISE_MISSED.value,
    AlertKind.SEND_FAILED.value,
    AlertKind.CHANNEL_STATE.value,
)


def alert_entry(alert: rx.Var[Alert]) -> rx.Component:
    return el.li(
        el.div(
            _kind(alert),
            rx.cond(
                alert["status"] == AlertStatus.ACKNOWLEDGED.value,
                el.span("seen", class_name="text-12 text-faint"),
            ),
            el.time(
                clock("moment", alert["created_at"]),
                class_name="ms-auto text-12 text-faint figures",
            ),
            class_name="flex items-center gap-2",
        ),
        rx.cond(
            alert["guest_name"],
            el.p(alert["guest_name"], dir="auto", class_name="mt-2 text-14 font-medium"),
        ),
        el.p(
            told("alerts", alert["reason"]),
            dir="auto",
            class_name="mt-0.5 text-14 text-quiet words",
        ),
        ladder(alert),
        _answers(alert),
        key=alert["id"],
        custom_attrs={"data-alert": alert["id"]},
        class_name="border-b border-line py-4 last:border-b-0",
    )


def _kind(alert: rx.Var[Alert]) -> rx.Component:
    marks = [
        (key, badge(words, glyph=glyph, tone="danger" if key in URGENT else "warning"))
        for key, (glyph, words) in copy.ALERTS.items()
    ]
    return rx.match(alert["kind"], *marks, badge("Alert", glyph="bell", tone="warning"))


def _answers(alert: rx.Var[Alert]) -> rx.Component:
    return el.div(
        rx.cond(
            alert["conversation_id"],
            button("Show", on_click=do("openFromAlert", alert["conversation_id"])),
        ),
        rx.cond(may(Permission.INBOX_WRITE.value), _verbs(alert)),
        class_name="mt-3 flex flex-wrap items-center gap-2",
    )


def _verbs(alert: rx.Var[Alert]) -> rx.Component:
    return el.fragment(
        button("Resolve", glyph="check", on_click=do("handle", alert["id"], "resolve")),
        rx.cond(
            alert["status"] == AlertStatus.OPEN.value,
            button(
                "Mark as seen",
                variant="ghost",
                on_click=do("handle", alert["id"], "acknowledge"),
            ),
        ),
        choice(
            "Give it to",
            el.option("Give it to", value=""),
            rx.foreach(COLLEAGUES, lambda p: el.option(p.name, value=p.id, key=p.id)),
            value="",
            custom_attrs={"onChange": raw("onAlertAssign"), "data-id": alert["id"]},
        ),
        el.span(class_name="flex-1"),
        _verdicts(alert),
    )


def _verdicts(alert: rx.Var[Alert]) -> rx.Component:
    """Right or wrong closes the alert and teaches how well alerts are raised."""
    judged = alert["kind"] == AlertKind.COMPLAINT.value
    return rx.cond(
        judged,
        el.div(
            icon_button(
                "thumbs-up",
                "Right: resolve it",
                on_click=do("handle", alert["id"], "resolve", True),
            ),
            icon_button(
                "thumbs-down",
                "Wrong: no complaint",
                on_click=do("handle", alert["id"], "dismiss", False),
            ),
            class_name="flex",
        ),
    )
