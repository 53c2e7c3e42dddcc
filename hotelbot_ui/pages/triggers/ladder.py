"""From draft to on: four steps that are seen, and the one that comes next as the button."""

from collections.abc import Mapping

import reflex as rx

from backend.domain.permissions import Permission
from backend.features.triggers.schemas import TriggerView
from hotelbot_ui.browser import el
from hotelbot_ui.components.button import button
from hotelbot_ui.components.icon import icon
from hotelbot_ui.layouts.records import may


def ladder(
    trigger: rx.Var[TriggerView],
    *,
    planned: rx.Var[bool] | bool,
    saved: rx.Var[bool] | bool,
) -> rx.Component:
    """`planned`: it writes by itself; others need no rehearsal. `saved`: nothing is unsaved."""
    newest = rx.cond(trigger.draft, trigger.draft_version, trigger.version)
    is_published = trigger.published & ~trigger.draft.bool()
    return el.ol(
        _step(rx.cond(trigger, el.fragment("Draft v", newest), el.say("Draft")), done=saved),
        rx.cond(
            planned,
            el.fragment(
                _step("Rehearsed", done=trigger.bool() & saved & ~trigger.needs_rehearsal),
                _step("Published", done=trigger.bool() & saved & is_published),
            ),
        ),
        _step("On", done=trigger.bool() & trigger.enabled),
        aria_label="Steps",
        custom_attrs={"data-next": rx.cond(saved, trigger.next_step.to(str), "save")},
        class_name="flex flex-wrap items-center gap-x-2 gap-y-1 text-13",
    )


def _step(words: str | rx.Var | rx.Component, *, done: rx.Var[bool] | bool) -> rx.Component:
    return el.li(
        rx.cond(done, icon("circle-check", "small", "text-good-text"), icon("circle", "small")),
        words,
        class_name=rx.cond(
            done,
            "flex items-center gap-1 text-words figures",
            "flex items-center gap-1 text-faint figures",
        ),
    )


def next_button(
    trigger: rx.Var[TriggerView],
    actions: Mapping[str, tuple[str, rx.Var]],
    *,
    busy: rx.Var[bool],
) -> rx.Component:
    """`actions`: for each step its words and what it does."""
    buttons = [
        (step, button(words, variant="primary", on_click=run, disabled=busy))
        for step, (words, run) in actions.items()
    ]
    return rx.cond(
        may(Permission.CONTENT_WRITE.value),
        rx.match(trigger.next_step.to(str), *buttons, el.fragment()),
    )
