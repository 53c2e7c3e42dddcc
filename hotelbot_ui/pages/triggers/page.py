"""The triggers of the hotel, by parts of the guest's journey, each read as a sentence."""

from typing import Final

import reflex as rx

from backend.domain.permissions import Permission
from backend.features.triggers.schemas import TriggerView
from hotelbot_ui import routes
from hotelbot_ui.browser import el
from hotelbot_ui.browser.bridge import ask, clock, do
from hotelbot_ui.browser.trigger_views import TRIGGERS, Group
from hotelbot_ui.components import faces
from hotelbot_ui.components.badge import badge
from hotelbot_ui.components.button import button
from hotelbot_ui.components.icon import icon
from hotelbot_ui.components.switch import switch
from hotelbot_ui.design import trigger_copy
from hotelbot_ui.layouts.automation import stop_button, stop_dialog, stopped_banner
from hotelbot_ui.layouts.links import link_button
from hotelbot_ui.layouts.part import part
from hotelbot_ui.layouts.records import may
from hotelbot_ui.layouts.staff import page

NAME: Final = "triggers"
WRITES: Final = may(Permission.CONTENT_WRITE.value)


def triggers_page() -> rx.Component:
    return page(
        NAME,
        "Triggers",
        "Messages that go out by themselves: each once, never to a guest who opted out, and every "
        "decision is written down.",
        stopped_banner(),
        part(TRIGGERS, _groups(), nothing=_nothing(), read="readTriggers", rows=4),
        stop_dialog(),
        actions=(
            el.div(
                link_button("Ledger", routes.TRIGGER_LEDGER, glyph="scroll-text"),
                stop_button(),
                rx.cond(
                    WRITES,
                    link_button(
                        "Add a trigger", routes.TRIGGER_EDIT, glyph="plus", variant="primary"
                    ),
                ),
                class_name="flex flex-wrap gap-2",
            ),
        ),
        starts=("startTriggers", "offerRemoved"),
    )


def _nothing() -> rx.Component:
    return faces.empty(
        "zap",
        "Nothing is sent by itself",
        "The starter journey holds eight triggers in four languages, from the booking to the "
        "review. All are off until you have rehearsed them.",
        rx.cond(
            WRITES,
            button(
                rx.cond(TRIGGERS.busy == "starter", "Adding", "Add the starter journey"),
                glyph="route",
                on_click=do("addStarterJourney"),
                disabled=TRIGGERS.busy == "starter",
            ),
        ),
    )


def _groups() -> rx.Component:
    return el.div(
        rx.foreach(TRIGGERS.groups, _group),
        rx.cond(
            WRITES & (TRIGGERS.groups.length() < len(trigger_copy.PARTS) - 1),
            el.div(
                button(
                    "Add the starter journey",
                    variant="ghost",
                    glyph="route",
                    on_click=do("addStarterJourney"),
                    disabled=TRIGGERS.busy == "starter",
                )
            ),
        ),
        class_name="flex flex-col gap-8 pb-12",
    )


def _group(group: rx.Var[Group]) -> rx.Component:
    heads = [
        (key, el.fragment(icon(glyph, class_name="text-faint"), word))
        for key, (glyph, word) in trigger_copy.PARTS.items()
    ]
    return el.section(
        el.h2(
            rx.match(group.name, *heads, el.fragment(group.name)),
            class_name="flex items-center gap-2 pb-2 text-13 font-semibold text-quiet",
        ),
        el.ul(rx.foreach(group["items"], _row), class_name="border-t border-line"),
        key=group.name,
        custom_attrs={"data-part": group.name},
    )


def _row(trigger: rx.Var[TriggerView]) -> rx.Component:
    return el.li(
        el.a(
            el.div(
                el.h3(trigger.name, dir="auto", class_name="min-w-0 text-14 font-medium words"),
                _state(trigger),
                class_name="flex flex-wrap items-center gap-x-2 gap-y-1",
            ),
            el.p(
                trigger.sentence, dir="auto", class_name="mt-1 text-14 text-quiet words text-pretty"
            ),
            href=f"{routes.TRIGGER_EDIT}?id={trigger.id}",
            class_name="block min-w-0 flex-1 rounded-control hover:underline underline-offset-2",
        ),
        switch(
            trigger.enabled,
            on="On",
            off="Off",
            label=trigger.name,
            disabled=~WRITES | (TRIGGERS.busy == trigger.id.to(str)) | _is_not_ready(trigger),
            on_click=do("switchTrigger", trigger, ~trigger.enabled),
        ),
        _figures(trigger),
        key=trigger.id.to(str),
        custom_attrs={"data-trigger": trigger.name},
        class_name="flex flex-wrap items-start gap-x-4 border-b border-line py-4 last:border-b-0",
    )


def _is_not_ready(trigger: rx.Var[TriggerView]) -> rx.Var[bool]:
    """One that is off and has another step before it."""
    return ~trigger.enabled & (trigger.next_step != "enable")


def _state(trigger: rx.Var[TriggerView]) -> rx.Component:
    return el.fragment(
        rx.cond(
            trigger.draft,
            badge(f"Draft v{trigger.draft_version}", glyph="pencil-line", tone="notice"),
        ),
        rx.cond(
            trigger.published,
            badge(f"v{trigger.version}", glyph="file-check"),
            badge("Draft", glyph="pencil-line", tone="notice"),
        ),
    )


def _figures(trigger: rx.Var[TriggerView]) -> rx.Component:
    """What comes and what went, each a click away from its lines."""
    ledger = f"{routes.TRIGGER_LEDGER}?trigger_id={trigger.id}"
    step = rx.Var.create(trigger_copy.STEPS)[trigger.next_step.to(str)].to(str)
    next_at = rx.cond(
        trigger.next_at, el.fragment(", next ", clock("full", trigger.next_at.to(str)))
    )
    return el.p(
        rx.cond(
            ~trigger.enabled & trigger.next_step & WRITES,
            el.span("Next: ", el.say(step).to(str).lower(), class_name="text-notice-text"),
        ),
        rx.cond(trigger.planned > 0, el.span(trigger.planned, " planned", next_at)),
        el.a(
            ask("act.figure", trigger.sent_week),
            " sent, ",
            ask("act.figure", trigger.not_sent_week),
            " not sent in 7 days",
            href=ledger,
            class_name="underline decoration-dotted decoration-line-strong underline-offset-4",
        ),
        class_name="mt-2 flex w-full flex-wrap gap-x-4 gap-y-1 text-13 text-faint figures",
    )
