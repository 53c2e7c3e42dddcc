"""AND DO: what happens beside the message; each kind with its own fields."""

import reflex as rx

from backend.features.triggers.actions import OFFERS
from hotelbot_ui.browser import el
from hotelbot_ui.browser.bridge import do
from hotelbot_ui.browser.trigger_views import BUILDER, ActionField, ActionRow
from hotelbot_ui.components.button import icon_button
from hotelbot_ui.design import trigger_copy
from hotelbot_ui.layouts.chips import chip
from hotelbot_ui.layouts.words import said
from hotelbot_ui.pages.triggers.controls import block, choose, typed, wrong, wrong_line


def actions_block() -> rx.Component:
    return block(
        "And do",
        rx.cond(
            BUILDER.actions.length() > 0,
            el.div(rx.foreach(BUILDER.actions, _row), class_name="flex flex-col gap-2"),
            el.p("Nothing else.", class_name="text-14 text-quiet"),
        ),
        el.div(chip("Add an action", on_click=do("addAction"))),
        wrong("actions"),
    )


def _row(row: rx.Var[ActionRow]) -> rx.Component:
    return el.div(
        el.div(
            el.div(
                choose(
                    f"{row.path}.kind",
                    row.kind,
                    [(kind.value, offer.label) for kind, offer in OFFERS.items()],
                    label="Action",
                ),
                rx.foreach(row.fields, _field),
                class_name="flex min-w-0 flex-1 flex-wrap items-center gap-2",
            ),
            icon_button("x", "Remove this action", on_click=do("dropAction", row.place)),
            class_name="flex items-start gap-2",
        ),
        rx.cond(row.error, wrong_line(row.error)),
        key=row.path,
        custom_attrs={"data-action": row.kind},
    )


def _field(field: rx.Var[ActionField]) -> rx.Component:
    label = said(trigger_copy.ACTION_FIELDS, field.name)
    return el.div(
        el.span(label, class_name="text-14 text-quiet"),
        rx.match(
            field.control,
            (
                "pick",
                choose(
                    field.path,
                    field.value,
                    el.fragment(
                        el.option("–", value=""),
                        rx.foreach(field.picks, lambda one: el.option(one.name, value=one.id)),
                    ),
                    label=label,
                    reads_as="nullable",
                ),
            ),
            (
                "choice",
                choose(
                    field.path,
                    field.value,
                    rx.foreach(
                        field.choices,
                        lambda one: el.option(said(trigger_copy.ACTION_CHOICES, one), value=one),
                    ),
                    label=label,
                ),
            ),
            typed(
                field.path,
                field.value,
                label=label,
                max_length=field.longest,
                class_name="w-64",
            ),
        ),
        key=field.path,
        class_name="flex flex-wrap items-center gap-2",
    )
