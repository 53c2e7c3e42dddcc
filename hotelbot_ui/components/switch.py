"""On or off, said in words too."""

import reflex as rx

from hotelbot_ui.browser import el


def switch(
    checked: rx.Var[bool],
    *,
    on: str,
    off: str,
    label: str | rx.Var[str],
    on_click: rx.Var,
    disabled: rx.Var[bool] | bool = False,
) -> rx.Component:
    knob = "inline-block size-4 rounded-full bg-surface transition-transform"
    track = "inline-flex h-5 w-9 items-center rounded-full px-0.5 transition-colors"
    return el.button(
        el.span(rx.cond(checked, on, off), class_name="min-w-7 text-end text-13 text-quiet"),
        el.span(
            el.span(class_name=rx.cond(checked, f"{knob} translate-x-4", knob)),
            class_name=rx.cond(checked, f"{track} bg-accent", f"{track} bg-line-strong"),
        ),
        type="button",
        role="switch",
        aria_checked=rx.cond(checked, "true", "false"),
        aria_label=label,
        disabled=disabled,
        on_click=on_click,
        class_name=(
            "flex h-8 shrink-0 items-center gap-2 rounded-control pointer-coarse:h-10 "
            "disabled:opacity-50"
        ),
    )
