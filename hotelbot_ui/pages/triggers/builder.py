"""The builder: one trigger as a sentence that is filled in, with its count and preview beside."""

from typing import Final

import reflex as rx

from backend.domain.permissions import Permission
from hotelbot_ui import routes
from hotelbot_ui.browser import el
from hotelbot_ui.browser.bridge import do
from hotelbot_ui.browser.trigger_views import BUILDER
from hotelbot_ui.components import faces
from hotelbot_ui.components.button import button, icon_button
from hotelbot_ui.components.field import form_error
from hotelbot_ui.components.icon import icon
from hotelbot_ui.layouts.automation import stopped_banner
from hotelbot_ui.layouts.links import link_button
from hotelbot_ui.layouts.records import may
from hotelbot_ui.layouts.staff import page
from hotelbot_ui.pages.triggers.actions import actions_block
from hotelbot_ui.pages.triggers.bounds import bounds_block
from hotelbot_ui.pages.triggers.check_panel import check_panel, short_count
from hotelbot_ui.pages.triggers.controls import typed, wrong
from hotelbot_ui.pages.triggers.ladder import ladder, next_button
from hotelbot_ui.pages.triggers.left_out import left_out
from hotelbot_ui.pages.triggers.only_if import only_if_block
from hotelbot_ui.pages.triggers.send import send_block
from hotelbot_ui.pages.triggers.when import when_block

TRIGGER = BUILDER.trigger
WRITES: Final = may(Permission.CONTENT_WRITE.value)


def builder_page() -> rx.Component:
    return page(
        "triggers",
        rx.cond(TRIGGER, TRIGGER.name, el.say("New trigger")),
        "Fill in the sentence. Nothing is sent before it is rehearsed, published and switched on.",
        stopped_banner(),
        rx.match(
            BUILDER.face,
            ("ready", _ready()),
            ("failed", faces.failed(BUILDER.error, do("openBuilder"))),
            faces.loading_rows(5),
        ),
        actions=(link_button("All triggers", routes.TRIGGERS, glyph="arrow-left"),),
        starts=("startBuilder",),
        wide=True,
    )


def _ready() -> rx.Component:
    return el.div(
        rx.cond(
            ~WRITES,
            el.p(
                icon("lock", "small"),
                "You can read this rule. Managers change it.",
                class_name="mb-4 flex items-center gap-2 text-13 text-faint",
            ),
        ),
        el.div(
            el.fieldset(
                _name(),
                when_block(),
                only_if_block(),
                send_block(),
                actions_block(),
                bounds_block(),
                disabled=~WRITES,
                class_name="min-w-0 flex-1",
            ),
            rx.cond(WRITES, check_panel()),
            class_name="flex flex-col gap-6 desk:flex-row",
        ),
        el.div(form_error(BUILDER.error), class_name="pt-2 empty:hidden"),
        left_out(),
        _more(),
        _bar(),
    )


def _name() -> rx.Component:
    return el.div(
        typed(
            "name",
            BUILDER.draft.name,
            label="Name of the trigger",
            error=BUILDER.errors["name"],
            placeholder="Name, as colleagues will read it",
            max_length=120,
            class_name="w-full font-medium",
        ),
        wrong("name"),
        class_name="pb-5",
    )


def _more() -> rx.Component:
    """What is done with a trigger as a whole."""
    here = BUILDER.id
    return rx.cond(
        here,
        el.div(
            link_button(
                "Why it did, or did not",
                f"{routes.TRIGGER_LEDGER}?trigger_id={here}",
                glyph="scroll-text",
            ),
            rx.cond(
                ~TRIGGER.needs_rehearsal & BUILDER.planned,
                link_button(
                    "Rehearsal", f"{routes.TRIGGER_REHEARSAL}?id={here}", glyph="clapperboard"
                ),
            ),
            rx.cond(
                WRITES,
                el.fragment(
                    link_button(
                        "Duplicate", f"{routes.TRIGGER_EDIT}?copy={here}", glyph="copy", anew=True
                    ),
                    rx.cond(
                        TRIGGER.draft,
                        button("Drop the draft", glyph="undo-2", on_click=do("discardDraft")),
                    ),
                    rx.cond(
                        TRIGGER.enabled,
                        button("Switch off", glyph="power", on_click=do("enableTrigger", False)),
                    ),
                    button(
                        "Delete", variant="danger", glyph="trash-2", on_click=do("deleteTrigger")
                    ),
                ),
            ),
            class_name="flex flex-wrap gap-2 border-t border-line py-5",
        ),
    )


def _bar() -> rx.Component:
    busy = BUILDER.busy != ""
    save = button(
        rx.cond(BUILDER.busy == "save", "Saving", rx.cond(BUILDER.id, "Save draft", "Save")),
        variant="primary",
        on_click=do("saveTrigger"),
        disabled=busy,
    )
    steps = {
        "rehearse": ("Rehearse", do("rehearseNext")),
        "publish": ("Publish", do("publishTrigger")),
        "enable": ("Switch on", do("enableTrigger", True)),
    }
    return rx.cond(
        WRITES,
        el.div(
            el.div(
                ladder(TRIGGER, planned=BUILDER.planned, saved=~BUILDER.dirty & (BUILDER.id != "")),
                class_name="w-full tablet:w-auto",
            ),
            el.span(short_count(), class_name="flex-1"),
            icon_button(
                "undo", "Undo (Ctrl Z)", on_click=do("undo"), disabled=BUILDER.past.length() == 0
            ),
            icon_button(
                "redo",
                "Redo (Ctrl Shift Z)",
                on_click=do("redo"),
                disabled=BUILDER.future.length() == 0,
            ),
            rx.cond(
                BUILDER.dirty | (BUILDER.id == ""),
                save,
                rx.cond(
                    TRIGGER.next_step,
                    next_button(TRIGGER, steps, busy=busy),
                    el.span("It is on and up to date", class_name="text-13 text-good-text"),
                ),
            ),
            custom_attrs={"data-bar": "true"},
            class_name=(
                "sticky bottom-0 -mx-4 flex flex-wrap items-center gap-2 border-t border-line "
                "bg-surface px-4 py-3 tablet:-mx-8 tablet:px-8"
            ),
        ),
    )
