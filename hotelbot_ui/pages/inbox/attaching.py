"""Files of a reply before they are sent: the button, what was chosen, where to drop more."""

import reflex as rx

from hotelbot_ui.browser import el
from hotelbot_ui.browser.bridge import do, raw
from hotelbot_ui.browser.views import ATTACHED, DROPPING, Attached
from hotelbot_ui.components.button import icon_button
from hotelbot_ui.components.icon import icon


def attach_button() -> rx.Component:
    return el.fragment(
        el.input(
            id="attach",
            type="file",
            multiple=True,
            aria_label="Files to attach",
            tab_index=-1,
            custom_attrs={"onChange": raw("onAttach")},
            class_name="sr-only",
        ),
        icon_button(
            "paperclip", "Attach files (Alt A)", on_click=do("chooseFiles"), class_name="m-1 -me-1"
        ),
    )


def attached_files() -> rx.Component:
    return el.fragment(
        rx.cond(ATTACHED.length() > 0, _list()),
        rx.cond(DROPPING, _drop_here()),
    )


def _list() -> rx.Component:
    return el.ul(
        rx.foreach(ATTACHED, _row),
        aria_label="Files to be sent",
        aria_live="polite",
        class_name="flex flex-wrap gap-2 px-3 pt-2",
    )


def _row(file: rx.Var[Attached]) -> rx.Component:
    return el.li(
        rx.cond(
            file.picture,
            el.img(src=file.picture, alt="", class_name="size-9 rounded-control object-cover"),
            icon("file-text", "large", "text-faint"),
        ),
        el.span(
            el.span(file.name, dir="auto", class_name="block max-w-48 truncate font-medium"),
            rx.cond(
                file.error,
                el.span(file.error, role="alert", class_name="text-12 text-danger-text"),
                el.span(file.size, class_name="text-12 text-faint figures"),
            ),
            class_name="min-w-0 text-13",
        ),
        icon_button("x", "Take it away", on_click=do("detach", file.key)),
        key=file.key,
        custom_attrs={"data-attached": rx.cond(file.error, "refused", "ready")},
        class_name=rx.cond(
            file.error,
            f"{_CHIP} border-danger-line bg-danger-soft",
            f"{_CHIP} border-line bg-sunken",
        ),
    )


_CHIP = "flex max-w-full items-center gap-2 rounded-control border py-1 ps-2"


def _drop_here() -> rx.Component:
    return el.div(
        icon("paperclip"),
        "Drop to attach",
        custom_attrs={"data-drop": "here"},
        class_name=(
            "absolute inset-0 z-10 flex items-center justify-center gap-2 rounded-panel border "
            "border-dashed border-accent bg-surface text-14 font-medium text-words"
        ),
    )
