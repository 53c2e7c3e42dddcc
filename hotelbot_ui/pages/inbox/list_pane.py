"""The list: filters, search, rows. A row answers who, where, what last, how long they wait."""

from typing import Any, Final

import reflex as rx

from backend.domain.permissions import Permission
from backend.domain.words import ConversationStatus, Direction, Speaker
from backend.features.conversations.schemas import ConversationView
from hotelbot_ui.browser.bridge import ask, clock, do, put, raw
from hotelbot_ui.browser.views import (
    COUNTS,
    NARROWED,
    OPEN_ID,
    PICKED,
    QUERY,
    ROWS,
    ROWS_FACE,
    ROWS_HELD,
    SAVED_VIEWS,
    SESSION,
    STATUS,
    VIEW_ID,
)
from hotelbot_ui.components import faces
from hotelbot_ui.components.button import icon_button
from hotelbot_ui.components.chip import avatar, label_chip
from hotelbot_ui.components.icon import icon
from hotelbot_ui.design import inbox_copy
from hotelbot_ui.layouts.records import may
from hotelbot_ui.pages.inbox.marks import author_mark, mood_badge, priority_mark, tick
from hotelbot_ui.pages.inbox.picked_bar import picked_bar
from hotelbot_ui.pages.inbox.words import place, speaks_now


def list_pane() -> rx.Component:
    return rx.el.section(
        rx.el.header(
            _hotel(),
            # As high as what it takes the place of: the rows below stay where they are.
            rx.cond(PICKED.length() > 0, picked_bar(), rx.fragment(_search(), _filters())),
            class_name="min-h-30 border-b border-line px-3 pt-2 pb-2",
        ),
        rx.match(
            ROWS_FACE,
            ("loading", faces.loading_rows(7)),
            ("failed", faces.failed("The list could not be loaded.", do("loadRows"))),
            rx.cond(ROWS.length() > 0, _rows(), _nothing()),
        ),
        aria_label="Conversations",
        class_name="relative flex h-full min-w-0 flex-col bg-surface",
    )


def _hotel() -> rx.Component:
    """Whose guests these are; the way to another hotel for whoever has several."""
    return rx.el.div(
        rx.el.h1(SESSION.hotel.name, dir="auto", class_name="truncate text-14 font-semibold"),
        rx.cond(
            SESSION.hotels.length() > 1,
            icon_button("chevrons-up-down", "Another hotel", on_click=put("sheet", "account")),
        ),
        class_name="flex h-8 items-center justify-between gap-2 ps-3 mb-1 pointer-coarse:h-10",
    )


def _search() -> rx.Component:
    return rx.el.div(
        icon("search", class_name="absolute start-3 top-1/2 -translate-y-1/2 text-faint"),
        rx.el.input(
            id="search",
            type="search",
            placeholder="Search guest, phone, room, words",
            aria_label="Search conversations",
            auto_complete="off",
            default_value=QUERY,
            custom_attrs={"onInput": raw("onSearch")},
            class_name=(
                "h-9 w-full rounded-control bg-sunken ps-9 pe-3 text-14 pointer-coarse:text-16 "
                "pointer-coarse:h-10 [&::-webkit-search-cancel-button]:hidden"
            ),
        ),
        class_name="relative",
    )


def _filters() -> rx.Component:
    return rx.el.nav(
        rx.cond(_elsewhere(), _other_view()),
        *[_filter(key, label) for key, label in inbox_copy.VIEWS],
        icon_button(
            "list-filter",
            "All views and filters",
            on_click=put("sheet", "views"),
            class_name="sticky -end-1 size-7 shrink-0 bg-surface pointer-coarse:size-10",
        ),
        aria_label="Filter",
        class_name="-mx-1 mt-2 flex gap-1 overflow-x-auto px-1 [scrollbar-width:none]",
    )


def _elsewhere() -> rx.Var[bool]:
    """What is shown has no pill of its own."""
    usual = rx.Var.create([key for key, _ in inbox_copy.VIEWS]).contains(STATUS)
    return ~usual | VIEW_ID.bool() | (NARROWED.length() > 0)


def _other_view() -> rx.Component:
    words = rx.match(STATUS, *inbox_copy.STATUSES, "Filtered")
    return rx.el.button(
        rx.cond(VIEW_ID, ask("act.viewName", SAVED_VIEWS, VIEW_ID), words),
        icon("x", "small"),
        type="button",
        title="Back to what is open",
        on_click=do("setStatus", "open"),
        custom_attrs={"data-filter": "other"},
        class_name=f"{_PILL} bg-selected text-words",
    )


def _filter(key: str, label: str) -> rx.Component:
    chosen = (STATUS == key) & ~_elsewhere()
    return rx.el.button(
        label,
        rx.cond(
            COUNTS[key].to(int) > 0,
            rx.el.span(COUNTS[key], class_name="figures font-regular"),
        ),
        type="button",
        on_click=do("setStatus", key),
        custom_attrs={"data-filter": key, "aria-pressed": rx.cond(chosen, "true", "false")},
        class_name=rx.cond(
            chosen,
            f"{_PILL} bg-selected text-words",
            f"{_PILL} text-faint hover:bg-hover hover:text-words",
        ),
    )


_PILL: Final = (
    "inline-flex h-7 shrink-0 items-center gap-1.5 rounded-full px-2.5 text-12 font-medium "
    "whitespace-nowrap inset-focus pointer-coarse:h-10 pointer-coarse:px-3"
)


def _rows() -> rx.Component:
    return rx.fragment(
        rx.cond(
            ROWS_HELD > 0,
            rx.el.button(
                icon("arrow-down", "small", "rotate-180"),
                ROWS_HELD,
                " new",
                type="button",
                on_click=do("releaseRows"),
                class_name=(
                    "absolute inset-x-0 top-34 z-10 mx-auto flex w-fit items-center gap-1.5 "
                    "rounded-full bg-words px-3 h-7 text-12 font-medium text-surface shadow-float"
                ),
            ),
        ),
        rx.el.div(
            rx.foreach(
                ROWS,
                lambda c: conversation_row(
                    c=c,
                    chosen=OPEN_ID == c.id.to(str),
                    picked=PICKED.contains(c.id.to(str)),
                    picking=PICKED.length() > 0,
                    key=c.id,
                ),
            ),
            id="rows",
            on_mouse_enter=do("holdRows", True),
            on_mouse_leave=do("holdRows", False),
            custom_attrs={"onScroll": raw("onListScroll")},
            class_name="min-h-0 flex-1 overflow-y-auto overscroll-contain pb-4",
        ),
    )


def _nothing() -> rx.Component:
    searched = faces.empty("search", "Nothing found", "No guest, room or message matches.")
    views = [
        (key, faces.empty(glyph, title, text))
        for key, (glyph, title, text) in inbox_copy.NOTHING.items()
    ]
    narrowed = faces.empty("list-filter", "Nothing here", "No conversation is of this kind now.")
    return rx.cond(
        QUERY,
        searched,
        rx.cond(NARROWED.length() > 0, narrowed, rx.match(STATUS, *views, rx.fragment())),
    )


@rx.memo
def conversation_row(
    c: rx.Var[ConversationView],
    chosen: rx.Var[bool],
    picked: rx.Var[bool],
    picking: rx.Var[bool],
) -> rx.Component:
    """Drawn anew only when this row changed: a push to one of 500 costs one."""
    return rx.el.div(
        _row(c, chosen),
        rx.cond(may(Permission.INBOX_WRITE.value), _pick(c, picked, picking)),
        class_name="group/row relative [content-visibility:auto] "
        "[contain-intrinsic-size:auto_calc(var(--spacing)*22)]",
    )


def _pick(c: rx.Var[ConversationView], picked: rx.Var[bool], picking: rx.Var[bool]) -> rx.Component:
    """In the margin of the row; it appears where the pointer or the keyboard is, or all of them
    once one is picked."""
    shape = "absolute start-1 top-8 size-4 focus-visible:opacity-100"
    return rx.el.input(
        type="checkbox",
        checked=picked,
        read_only=True,
        aria_label=rx.Var.create("Select ") + c.guest.name.to(str),
        custom_attrs={"onClick": ask("act.picker", c.id, kind=Any), "data-pick": c.id},
        class_name=rx.cond(picking, shape, f"{shape} opacity-0 group-hover/row:opacity-100"),
    )


def _row(c: rx.Var[ConversationView], chosen: rx.Var[bool]) -> rx.Component:
    return rx.el.button(
        _unread_dot(c),
        rx.el.div(
            rx.el.span(c.guest.name, dir="auto", class_name=_name_weight(c)),
            rx.cond(c.guest.vip, icon("crown", "small", "text-warning-text")),
            priority_mark(c.priority.to(str)),
            rx.cond(
                c.mentions.contains(SESSION.staff_id),
                rx.el.span(
                    icon("at-sign", "small"),
                    title="A note names you",
                    role="img",
                    aria_label="A note names you",
                    custom_attrs={"data-mark": "mention"},
                    class_name="inline-flex shrink-0 text-accent-text",
                ),
            ),
            rx.el.span(
                clock("stamp", c.last_message_at),
                class_name="ms-auto ps-2 text-12 text-faint figures shrink-0",
            ),
            class_name="flex items-center gap-1.5",
        ),
        _last_words(c),
        _footnotes(c),
        _labels(c),
        type="button",
        on_click=do("open", c.id),
        custom_attrs={"data-row": c.id, "aria-current": rx.cond(chosen, "true", "false")},
        class_name=rx.cond(
            chosen,
            f"{_ROW} bg-selected",
            f"{_ROW} hover:bg-hover",
        ),
    )


_ROW: Final = "relative block w-full px-6 py-3 text-start inset-focus"


def _name_weight(c: rx.Var[ConversationView]) -> rx.Var:
    base = "truncate text-14"
    return rx.cond(c.unread > 0, f"{base} font-semibold", f"{base} font-medium")


def _unread_dot(c: rx.Var[ConversationView]) -> rx.Component:
    return rx.cond(
        c.unread > 0,
        rx.el.span(
            rx.el.span(c.unread, " unread", class_name="sr-only"),
            class_name="absolute start-2.5 top-5 size-2 rounded-full bg-accent",
        ),
    )


def _last_words(c: rx.Var[ConversationView]) -> rx.Component:
    last = c.last_message
    ours = last.direction == Direction.OUT.value
    tone = rx.cond(c.unread > 0, "text-words", "text-quiet")
    return rx.cond(
        last,
        rx.el.div(
            rx.cond(ours, tick(last.status.to(str), "small")),
            rx.cond(ours, author_mark(last.author.to(str))),
            rx.el.span(
                rx.cond(
                    last.text, last.text, rx.Var.create(inbox_copy.WORDLESS)[last.kind.to(str)]
                ),
                dir="auto",
                class_name="truncate",
            ),
            class_name=f"mt-0.5 flex items-center gap-1.5 text-13 {tone}",
        ),
    )


def _footnotes(c: rx.Var[ConversationView]) -> rx.Component:
    return rx.el.div(
        rx.cond(c.stay, rx.el.span(place(c.stay), class_name="truncate text-faint")),
        rx.cond(
            speaks_now(c) == Speaker.STAFF.value,
            rx.el.span(
                rx.cond(c.stay, "· ", ""), c.speaker.staff_name, class_name="truncate text-faint"
            ),
        ),
        rx.el.span(class_name="flex-1"),
        rx.cond(
            c.status == ConversationStatus.SNOOZED.value,
            rx.el.span(
                icon("alarm-clock", "small"),
                rx.cond(c.snoozed_until, clock("ahead", c.snoozed_until), "until they write"),
                title="Snoozed",
                custom_attrs={"data-mark": "snoozed"},
                class_name="inline-flex shrink-0 items-center gap-1 text-notice-text figures",
            ),
        ),
        mood_badge(c.sentiment.level.to(str)),
        rx.cond(
            c.waiting_since,
            rx.el.span(
                icon("hourglass", "small"),
                clock("waited", c.waiting_since),
                title="Waits for our answer",
                class_name="inline-flex items-center gap-1 font-medium text-quiet figures shrink-0",
            ),
        ),
        rx.cond(
            c.assignee_name,
            avatar(ask("act.initials", c.assignee_name), c.assignee_name.to(str)),
        ),
        class_name="mt-1 flex min-h-5 items-center gap-1.5 text-12",
    )


def _labels(c: rx.Var[ConversationView]) -> rx.Component:
    """One line of them; more are in the panel."""
    return rx.cond(
        (c.labels.length() > 0) | c.team_name.bool(),
        rx.el.div(
            rx.cond(
                c.team_name,
                rx.el.span(
                    icon("users", "small"),
                    rx.el.span(c.team_name, dir="auto", class_name="truncate"),
                    class_name="inline-flex h-5 max-w-32 items-center gap-1 text-12 text-faint",
                ),
            ),
            rx.foreach(c.labels, lambda one: label_chip(one.name, one.colour.to(str))),
            class_name="mt-1 flex h-5 gap-1 overflow-hidden",
        ),
    )
