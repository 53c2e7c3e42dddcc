"""A row of the list: who, where, what last, how long they wait."""

from typing import Any, Final

import reflex as rx

from backend.domain.permissions import Permission
from backend.domain.words import ConversationStatus, Direction, Speaker
from backend.features.conversations.schemas import ConversationView
from hotelbot_ui.browser import el
from hotelbot_ui.browser.bridge import ask, clock, do
from hotelbot_ui.browser.live_views import Present
from hotelbot_ui.browser.views import SESSION
from hotelbot_ui.components.chip import avatar, label_chip
from hotelbot_ui.components.icon import icon
from hotelbot_ui.design import inbox_copy
from hotelbot_ui.layouts.records import may
from hotelbot_ui.pages.inbox.marks import author_mark, mood_badge, priority_mark, tick
from hotelbot_ui.pages.inbox.presence import faces_of
from hotelbot_ui.pages.inbox.words import place, speaks_now


@rx.memo
def conversation_row(
    c: rx.Var[ConversationView],
    chosen: rx.Var[bool],
    picked: rx.Var[bool],
    picking: rx.Var[bool],
    people: rx.Var[list[Present]],
    gap: rx.Var[int],
    at: rx.Var[int],
    of: rx.Var[int],
    stop: rx.Var[bool],
) -> rx.Component:
    """Drawn anew only when this row changed: a push to one of 500 costs one. `gap`: as high as the
    rows above that are not drawn; `at` and `of` tell its place to whoever does not see it; `stop`:
    Tab leads here, the arrows from row to row."""
    return el.div(
        _row(c, chosen, people, stop),
        rx.cond(may(Permission.INBOX_WRITE.value), _pick(c, picked, picking, stop)),
        role=rx.cond(at > 0, "listitem", "none"),
        custom_attrs={
            "aria-posinset": rx.cond(at > 0, at, None),
            "aria-setsize": rx.cond(at > 0, of, None),
            "data-line": c.id,
            "style": ask("act.gapAbove", gap, kind=Any),
        },
        class_name="group/row relative",
    )


def _pick(
    c: rx.Var[ConversationView], picked: rx.Var[bool], picking: rx.Var[bool], stop: rx.Var[bool]
) -> rx.Component:
    """In the margin of the row; it appears where the pointer or the keyboard is, or all of them
    once one is picked."""
    shape = "pick absolute start-0 top-8 size-6 focus-visible:opacity-100"
    return el.input(
        type="checkbox",
        checked=picked,
        read_only=True,
        aria_label=rx.Var.create("Select ") + c.guest.name.to(str),
        tab_index=rx.cond(stop, 0, -1),
        custom_attrs={"onClick": ask("act.picker", c.id, kind=Any), "data-pick": c.id},
        class_name=rx.cond(picking, shape, f"{shape} opacity-0 group-hover/row:opacity-100"),
    )


def _row(
    c: rx.Var[ConversationView],
    chosen: rx.Var[bool],
    people: rx.Var[list[Present]],
    stop: rx.Var[bool],
) -> rx.Component:
    return el.button(
        _unread_dot(c),
        el.div(
            el.span(c.guest.name, dir="auto", class_name=_name_weight(c)),
            rx.cond(c.guest.vip, icon("crown", "small", "text-warning-text")),
            priority_mark(c.priority.to(str)),
            rx.cond(
                c.mentions.contains(SESSION.staff_id),
                el.span(
                    icon("at-sign", "small"),
                    title="A note names you",
                    role="img",
                    aria_label="A note names you",
                    custom_attrs={"data-mark": "mention"},
                    class_name="inline-flex shrink-0 text-accent-text",
                ),
            ),
            el.span(
                clock("stamp", c.last_message_at),
                class_name="ms-auto ps-2 text-12 text-faint figures shrink-0",
            ),
            class_name="flex items-center gap-1.5",
        ),
        _last_words(c),
        _footnotes(c, people),
        _labels(c),
        type="button",
        tab_index=rx.cond(stop, 0, -1),
        on_click=do("openOrPick", c.id),
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
        el.span(
            el.span(c.unread, " unread", class_name="sr-only"),
            class_name="absolute start-2.5 top-5 size-2 rounded-full bg-accent",
        ),
    )


def _last_words(c: rx.Var[ConversationView]) -> rx.Component:
    last = c.last_message
    ours = last.direction == Direction.OUT.value
    tone = rx.cond(c.unread > 0, "text-words", "text-quiet")
    return rx.cond(
        last,
        el.div(
            rx.cond(ours, tick(last.status.to(str), "small")),
            rx.cond(ours, author_mark(last.author.to(str))),
            rx.cond(
                last.text,
                el.span(last.text, dir="auto", class_name="truncate"),
                el.span(
                    rx.Var.create(inbox_copy.WORDLESS)[last.kind.to(str)], class_name="truncate"
                ),
            ),
            class_name=f"mt-0.5 flex items-center gap-1.5 text-13 {tone}",
        ),
    )


def _footnotes(c: rx.Var[ConversationView], people: rx.Var[list[Present]]) -> rx.Component:
    return el.div(
        rx.cond(c.stay, el.span(place(c.stay), class_name="truncate text-faint")),
        rx.cond(
            speaks_now(c) == Speaker.STAFF.value,
            el.span(
                rx.cond(c.stay, "· ", ""), c.speaker.staff_name, class_name="truncate text-faint"
            ),
        ),
        el.span(class_name="flex-1"),
        rx.cond(
            c.status == ConversationStatus.SNOOZED.value,
            el.span(
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
            el.span(
                icon("hourglass", "small"),
                clock("waited", c.waiting_since),
                title="Waits for our answer",
                class_name="inline-flex items-center gap-1 font-medium text-quiet figures shrink-0",
            ),
        ),
        faces_of(people),
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
        el.div(
            rx.cond(
                c.team_name,
                el.span(
                    icon("users", "small"),
                    el.span(c.team_name, dir="auto", class_name="truncate"),
                    class_name="inline-flex h-5 max-w-32 items-center gap-1 text-12 text-faint",
                ),
            ),
            rx.foreach(c.labels, lambda one: label_chip(one.name, one.colour.to(str))),
            class_name="mt-1 flex h-5 gap-1 overflow-hidden",
        ),
    )
