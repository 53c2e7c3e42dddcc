"""ONLY IF: conditions in groups within groups, each field with its own operators and control."""

from typing import Any, Final

import reflex as rx

from backend.domain.rule_sentences import CHOICES, OPERATORS
from hotelbot_ui.browser import el
from hotelbot_ui.browser.bridge import do
from hotelbot_ui.browser.trigger_views import BUILDER, MESSAGES, Row
from hotelbot_ui.components.button import icon_button, text_button
from hotelbot_ui.design import trigger_copy
from hotelbot_ui.layouts.chips import chip
from hotelbot_ui.layouts.words import said
from hotelbot_ui.pages.triggers.controls import (
    block,
    choose,
    number,
    sentence,
    typed,
    wrong,
    wrong_line,
)


def _usual(field: str, operator: str, value: Any) -> dict[str, Any]:
    return {"field": field, "operator": operator, "value": value}


USUAL: Final = (
    ("Unless the guest wrote already", _usual("guest_wrote_since", "is_not", "booking")),
    ("Unless the guest wrote today", _usual("guest_wrote_since", "is_not", "today")),
    ("Two nights or more", _usual("nights", "at_least", 2)),
    ("Guests who were here before", _usual("returning", "is", True)),
    ("No open complaint", _usual("open_complaint", "is", False)),
)
_WORDS: Final = {
    **{operator.value: words for operator, words in OPERATORS.items()},
    **trigger_copy.OPERATORS_OF_KINDS,
}
_CHOICES: Final = {str(choice): words for choice, words in CHOICES.items()}


def only_if_block() -> rx.Component:
    has_some = BUILDER.rows.length() > 0
    return block(
        "Only if",
        rx.cond(
            has_some,
            el.div(rx.foreach(BUILDER.rows, _row), class_name="flex flex-col gap-2"),
            el.p("No conditions: for everybody.", class_name="text-14 text-quiet"),
        ),
        el.div(
            *[chip(words, on_click=do("addUsual", one)) for words, one in USUAL],
            rx.cond(~has_some, chip("Another condition", on_click=do("addCondition"))),
            role="group",
            aria_label="Usual conditions",
            class_name="flex flex-wrap gap-2",
        ),
        wrong("conditions"),
    )


def _row(row: rx.Var[Row]) -> rx.Component:
    return el.div(
        rx.match(
            row.kind,
            ("group", _group(row)),
            ("end", _end(row)),
            _condition(row),
        ),
        rx.cond(row.error, wrong_line(row.error)),
        key=row.key,
        # A step of the scale for each level, so that what belongs together stands together.
        style={"marginInlineStart": f"calc(var(--spacing) * {row.depth * 4})"},
        custom_attrs={"data-condition": row.path, "data-kind": row.kind},
    )


def _group(row: rx.Var[Row]) -> rx.Component:
    return el.div(
        choose(
            f"{row.path}.group",
            row.word,
            [("all", "All of these hold"), ("any", "One of these holds")],
            label="All or one",
        ),
        rx.cond(
            row.depth > 0,
            icon_button("x", "Remove this group", on_click=do("dropCondition", row.path)),
        ),
        class_name="flex items-center gap-2",
    )


def _end(row: rx.Var[Row]) -> rx.Component:
    return el.div(
        text_button("Add a condition", on_click=do("addCondition", row.path), class_name="text-13"),
        text_button("Add a group", on_click=do("addGroup", row.path), class_name="text-13"),
        class_name="flex flex-wrap gap-x-4 pb-1",
    )


def _condition(row: rx.Var[Row]) -> rx.Component:
    return el.div(
        el.span(
            rx.match(row.joined, ("all", "and"), ("any", "or"), ""),
            class_name="w-7 shrink-0 pt-2 text-13 text-faint empty:hidden",
        ),
        el.div(
            sentence(
                choose(
                    f"{row.path}.field",
                    row.field,
                    rx.foreach(BUILDER.fields, lambda one: el.option(one.label, value=one.name)),
                    label="Field",
                ),
                choose(
                    f"{row.path}.operator",
                    row.operator,
                    rx.foreach(
                        row.operators,
                        lambda one: el.option(said(_WORDS, one.words), value=one.value),
                    ),
                    label="Operator",
                ),
                _value(row),
            ),
            class_name="min-w-0 flex-1",
        ),
        icon_button("x", "Remove this condition", on_click=do("dropCondition", row.path)),
        class_name="flex items-start gap-2",
    )


def _value(row: rx.Var[Row]) -> rx.Component:
    path = f"{row.path}.value"
    return rx.match(
        row.control,
        ("none", el.fragment()),
        (
            "flag",
            choose(
                f"{row.path}.flag",
                rx.cond(row.value == "true", "yes", "no"),
                [("yes", "yes"), ("no", "no")],
                label="Value",
            ),
        ),
        (
            "number",
            number(path, row.value, label="Value", error=row.error, min=-1_000_000, step="any"),
        ),
        (
            "choice",
            choose(
                path,
                row.value,
                rx.foreach(row.choices, lambda one: el.option(said(_CHOICES, one), value=one)),
                label="Value",
            ),
        ),
        ("choices", _choices(row)),
        (
            "message",
            choose(
                path,
                row.value,
                rx.foreach(MESSAGES, lambda one: el.option(one.name, value=one.id)),
                label="Message",
            ),
        ),
        (
            "list",
            typed(
                path,
                row.value,
                label="Values",
                reads_as="list",
                error=row.error,
                placeholder="one, another",
                class_name="w-48",
            ),
        ),
        typed(path, row.value, label="Value", error=row.error, class_name="w-48"),
    )


def _choices(row: rx.Var[Row]) -> rx.Component:
    return el.div(
        rx.foreach(
            row.choices,
            lambda one: chip(
                said(_CHOICES, one),
                chosen=row["values"].contains(one),
                on_click=do("toggleChoice", row.path, one),
            ),
        ),
        role="group",
        aria_label="Values",
        class_name="flex flex-wrap gap-1",
    )
