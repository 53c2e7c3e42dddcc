"""Canned replies: what staff put into a message by a shortcut."""

from typing import Any, Final

import reflex as rx

from backend.domain.permissions import Permission
from hotelbot_ui.browser import el
from hotelbot_ui.browser.bridge import do, raw
from hotelbot_ui.browser.views import FORM
from hotelbot_ui.components import faces
from hotelbot_ui.components.button import button
from hotelbot_ui.components.field import field, text_area
from hotelbot_ui.components.icon import icon
from hotelbot_ui.layouts.records import error, form_sheet, may, record, records, value
from hotelbot_ui.layouts.section import section

CANNED: Final = "canned-replies"
LANGUAGES: Final = (
    ("en", "Text in English"),
    ("de", "Text in German"),
    ("es", "Text in Spanish"),
    ("ru", "Text in Russian"),
)


def canned_section() -> rx.Component:
    return section(
        "Canned replies",
        "Staff type / in a reply and take one. The guest's language is chosen by itself.",
        records(
            CANNED,
            _row,
            nothing=faces.empty(
                "message-square-quote",
                "No canned replies yet",
                "Start with what is asked most, such as /wifi or /parking.",
            ),
        ),
        form_sheet(
            CANNED,
            "Add a canned reply",
            field(
                "shortcut",
                "Shortcut",
                error=error("shortcut"),
                hint="One word, typed behind the slash.",
                default_value=value("shortcut"),
                required=True,
                auto_focus=True,
            ),
            field(
                "title",
                "Title",
                error=error("title"),
                default_value=value("title"),
                required=True,
            ),
            *[_text(language, label) for language, label in LANGUAGES],
            rx.cond(
                error("texts"),
                el.p(
                    "Write it in one language at least.",
                    role="alert",
                    class_name="text-12 text-danger-text",
                ),
            ),
            _files(),
            removed="Reply removed",
        ),
        action=rx.cond(
            may(Permission.CONTENT_WRITE.value),
            button("Add a canned reply", glyph="plus", on_click=do("edit", CANNED, {})),
            el.fragment(),
        ),
    )


def _row(reply: rx.Var[dict[str, Any]]) -> rx.Component:
    files = reply["files"].to(list[dict[str, str]])
    return record(
        el.span("/", reply["shortcut"], class_name="w-32 shrink-0 truncate text-14 font-medium"),
        el.span(
            reply["title"], dir="auto", class_name="min-w-0 flex-1 truncate text-14 text-quiet"
        ),
        rx.cond(files.length() > 0, icon("paperclip", "small", "text-faint")),
        el.span(
            reply["texts"].to(dict[str, str]).keys().join(", "),
            class_name="text-13 text-faint uppercase",
        ),
        key=reply["id"],
        on_click=do("editAs", Permission.CONTENT_WRITE.value, CANNED, reply),
    )


def _text(language: str, label: str) -> rx.Component:
    texts = FORM["item"].to(dict[str, Any])["texts"].to(dict[str, str])
    return text_area(
        f"texts.{language}",
        label,
        error=error(f"texts.{language}"),
        hint="Words such as {{guest_first_name}} or {{room}} are filled in for each guest."
        if language == "en"
        else "",
        reads_as="nullable",
        default_value=rx.cond(texts, texts[language], ""),
        lang=language,
    )


def _files() -> rx.Component:
    held = FORM["item"].to(dict[str, Any])["files"].to(list[dict[str, str]])
    return el.fieldset(
        el.legend("Files", class_name="mb-1 text-13 font-medium text-quiet"),
        rx.cond(held, rx.foreach(held, _file)),
        el.label(
            icon("paperclip", "small"),
            "Add files",
            el.input(
                type="file",
                multiple=True,
                custom_attrs={"onChange": raw("onCannedFiles"), "data-add": "files"},
                class_name="sr-only",
            ),
            class_name=(
                "inline-flex h-8 cursor-pointer items-center gap-2 rounded-control border "
                "border-line px-3 text-13 font-medium hover:bg-hover focus-within:outline-2 "
                "pointer-coarse:h-10"
            ),
        ),
    )


def _file(file: rx.Var[dict[str, str]]) -> rx.Component:
    return el.label(
        el.input(
            type="checkbox",
            name="file_ids",
            value=file["id"],
            default_checked=True,
            custom_attrs={"data-as": "member"},
        ),
        el.span(file["file_name"], dir="auto", class_name="min-w-0 truncate"),
        key=file["id"],
        class_name="mb-1 flex items-center gap-2 py-1 text-14 pointer-coarse:min-h-11",
    )
