"""Rules that send a template by themselves, each read as a sentence."""

from typing import Any, Final

import reflex as rx

from backend.domain.permissions import Permission
from backend.domain.words import TriggerEvent
from hotelbot_ui.browser.bridge import do, raw
from hotelbot_ui.browser.views import FORM, LISTS
from hotelbot_ui.components import faces
from hotelbot_ui.components.button import button
from hotelbot_ui.components.field import CONTROL, field, select
from hotelbot_ui.components.switch import switch
from hotelbot_ui.layouts.records import error, form_sheet, may, record, records, value
from hotelbot_ui.layouts.staff import page

NAME: Final = "triggers"
EVENTS: Final = [
    (TriggerEvent.FIRST_MESSAGE_OF_STAY.value, "a guest writes for the first time in a stay"),
    (TriggerEvent.KEYWORD.value, "a guest writes one of these words"),
    (TriggerEvent.COMPLAINT.value, "a guest complains"),
]


def triggers_page() -> rx.Component:
    return page(
        NAME,
        "Triggers",
        "Each sends one template when something happens, once, and never to a guest who opted out.",
        records(NAME, _row, nothing=_nothing()),
        _form(),
        actions=(_add(),),
        loads=(NAME, "templates"),
    )


def _add() -> rx.Component:
    new = {"event": EVENTS[0][0], "enabled": False, "priority": 100, "keywords": []}
    return rx.cond(
        may(Permission.CONTENT_WRITE.value),
        button("Add a trigger", variant="primary", glyph="plus", on_click=do("edit", NAME, new)),
    )


def _nothing() -> rx.Component:
    return faces.empty("zap", "No triggers", "Nothing is sent by itself.")


def _row(trigger: rx.Var[dict[str, Any]]) -> rx.Component:
    return record(
        rx.el.button(
            rx.el.h2(trigger["name"], dir="auto", class_name="text-14 font-medium"),
            rx.el.p(_sentence(trigger), class_name="mt-1 text-14 text-quiet"),
            type="button",
            on_click=do("edit", NAME, trigger),
            class_name="min-w-0 flex-1 text-start",
        ),
        switch(
            trigger["enabled"].to(bool),
            on="On",
            off="Off",
            label=trigger["name"].to(str),
            disabled=~may(Permission.CONTENT_WRITE.value),
            on_click=do("change", NAME, trigger["id"], {"enabled": ~trigger["enabled"].to(bool)}),
        ),
        key=trigger["id"],
    )


def _sentence(trigger: rx.Var[dict[str, Any]]) -> rx.Component:
    when = rx.Var.create(dict(EVENTS))[trigger["event"].to(str)].to(str)
    words = trigger["keywords"].to(list[str])
    return rx.fragment(
        "When ",
        when,
        rx.cond(words.length() > 0, rx.fragment(": ", words.join(", "))),
        ", send ",
        rx.el.span(
            rx.cond(trigger["template_name"], trigger["template_name"], "nothing yet"),
            class_name="font-medium text-words",
        ),
        ".",
    )


def _form() -> rx.Component:
    is_keyword = value("event") == TriggerEvent.KEYWORD.value
    return form_sheet(
        NAME,
        "New trigger",
        field(
            "name",
            "Name",
            error=error("name"),
            default_value=value("name"),
            required=True,
            auto_focus=True,
        ),
        select(
            "event",
            "When",
            EVENTS,
            default_value=value("event"),
            custom_attrs={"onInput": raw("onTyped")},
        ),
        rx.cond(
            is_keyword,
            field(
                "keywords",
                "Words",
                reads_as="list",
                error=error("keywords"),
                hint="Several words are separated by commas, in every language you expect.",
                default_value=FORM["item"].to(dict[str, list[str]])["keywords"].join(", "),
            ),
            rx.el.input(type="hidden", name="keywords", value="", custom_attrs={"data-as": "list"}),
        ),
        _template(),
        rx.el.input(
            type="hidden",
            name="priority",
            value=value("priority"),
            custom_attrs={"data-as": "number"},
        ),
        rx.el.label(
            rx.el.input(
                type="checkbox",
                name="enabled",
                default_checked=FORM["item"].to(dict[str, bool])["enabled"],
                class_name="size-4 accent-accent",
            ),
            "Send it from now on",
            class_name="flex items-center gap-2 text-14",
        ),
        removed="Trigger deleted",
    )


def _template() -> rx.Component:
    return rx.el.div(
        rx.el.label(
            "Send",
            html_for="field-template_id",
            class_name="mb-1 block text-13 font-medium text-quiet",
        ),
        rx.el.select(
            rx.foreach(
                LISTS["templates"]["items"],
                lambda item: rx.el.option(item["name"], value=item["id"].to(str)),
            ),
            id="field-template_id",
            name="template_id",
            default_value=value("template_id"),
            class_name=f"h-9 pointer-coarse:h-11 {CONTROL}",
        ),
    )
