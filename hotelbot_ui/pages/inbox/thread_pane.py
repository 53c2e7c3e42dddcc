"""The open conversation: who it is, who speaks, the words, the reply."""

import reflex as rx

from backend.domain.permissions import Permission
from backend.domain.words import ConversationStatus
from hotelbot_ui.browser import el
from hotelbot_ui.browser.bridge import do, put, raw
from hotelbot_ui.browser.views import CONVERSATION, OPEN_ID, PANEL, THREAD, THREAD_NEW
from hotelbot_ui.components import faces
from hotelbot_ui.components.badge import badge
from hotelbot_ui.components.button import button, icon_button
from hotelbot_ui.components.icon import icon
from hotelbot_ui.layouts.records import may
from hotelbot_ui.pages.inbox.activity_line import activity_line
from hotelbot_ui.pages.inbox.bubble import thread_row
from hotelbot_ui.pages.inbox.composer import composer
from hotelbot_ui.pages.inbox.lease_bar import lease_bar
from hotelbot_ui.pages.inbox.marks import mood_badge
from hotelbot_ui.pages.inbox.presence import faces_of, people_at
from hotelbot_ui.pages.inbox.promise_bar import promise_bar
from hotelbot_ui.pages.inbox.snoozing import snooze_choice
from hotelbot_ui.pages.inbox.why_line import why_line
from hotelbot_ui.pages.inbox.words import stay_line
from hotelbot_ui.pages.inbox.work_panel import assignee


def thread_pane() -> rx.Component:
    return el.section(
        rx.cond(
            OPEN_ID,
            el.fragment(
                rx.cond(CONVERSATION, el.fragment(_head(), lease_bar(CONVERSATION), promise_bar())),
                _thread(),
                rx.cond(CONVERSATION, el.fragment(why_line(), composer(CONVERSATION))),
            ),
            faces.empty(
                "message-circle",
                "Choose a conversation",
                "J and K go through the list, ? shows every key.",
            ),
        ),
        aria_label="Conversation",
        class_name="relative flex h-full min-w-0 flex-col bg-canvas",
    )


def _head() -> rx.Component:
    c = CONVERSATION
    return el.header(
        icon_button("arrow-left", "Back to the list", on_click=do("close"), class_name=_PHONE_ONLY),
        el.div(
            el.div(
                el.h2(c.guest.name, dir="auto", class_name="truncate text-16 font-semibold"),
                rx.cond(c.guest.vip, icon("crown", "small", "text-warning-text")),
                el.span(mood_badge(c.sentiment.level.to(str)), class_name="hidden tablet:inline"),
                faces_of(people_at(c.id)),
                class_name="flex items-center gap-2",
            ),
            el.p(
                rx.cond(c.stay, stay_line(c.stay), el.fragment("No stay known")),
                class_name="truncate text-13 text-faint figures",
            ),
            class_name="min-w-0 flex-1",
        ),
        rx.cond(may(Permission.INBOX_WRITE.value), _shortcuts()),
        icon_button(
            "panel-right",
            "Guest and stay (G)",
            on_click=put("panel", ~PANEL),
            class_name="wide:hidden",
        ),
        class_name=(
            "flex min-h-16 items-center gap-2 border-b border-line bg-surface px-2 py-2 "
            "tablet:px-4 wide:px-6"
        ),
    )


def _shortcuts() -> rx.Component:
    resting = CONVERSATION.status == ConversationStatus.SNOOZED.value
    done = CONVERSATION.status == ConversationStatus.RESOLVED.value
    return el.fragment(
        el.div(assignee(rx.Var.create(False), "w-24 wide:w-32"), class_name="hidden desk:block"),
        rx.cond(done, el.fragment(), el.div(snooze_choice(), class_name="hidden tablet:block")),
        _wait(),
        rx.cond(resting, button("Wake", glyph="alarm-clock-off", on_click=do("act", "reopen"))),
        _resolve(),
    )


def _wait() -> rx.Component:
    """The next word is the guest's. On a phone it stands in the panel."""
    return rx.cond(
        CONVERSATION.status == ConversationStatus.OPEN.value,
        el.div(
            icon_button("hourglass", "Wait for the guest (W)", on_click=do("waitForGuest")),
            class_name="hidden tablet:block",
        ),
        rx.cond(
            CONVERSATION.status == ConversationStatus.WAITING_GUEST.value,
            el.span(badge("Waiting for guest", glyph="hourglass"), class_name="hidden desk:inline"),
        ),
    )


def _resolve() -> rx.Component:
    return rx.cond(
        CONVERSATION.status == ConversationStatus.RESOLVED.value,
        button("Reopen", on_click=do("act", "reopen")),
        button(
            el.span("Resolve", class_name="sr-only tablet:not-sr-only"),
            glyph="check",
            on_click=do("resolve"),
            title="Resolve (E)",
        ),
    )


_PHONE_ONLY = "tablet:hidden"


def _thread() -> rx.Component:
    return rx.match(
        THREAD["face"],
        (
            "loading",
            el.div(faces.loading_rows(4, "h-20"), class_name="mx-auto w-full max-w-200 flex-1"),
        ),
        ("failed", faces.failed(THREAD["error"], do("loadThread"))),
        _messages(),
    )


def _messages() -> rx.Component:
    return el.div(
        el.div(
            el.div(
                rx.foreach(
                    THREAD["rows"],
                    lambda row: rx.cond(
                        row["a"],
                        activity_line(row=row, key=row["key"]),
                        thread_row(row=row, key=row["key"]),
                    ),
                ),
                role="log",
                aria_label="Messages",
                class_name=(
                    "mx-auto flex min-h-full w-full max-w-200 flex-col justify-end px-4 pt-4 pb-3 "
                    "desk:px-6"
                ),
            ),
            key=OPEN_ID,
            custom_attrs={"ref": raw("mountThread"), "data-thread": "true", "tabIndex": "0"},
            class_name=(
                "h-full overflow-y-auto overscroll-contain [overflow-anchor:none] inset-focus"
            ),
        ),
        rx.cond(THREAD_NEW > 0, _new_pill()),
        class_name="relative min-h-0 flex-1",
    )


def _new_pill() -> rx.Component:
    return el.button(
        icon("arrow-down", "small"),
        el.span(f"{THREAD_NEW} new below"),
        type="button",
        on_click=do("toEnd"),
        custom_attrs={"data-pill": "new"},
        class_name=(
            "absolute bottom-3 start-1/2 flex -translate-x-1/2 items-center gap-1.5 rounded-full "
            "bg-words px-3 h-8 text-13 font-medium text-surface shadow-float"
        ),
    )
