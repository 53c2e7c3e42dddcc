"""Everything guests were promised: what is due next, and what became of the rest."""

import reflex as rx

from backend.domain.permissions import Permission
from backend.domain.promises import PromiseState
from backend.features.promises.schemas import PromiseView
from hotelbot_ui.browser import el
from hotelbot_ui.browser.bridge import clock, do
from hotelbot_ui.browser.promise_views import PROMISE_LIST
from hotelbot_ui.components import faces
from hotelbot_ui.components.badge import badge
from hotelbot_ui.components.button import button, text_button
from hotelbot_ui.design import alert_copy
from hotelbot_ui.layouts.alert_tabs import alert_tabs
from hotelbot_ui.layouts.chips import chip
from hotelbot_ui.layouts.entries import state_badge, whose
from hotelbot_ui.layouts.part import more, part
from hotelbot_ui.layouts.promise import promise_verbs, time_left
from hotelbot_ui.layouts.records import may
from hotelbot_ui.layouts.staff import page
from hotelbot_ui.layouts.words import said

OPEN = PromiseState.OPEN.value


def promises_page() -> rx.Component:
    return page(
        "alerts",
        "Promises",
        "What colleagues, the AI and the hotel's phone said would be done by a moment. An alert "
        "comes before it is due.",
        alert_tabs("promises"),
        el.div(
            chip("Open", chosen=~PROMISE_LIST.closed, on_click=do("choosePromises", False)),
            chip("Closed", chosen=PROMISE_LIST.closed, on_click=do("choosePromises", True)),
            class_name="mb-4 flex gap-2",
        ),
        part(
            PROMISE_LIST,
            el.ul(
                rx.foreach(PROMISE_LIST["items"].to(list[PromiseView]), _promise),
                class_name="border-t border-line",
            ),
            nothing=rx.cond(
                PROMISE_LIST.closed,
                faces.empty("timer", "Nothing closed yet", "What was kept or missed is here."),
                faces.empty("timer", "No open promise", "Nothing is due to any guest."),
            ),
            read="loadPromiseList",
        ),
        more(PROMISE_LIST, "morePromises"),
        starts=("loadPromiseList",),
    )


def _promise(one: rx.Var[PromiseView]) -> rx.Component:
    return el.li(
        el.div(
            rx.cond(one.state == OPEN, time_left(one), _state(one)),
            el.span(said(alert_copy.PROMISED_BY, one.author.to(str)), class_name="text-12"),
            el.span("due ", clock("moment", one.due_at), class_name="ms-auto text-12 figures"),
            class_name="flex flex-wrap items-center gap-2 text-faint",
        ),
        whose(one.guest_name, one.room),
        el.p(one.quote, dir="auto", class_name="mt-0.5 text-14 text-quiet words"),
        rx.cond(one.state != OPEN, _end(one)),
        _verbs(one),
        key=one.id,
        custom_attrs={"data-promise": one.id, "data-state": one.state},
        class_name="border-b border-line py-4 last:border-b-0",
    )


def _state(one: rx.Var[PromiseView]) -> rx.Component:
    return state_badge(one.state, alert_copy.PROMISES, badge("Promise", glyph="timer"))


def _end(one: rx.Var[PromiseView]) -> rx.Component:
    return el.p(
        rx.match(
            one.closing,
            ("guest", el.span("The guest says that it is there")),
            ("clock", el.span("Nobody said that it was done")),
            rx.cond(
                one.closed_by,
                el.span("Closed by ", el.bdi(one.closed_by)),
                el.span("Closed by a colleague"),
            ),
        ),
        el.time(clock("moment", one.closed_at), class_name="figures"),
        class_name="mt-1 flex flex-wrap gap-x-3 text-13 text-faint",
    )


def _verbs(one: rx.Var[PromiseView]) -> rx.Component:
    return el.div(
        button("Open the chat", on_click=do("openFromAlert", one.conversation_id)),
        rx.cond(
            may(Permission.INBOX_WRITE.value),
            rx.cond(
                one.state == OPEN,
                promise_verbs(one),
                text_button(
                    "Open again", on_click=do("reopenPromise", one.id), class_name="text-13"
                ),
            ),
        ),
        class_name="mt-3 flex flex-wrap items-center gap-2",
    )
