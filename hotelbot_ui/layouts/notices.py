"""The bell's second list: what one person is told of."""

import reflex as rx

from backend.domain.notifying import NotifyKind
from backend.features.notifications.schemas import NotificationView
from hotelbot_ui import routes
from hotelbot_ui.browser import el
from hotelbot_ui.browser.bridge import ask, clock, do, put
from hotelbot_ui.browser.live_views import BELL_TAB, NOTICES, UNREAD
from hotelbot_ui.browser.views import ALERTS
from hotelbot_ui.components import faces
from hotelbot_ui.components.badge import count
from hotelbot_ui.components.button import text_button
from hotelbot_ui.components.icon import icon
from hotelbot_ui.design.tokens import Tone
from hotelbot_ui.layouts.part import more, part

GLYPHS = {
    NotifyKind.CONVERSATION_CREATED.value: "message-circle-plus",
    NotifyKind.ASSIGNED.value: "user-check",
    NotifyKind.MESSAGE.value: "message-circle",
    NotifyKind.MENTION.value: "at-sign",
    NotifyKind.PARTICIPATING.value: "users",
}


def bell_tabs() -> rx.Component:
    return el.div(
        _tab("alerts", "Alerts", ALERTS.length(), "danger"),
        _tab("notices", "For you", UNREAD, "neutral"),
        role="tablist",
        aria_label="Alerts or what is for you",
        class_name="flex gap-1 px-6 pb-2",
    )


def _tab(name: str, words: str, number: rx.Var[int], tone: Tone) -> rx.Component:
    chosen = BELL_TAB == name
    shape = (
        "inline-flex h-8 items-center gap-2 rounded-control px-3 text-13 font-medium "
        "pointer-coarse:h-10"
    )
    return el.button(
        words,
        rx.cond(number > 0, count(number, tone=tone)),
        type="button",
        role="tab",
        on_click=do("showNotices") if name == "notices" else put("bell_tab", name),
        custom_attrs={"data-tab": name, "aria-selected": rx.cond(chosen, "true", "false")},
        class_name=rx.cond(
            chosen, f"{shape} bg-pressed text-words", f"{shape} text-faint hover:text-words"
        ),
    )


def notice_list() -> rx.Component:
    nothing = faces.empty(
        "bell", "Nothing for you", "Mentions, and conversations that are given to you, come here."
    )
    return el.div(
        rx.cond(
            UNREAD > 0,
            el.p(
                text_button("Mark all as read", on_click=do("readNotices"), class_name="text-13"),
                class_name="flex justify-end px-3 pb-2",
            ),
        ),
        part(
            NOTICES,
            el.ul(rx.foreach(NOTICES["items"], _notice)),
            nothing=nothing,
            read="loadNotices",
            rows=3,
        ),
        more(NOTICES, "moreNotices"),
        class_name="flex-1 px-3",
    )


def _notice(one: rx.Var[NotificationView]) -> rx.Component:
    marks = [(kind, icon(glyph, "small")) for kind, glyph in GLYPHS.items()]
    weight = rx.cond(one.read_at, "text-quiet", "font-medium text-words")
    return el.li(
        el.button(
            el.span(
                rx.match(one.kind, *marks, icon("bell", "small")),
                class_name="mt-0.5 shrink-0 text-faint",
            ),
            el.span(
                ask("act.noticeWords", one),
                rx.cond(one.times > 1, el.span(f" ({one.times})", class_name="figures")),
                dir="auto",
                class_name=f"min-w-0 flex-1 text-14 words {weight}",
            ),
            el.time(clock("moment", one.at), class_name="shrink-0 text-12 text-faint figures"),
            rx.cond(
                one.read_at,
                el.fragment(),
                el.span(
                    el.span("unread", class_name="sr-only"),
                    class_name="mt-1.5 size-2 shrink-0 rounded-full bg-accent",
                ),
            ),
            type="button",
            on_click=do("openNotice", one),
            custom_attrs={"data-notice": one.kind},
            class_name=(
                "flex w-full items-start gap-3 rounded-control px-3 py-2.5 text-start "
                "hover:bg-hover inset-focus"
            ),
        ),
        key=one.id,
    )


def notice_settings_link() -> rx.Component:
    return el.a(
        "How you are told",
        href=f"{routes.SETTINGS}#notifications",
        class_name="text-13 font-medium text-accent-text hover:underline underline-offset-2",
    )
