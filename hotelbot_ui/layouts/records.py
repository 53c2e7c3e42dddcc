"""A plain resource of the hotel: its list with all four faces, and the sheet that edits one."""

from collections.abc import Callable
from typing import Any

import reflex as rx

from hotelbot_ui.browser import el
from hotelbot_ui.browser.bridge import do, raw
from hotelbot_ui.browser.views import FORM, LISTS, SESSION
from hotelbot_ui.components import faces
from hotelbot_ui.components.button import Variant, button
from hotelbot_ui.components.field import form_error
from hotelbot_ui.components.sheet import sheet

Row = Callable[[rx.Var[dict[str, Any]]], rx.Component]


def may(permission: str) -> rx.Var[bool]:
    """Whether the person's role allows it; the API decides again."""
    return SESSION.permissions.contains(permission)


def records(name: str, row: Row, *, nothing: rx.Component) -> rx.Component:
    listing = LISTS[name]
    return rx.match(
        listing["face"],
        (
            "ready",
            el.ul(rx.foreach(listing["items"], row), class_name="border-t border-line"),
        ),
        ("empty", nothing),
        ("failed", faces.failed(listing["error"], do("load", name))),
        faces.loading_rows(4),
    )


def record(*children: rx.Component, key: rx.Var, on_click: rx.Var | None = None) -> rx.Component:
    """One row; a click anywhere on it opens it."""
    shape = "flex w-full items-center gap-4 py-4 text-start"
    inside = (
        el.button(
            *children,
            type="button",
            on_click=on_click,
            class_name=f"{shape} -mx-3 rounded-control px-3 hover:bg-hover inset-focus",
        )
        if on_click is not None
        else el.div(*children, class_name=shape)
    )
    return el.li(inside, key=key, class_name="border-b border-line last:border-b-0 flex")


def form_sheet(
    name: str,
    new_title: str,
    *fields: rx.Component,
    removed: str = "",
    then: str = "",
    save: str = "Save",
) -> rx.Component:
    """`removed`: the words after a delete, which can be undone; without them there is no delete.

    `then`: the name of the sheet that follows a successful save.
    """
    item = FORM["item"].to(dict[str, Any])
    known = item["id"]
    return rx.cond(
        FORM["name"] == name,
        sheet(
            rx.cond(known, rx.cond(item["name"], item["name"], item["title"]), new_title),
            el.form(
                *fields,
                form_error(FORM["error"]),
                el.div(
                    *_form_buttons(save),
                    el.span(class_name="flex-1"),
                    rx.cond(
                        known,
                        button(
                            "Delete",
                            variant="danger",
                            glyph="trash-2",
                            on_click=do("remove", name, item, removed),
                        ),
                    )
                    if removed
                    else el.fragment(),
                    class_name="flex items-center gap-2 pt-2",
                ),
                key=item["id"],
                custom_attrs={
                    "onSubmitCapture": raw("onSave"),
                    "data-then": then,
                    "data-form": name,
                },
                class_name="flex flex-col gap-5 px-6 pb-8",
            ),
            on_close=do("closeForm"),
        ),
    )


def act_sheet(
    name: str,
    title: str | rx.Var[str],
    *fields: rx.Component,
    on_submit: str,
    save: str = "Save",
    variant: Variant = "primary",
) -> rx.Component:
    """The open form `name` where saving is an act of its own and not that of a list's record.

    `on_submit`: the page's function that is given the form's element.
    """
    return rx.cond(
        FORM["name"] == name,
        sheet(
            title,
            el.form(
                *fields,
                form_error(FORM["error"]),
                el.div(*_form_buttons(save, variant), class_name="flex gap-2"),
                key=FORM["item"].to(dict[str, Any])["id"],
                custom_attrs={"onSubmitCapture": raw(on_submit), "data-form": name},
                class_name="flex flex-col gap-5 px-6 pb-8",
            ),
            on_close=do("closeForm"),
        ),
    )


def _form_buttons(save: str, variant: Variant = "primary") -> tuple[rx.Component, rx.Component]:
    return (
        button(
            rx.cond(FORM["busy"], "Saving", save),
            variant=variant,
            type="submit",
            disabled=FORM["busy"],
        ),
        button("Cancel", variant="ghost", on_click=do("closeForm")),
    )


def value(name: str) -> rx.Var[str]:
    """What the open form holds for a field; an empty text when nothing yet."""
    held = FORM["item"].to(dict[str, Any])[name]
    return rx.cond(held, held, "").to(str)


def error(name: str) -> rx.Var[str]:
    return FORM["errors"].to(dict[str, str])[name]
