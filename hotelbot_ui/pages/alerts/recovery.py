"""Complaints on their clock: who owns each, what was done, how it ended."""

import reflex as rx

from backend.domain.permissions import Permission
from backend.domain.recovery import ComplaintState
from backend.features.complaints.schemas import ComplaintView
from hotelbot_ui.browser import el
from hotelbot_ui.browser.bridge import clock, do, raw
from hotelbot_ui.browser.recovery_views import COMPLAINTS
from hotelbot_ui.browser.views import COLLEAGUES, FORM
from hotelbot_ui.components import faces
from hotelbot_ui.components.badge import badge
from hotelbot_ui.components.button import button, text_button
from hotelbot_ui.components.chip import choice
from hotelbot_ui.components.field import text_area
from hotelbot_ui.design import alert_copy
from hotelbot_ui.layouts.alert_tabs import alert_tabs
from hotelbot_ui.layouts.chips import chip
from hotelbot_ui.layouts.entries import state_badge, whose
from hotelbot_ui.layouts.part import more, part
from hotelbot_ui.layouts.records import act_sheet, error, may
from hotelbot_ui.layouts.staff import page
from hotelbot_ui.layouts.words import said

FORM_NAME = "complaint"
STATES = {state.name: state.value for state in ComplaintState}


def recovery_page() -> rx.Component:
    return page(
        "alerts",
        "Complaints",
        "Each ends when the guest says that it is fixed, or with a reason. Until then no review is "
        "asked for.",
        alert_tabs("recovery"),
        el.div(
            chip("Open", chosen=~COMPLAINTS.closed, on_click=do("chooseComplaints", False)),
            chip("Closed", chosen=COMPLAINTS.closed, on_click=do("chooseComplaints", True)),
            class_name="mb-4 flex gap-2",
        ),
        part(
            COMPLAINTS,
            el.ul(
                rx.foreach(COMPLAINTS["items"].to(list[ComplaintView]), _complaint),
                class_name="border-t border-line",
            ),
            nothing=faces.empty(
                "smile", "No complaint here", "What guests complain about is here."
            ),
            read="loadComplaints",
        ),
        more(COMPLAINTS, "moreComplaints"),
        _words_sheet(),
        starts=("loadComplaints",),
    )


def _complaint(one: rx.Var[ComplaintView]) -> rx.Component:
    return el.li(
        el.div(
            _state(one),
            el.span(said(alert_copy.SOURCES, one.source.to(str)), class_name="text-12 text-faint"),
            el.span(
                rx.cond(
                    one.closed_at,
                    el.fragment("closed ", clock("moment", one.closed_at)),
                    rx.cond(
                        clock("lasts", one.opened_at, 1, kind=bool),
                        el.fragment("open for ", clock("waited", one.opened_at)),
                        el.say("opened just now"),
                    ),
                ),
                class_name="ms-auto text-12 text-faint figures",
            ),
            class_name="flex flex-wrap items-center gap-2",
        ),
        whose(one.guest_name, one.room),
        _times(one),
        _verbs(one),
        key=one.id,
        custom_attrs={"data-complaint": one.id, "data-state": one.state},
        class_name="border-b border-line py-4 last:border-b-0",
    )


def _state(one: rx.Var[ComplaintView]) -> rx.Component:
    return state_badge(one.state, alert_copy.STATES, badge("Complaint", glyph="frown"))


def _times(one: rx.Var[ComplaintView]) -> rx.Component:
    """The clock: when it began, who took it, what came when."""
    return el.dl(
        _time("Began", one.opened_at),
        rx.cond(
            one.owned_at,
            _time(el.fragment("Taken by ", el.bdi(one.owner_name)), one.owned_at),
        ),
        rx.cond(one.acted_at, _time("Acted on", one.acted_at)),
        rx.cond(one.asked_at, _time("Guest asked", one.asked_at)),
        rx.cond(one.closed_at, _time(_end(one), one.closed_at)),
        class_name="mt-2 flex flex-col gap-1",
    )


def _end(one: rx.Var[ComplaintView]) -> rx.Component:
    return rx.cond(
        one.closing == "guest",
        el.fragment("The guest says that it is fixed"),
        el.fragment(
            rx.cond(one.closed_by, el.fragment("Closed by ", el.bdi(one.closed_by), ": "), ""),
            one.closing_reason,
        ),
    )


def _time(name: str | rx.Component, at: rx.Var) -> rx.Component:
    return el.div(
        el.dt(name, class_name="min-w-0 flex-1 text-13 text-quiet words"),
        el.dd(clock("moment", at), class_name="text-13 text-faint figures"),
        class_name="flex gap-4",
    )


def _verbs(one: rx.Var[ComplaintView]) -> rx.Component:
    state, closed = one.state, one.state == STATES["CLOSED"]
    acting = (state != STATES["OPEN"]) & ~closed
    asking = (state == STATES["ACTED"]) | (state == STATES["ASKED"])
    busy = COMPLAINTS.busy == one.id
    return el.div(
        button("Open the chat", on_click=do("openFromAlert", one.conversation_id)),
        rx.cond(
            may(Permission.INBOX_WRITE.value) & ~closed,
            el.fragment(
                choice(
                    "Owner",
                    el.option("Nobody yet", value="", disabled=True),
                    rx.foreach(COLLEAGUES, lambda p: el.option(p.name, value=p.id, key=p.id)),
                    value=rx.cond(one.owner_id, one.owner_id.to(str), ""),
                    custom_attrs={"onChange": raw("onOwner"), "data-id": one.id},
                ),
                rx.cond(acting, button("Say what was done", on_click=_say(one, "act"))),
                rx.cond(
                    asking,
                    button(
                        "Ask the guest",
                        variant="primary",
                        disabled=busy,
                        on_click=do("askComplaint", one.id),
                    ),
                ),
                text_button(
                    "Close with a reason", on_click=_say(one, "close"), class_name="text-13"
                ),
            ),
        ),
        class_name="mt-3 flex flex-wrap items-center gap-2",
    )


def _say(one: rx.Var[ComplaintView], verb: str) -> rx.Var:
    return do("edit", FORM_NAME, {"id": one.id, "verb": verb})


def _words_sheet() -> rx.Component:
    item = FORM["item"].to(dict[str, str])
    acting = item["verb"] == "act"
    return act_sheet(
        FORM_NAME,
        rx.cond(acting, "What was done", "Close with a reason"),
        rx.cond(
            acting,
            text_area(
                "words",
                "For colleagues; the guest does not see it",
                error=error("words"),
                placeholder="Sent housekeeping with fresh towels",
                required=True,
                auto_focus=True,
            ),
            text_area(
                "reason",
                "Why it is closed without the guest's word",
                error=error("reason"),
                placeholder="The guest told us at the desk",
                required=True,
                auto_focus=True,
            ),
        ),
        on_submit="onComplaintWords",
    )
