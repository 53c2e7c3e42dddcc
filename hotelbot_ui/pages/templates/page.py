"""Texts the hotel sends again and again: a name, words per language, and how they will look."""

from typing import Any, Final

import reflex as rx

from backend.domain.permissions import Permission
from backend.domain.templates import VARIABLES
from backend.domain.words import MessageClass
from hotelbot_ui.browser.bridge import ask, do, raw
from hotelbot_ui.browser.views import FORM
from hotelbot_ui.components import faces
from hotelbot_ui.components.button import button
from hotelbot_ui.components.field import field, select, text_area
from hotelbot_ui.layouts.records import error, form_sheet, may, record, records, value
from hotelbot_ui.layouts.staff import page

NAME: Final = "templates"
LANGUAGES: Final = (("en", "English"), ("de", "German"), ("es", "Spanish"), ("ru", "Russian"))
CLASSES: Final = [
    (MessageClass.ESSENTIAL.value, "Essential: the guest needs it to arrive or stay"),
    (MessageClass.USEFUL.value, "Useful: a welcome, a reminder, a question"),
    (MessageClass.PROMOTIONAL.value, "Promotional: an offer"),
]
SAMPLES: Final = {
    "guest_name": "Anna Keller",
    "guest_first_name": "Anna",
    "room": "214",
    "room_type": "double room",
    "arrival": "12 May",
    "departure": "16 May",
    "nights": "4",
    "booking_number": "R-10480",
    "hotel_name": "Marina Bay Hotel",
    "hotel_phone": "+34 910 000 000",
    "hotel_website": "marina.example",
}


def templates_page() -> rx.Component:
    return page(
        NAME,
        "Templates",
        "Texts that triggers send. Words in double braces are filled in for each guest.",
        records(NAME, _row, nothing=_nothing()),
        _form(),
        actions=(_add(),),
        loads=(NAME,),
    )


def _add() -> rx.Component:
    return rx.cond(
        may(Permission.CONTENT_WRITE.value),
        button(
            "Add a template",
            variant="primary",
            glyph="plus",
            on_click=do("edit", NAME, {"texts": {}}),
        ),
    )


def _nothing() -> rx.Component:
    return faces.empty(
        "message-square-text", "No templates", "A welcome on the first message is a good start."
    )


def _row(template: rx.Var[dict[str, Any]]) -> rx.Component:
    texts = template["texts"].to(dict[str, str])
    return record(
        rx.el.div(
            rx.el.h2(template["name"], dir="auto", class_name="truncate text-14 font-medium"),
            rx.el.p(
                texts.values()[0],
                dir="auto",
                class_name="mt-1 line-clamp-2 text-14 text-quiet words",
            ),
            class_name="min-w-0 flex-1",
        ),
        rx.el.span(
            rx.foreach(texts.keys(), lambda code: rx.el.span(code.upper())),
            class_name="mt-0.5 flex shrink-0 gap-1.5 text-12 font-medium text-faint",
        ),
        key=template["id"],
        on_click=do("edit", NAME, template),
    )


def _form() -> rx.Component:
    texts = FORM["item"].to(dict[str, Any])["texts"].to(dict[str, str])
    return form_sheet(
        NAME,
        "New template",
        field(
            "name",
            "Name",
            error=error("name"),
            default_value=value("name"),
            required=True,
            auto_focus=True,
        ),
        select(
            "message_class",
            "How much it matters",
            CLASSES,
            hint="When WhatsApp warns the number, offers stop at once and the rest waits a day.",
            default_value=rx.cond(
                FORM["item"]["message_class"],
                FORM["item"]["message_class"],
                MessageClass.USEFUL.value,
            ).to(str),
        ),
        *[_language(code, word, texts) for code, word in LANGUAGES],
        _variables(),
        removed="Template deleted",
    )


def _language(code: str, word: str, texts: rx.Var[dict[str, str]]) -> rx.Component:
    words = rx.cond(texts[code], texts[code], "").to(str)
    return rx.el.div(
        text_area(
            f"texts.{code}",
            word,
            error=error(f"texts.{code}"),
            reads_as="nullable",
            default_value=words,
            custom_attrs={"onInput": raw("onTyped")},
            lang=code,
        ),
        rx.cond(words, _preview(words)),
    )


def _preview(words: rx.Var[str]) -> rx.Component:
    """As on the guest's phone, with an invented guest; an unknown variable stands out."""
    parts = ask("act.parts", words, SAMPLES, kind=list[dict[str, Any]])
    return rx.el.div(
        rx.el.p(
            rx.foreach(
                parts,
                lambda part: rx.cond(
                    part["variable"],
                    rx.el.span(
                        part["text"],
                        title=part["variable"],
                        class_name=rx.cond(
                            part["known"], "font-medium", "text-danger-text underline"
                        ),
                    ),
                    rx.el.span(part["text"]),
                ),
            ),
            dir="auto",
            class_name="words text-14",
        ),
        aria_label="Preview",
        class_name="ms-auto mt-2 w-fit max-w-[85%] rounded-panel bg-sunken px-3 py-2",
    )


def _variables() -> rx.Component:
    return rx.el.details(
        rx.el.summary("What can be filled in", class_name="text-13 font-medium text-quiet"),
        rx.el.dl(
            *[
                rx.el.div(
                    rx.el.dt(f"{{{{{name}}}}}", class_name="text-words"),
                    rx.el.dd(label, class_name="text-faint"),
                    class_name="flex justify-between gap-4 py-1 text-13",
                )
                for name, label in VARIABLES.items()
            ],
            class_name="mt-2",
        ),
        rx.el.p(
            "{{room|not ready yet}} says what stands after the bar when the room is not known.",
            class_name="mt-2 text-12 text-faint",
        ),
    )
