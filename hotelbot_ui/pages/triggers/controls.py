"""The small controls that stand inside of a sentence of the builder.

Selects show what the draft holds. What is typed is kept by the control itself and drawn anew only
when the draft's revision grows, as after an undo, so that no letter is lost.
"""

from collections.abc import Iterable
from typing import Any

import reflex as rx

from hotelbot_ui.browser import el
from hotelbot_ui.browser.bridge import raw
from hotelbot_ui.browser.trigger_views import BUILDER
from hotelbot_ui.components.field import CONTROL
from hotelbot_ui.components.icon import icon

INLINE = "h-9 pointer-coarse:h-11 "
NARROW = CONTROL.replace("w-full", "max-w-full")


def choose(
    path: str | rx.Var[str],
    value: Any,
    options: Iterable[tuple[Any, Any]] | rx.Component,
    *,
    label: str | rx.Var[str],
    reads_as: str = "text",
    class_name: str = "",
) -> rx.Component:
    """`options`: pairs of value and words, or the options ready made."""
    drawn = (
        [options]
        if isinstance(options, rx.Component)
        else [el.option(words, value=key) for key, words in options]
    )
    return el.select(
        *drawn,
        aria_label=label,
        custom_attrs={
            "value": value,
            "onChange": raw("onBuilder"),
            "data-path": path,
            "data-as": reads_as,
        },
        class_name=f"{INLINE}{NARROW} {class_name}",
    )


def typed(
    path: str | rx.Var[str],
    value: Any,
    *,
    label: str | rx.Var[str],
    reads_as: str = "text",
    error: rx.Var | None = None,
    class_name: str = "",
    **props: Any,
) -> rx.Component:
    attributes: dict[str, Any] = {
        "onInput": raw("onBuilder"),
        "data-path": path,
        "data-as": reads_as,
        "data-typing": "yes",
    }
    if error is not None:
        attributes["aria-invalid"] = rx.cond(error, "true", "false")
    return el.input(
        aria_label=label,
        auto_complete="off",
        default_value=value,
        dir="auto",
        key=f"{path} {BUILDER.revision}",
        custom_attrs=attributes,
        class_name=f"{INLINE}{NARROW} {class_name}",
        **props,
    )


def number(path: str | rx.Var[str], value: Any, *, label: str, **props: Any) -> rx.Component:
    props = {"min": 0, "class_name": "w-20 figures", **props}
    return typed(
        path, value, label=label, reads_as="number", type="number", input_mode="decimal", **props
    )


def clock_time(path: str, value: rx.Var[str], *, label: str) -> rx.Component:
    return typed(
        path,
        rx.cond(value, value.split(":")[0] + ":" + value.split(":")[1], ""),
        label=label,
        reads_as="time",
        type="time",
        class_name="w-34 figures",
    )


def wrong(*paths: str) -> rx.Component:
    """What the server says is wrong at these places of the draft."""
    return el.fragment(
        *[
            rx.cond(BUILDER.errors.contains(path), wrong_line(BUILDER.errors[path]))
            for path in paths
        ]
    )


def wrong_line(words: rx.Var[str]) -> rx.Component:
    return el.p(
        icon("circle-alert", "small", "mt-0.5"),
        words,
        role="alert",
        class_name="mt-1 flex w-full gap-1.5 text-12 text-danger-text",
    )


def sentence(*children: rx.Component | str) -> rx.Component:
    """Words and controls in one line that breaks where it must."""
    return el.div(
        *[
            el.span(child, class_name="text-14 text-quiet") if isinstance(child, str) else child
            for child in children
        ],
        class_name="flex flex-wrap items-center gap-x-2 gap-y-2",
    )


def block(word: str, *children: rx.Component, lead: str = "") -> rx.Component:
    """One of the parts of a rule: WHEN, ONLY IF, SEND, BOUNDS."""
    return el.section(
        el.h2(word, class_name="text-13 font-semibold text-words"),
        el.p(lead, class_name="mt-0.5 text-13 text-faint text-pretty") if lead else el.fragment(),
        el.div(*children, class_name="mt-3 flex flex-col gap-3"),
        aria_label=word,
        class_name="border-t border-line py-5 first:border-t-0 first:pt-0",
    )
