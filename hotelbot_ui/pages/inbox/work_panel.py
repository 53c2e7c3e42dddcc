"""Who handles the conversation, how urgent it is and how it is labelled: a part of the panel."""

import reflex as rx

from backend.domain.permissions import Permission
from backend.domain.words import ConversationStatus
from hotelbot_ui.browser import el
from hotelbot_ui.browser.bridge import ask, do, raw
from hotelbot_ui.browser.live_views import PARTICIPANTS_FACE
from hotelbot_ui.browser.views import (
    COLLEAGUES,
    CONVERSATION,
    DESK_FACE,
    LABELS,
    PARTICIPANTS,
    TEAMS,
)
from hotelbot_ui.components.button import button, text_button
from hotelbot_ui.components.chip import avatar, choice, label_chip
from hotelbot_ui.components.icon import icon
from hotelbot_ui.design import inbox_copy
from hotelbot_ui.layouts.records import may
from hotelbot_ui.pages.inbox.snoozing import rests_until, snooze_choice

SNOOZED = ConversationStatus.SNOOZED.value


def work_panel() -> rx.Component:
    c = CONVERSATION
    locked = ~may(Permission.INBOX_WRITE.value)
    return el.section(
        el.h3("Work", class_name="mb-2 text-12 font-medium text-faint"),
        rx.cond(c.status == SNOOZED, _resting()),
        rx.cond(
            DESK_FACE == "failed",
            el.p(
                "Colleagues, teams and labels could not be loaded.",
                class_name="mb-2 text-13 text-warning-text",
            ),
        ),
        _line("Assigned to", assignee(locked, "flex-1")),
        _line("Team", _team(locked)),
        _line("Priority", _priority(locked)),
        _labels(locked),
        _participants(),
        _wait(),
        aria_label="Work",
    )


def assignee(locked: rx.Var[bool], class_name: str) -> rx.Component:
    held = CONVERSATION.assignee_id
    return choice(
        "Assigned to",
        el.option("Nobody", value=""),
        # Whoever left still shows where they are named.
        rx.cond(
            held & ~ask("act.holds", COLLEAGUES, held, kind=bool),
            el.option(CONVERSATION.assignee_name, value=held.to(str)),
        ),
        rx.foreach(COLLEAGUES, lambda p: el.option(p.name, value=p.id, key=p.id)),
        value=rx.cond(held, held.to(str), ""),
        disabled=locked,
        custom_attrs={"onChange": raw("onAssign"), "data-work": "assignee"},
        class_name=class_name,
    )


def _team(locked: rx.Var[bool]) -> rx.Component:
    held = CONVERSATION.team_id
    return choice(
        "Team",
        el.option("No team", value=""),
        rx.foreach(TEAMS, lambda t: el.option(t.name, value=t.id, key=t.id)),
        value=rx.cond(held, held.to(str), ""),
        disabled=locked,
        custom_attrs={"onChange": raw("onTeam"), "data-work": "team"},
        class_name="flex-1",
    )


def _priority(locked: rx.Var[bool]) -> rx.Component:
    return choice(
        "Priority",
        *[
            el.option(words, value=key)
            for key, (_, words, _) in reversed(inbox_copy.PRIORITIES.items())
        ],
        value=CONVERSATION.priority.to(str),
        disabled=locked,
        custom_attrs={"onChange": raw("onPriority"), "data-work": "priority"},
        class_name="flex-1",
    )


def _labels(locked: rx.Var[bool]) -> rx.Component:
    add = choice(
        "Add a label",
        el.option("Add a label", value=""),
        rx.foreach(LABELS, lambda one: el.option(one.name, value=one.id, key=one.id)),
        value="",
        custom_attrs={"onChange": raw("onLabel"), "data-work": "label"},
        class_name="mt-2 w-full text-quiet",
    )
    return el.div(
        el.div(
            rx.foreach(
                CONVERSATION.labels,
                lambda one: label_chip(
                    one.name,
                    one.colour.to(str),
                    rx.cond(
                        ~locked,
                        el.button(
                            icon("x", "small"),
                            type="button",
                            aria_label="Remove this label",
                            title="Remove this label",
                            on_click=do("removeLabel", one.id),
                            class_name="-me-1 rounded-full hover:bg-hover",
                        ),
                    ),
                ),
            ),
            class_name="flex flex-wrap gap-1.5 empty:hidden",
        ),
        rx.cond(~locked & (LABELS.length() > 0), add),
        class_name="mt-2",
    )


def _wait() -> rx.Component:
    """What stands in the head of the thread where there is room."""
    return rx.cond(
        (CONVERSATION.status == ConversationStatus.OPEN.value) & may(Permission.INBOX_WRITE.value),
        el.div(
            snooze_choice("snooze-here", "w-full"),
            button("Wait for the guest", glyph="hourglass", on_click=do("waitForGuest")),
            class_name="mt-3 flex flex-col gap-2 tablet:hidden",
        ),
    )


def _participants() -> rx.Component:
    return rx.cond(
        PARTICIPANTS_FACE == "failed",
        el.p(
            "Who took part could not be loaded. ",
            text_button("Try again", on_click=do("loadParticipants", CONVERSATION.id)),
            role="alert",
            class_name="mt-3 text-13 text-warning-text",
        ),
        _took_part(),
    )


def _took_part() -> rx.Component:
    return rx.cond(
        PARTICIPANTS.length() > 0,
        el.div(
            el.span("Took part", class_name="w-24 shrink-0 text-13 text-faint"),
            el.div(
                rx.foreach(
                    PARTICIPANTS,
                    lambda p: avatar(ask("act.initials", p.name), p.name),
                ),
                class_name="flex flex-wrap gap-1",
            ),
            class_name="mt-3 flex items-center gap-2",
        ),
    )


def _resting() -> rx.Component:
    return el.p(
        icon("alarm-clock", "small"),
        rests_until(CONVERSATION.snoozed_until),
        class_name="mb-2 flex items-center gap-1.5 text-13 text-notice-text",
    )


def _line(label: str, control: rx.Component) -> rx.Component:
    return el.div(
        el.span(label, aria_hidden="true", class_name="w-24 shrink-0 text-13 text-faint"),
        control,
        class_name="flex items-center gap-2 py-1",
    )
