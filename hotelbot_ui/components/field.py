"""Form fields: a label above, a hint or an error below. Uncontrolled: typing sends nothing."""

from typing import Any, Final, Literal

import reflex as rx

from hotelbot_ui.browser import el
from hotelbot_ui.components.icon import icon

CONTROL: Final = (
    "w-full rounded-control border border-line bg-surface px-3 text-14 text-words "
    "transition-colors hover:border-line-strong focus:border-accent focus-visible:outline-offset-0 "
    "aria-invalid:border-danger pointer-coarse:text-16"
)
As = Literal["text", "nullable", "number", "list", "lines"]


def field(
    name: str,
    label: str,
    *,
    error: rx.Var | None = None,
    hint: str = "",
    reads_as: As = "text",
    **props: Any,
) -> rx.Component:
    props.setdefault("auto_complete", "off")
    control = el.input(
        id=f"field-{name}",
        name=name,
        class_name=f"h-9 pointer-coarse:h-11 {CONTROL}",
        custom_attrs={**_described(name, error, reads_as), **props.pop("custom_attrs", {})},
        **props,
    )
    return _frame(name, label, control, error, hint)


def text_area(
    name: str,
    label: str,
    *,
    error: rx.Var | None = None,
    hint: str = "",
    reads_as: As = "text",
    **props: Any,
) -> rx.Component:
    control = el.textarea(
        id=f"field-{name}",
        name=name,
        dir="auto",
        class_name=f"min-h-24 resize-y py-2 {CONTROL}",
        custom_attrs={**_described(name, error, reads_as), **props.pop("custom_attrs", {})},
        **props,
    )
    return _frame(name, label, control, error, hint)


def select(
    name: str,
    label: str,
    options: list[tuple[str, str]],
    *,
    hint: str = "",
    **props: Any,
) -> rx.Component:
    control = el.select(
        *[el.option(word, value=value) for value, word in options],
        id=f"field-{name}",
        name=name,
        class_name=f"h-9 pointer-coarse:h-11 {CONTROL}",
        **props,
    )
    return _frame(name, label, control, None, hint)


def form_error(text: rx.Var) -> rx.Component:
    return rx.cond(
        text,
        el.p(
            icon("circle-alert", class_name="mt-0.5"),
            el.say(text),
            role="alert",
            class_name=(
                "flex gap-2 rounded-control bg-danger-soft px-3 py-2 text-13 text-danger-text"
            ),
        ),
    )


def _described(name: str, error: rx.Var | None, reads_as: As) -> dict[str, Any]:
    attributes: dict[str, Any] = {"data-as": reads_as, "aria-describedby": f"about-{name}"}
    if error is not None:
        attributes["aria-invalid"] = rx.cond(error, "true", "false")
    return attributes


def _frame(
    name: str, label: str, control: rx.Component, error: rx.Var | None, hint: str
) -> rx.Component:
    about = "mt-1 text-12"
    quiet = el.p(hint, id=f"about-{name}", class_name=f"{about} text-faint")
    wrong = (
        el.p(
            el.say(error), id=f"about-{name}", role="alert", class_name=f"{about} text-danger-text"
        )
        if error is not None
        else quiet
    )
    note = quiet if error is None else rx.cond(error, wrong, quiet if hint else el.fragment())
    return el.div(
        el.label(
            label, html_for=f"field-{name}", class_name="mb-1 block text-13 font-medium text-quiet"
        ),
        control,
        note if (hint or error is not None) else el.fragment(),
    )
