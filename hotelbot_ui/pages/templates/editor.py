"""One template: its name, its languages, the words of the one that is open."""

from typing import Any, Final

import reflex as rx

from backend.domain.permissions import Permission
from backend.domain.words import MessageClass
from hotelbot_ui.browser import el
from hotelbot_ui.browser.bridge import do, raw
from hotelbot_ui.browser.template_views import EDITOR
from hotelbot_ui.components.button import button, text_button
from hotelbot_ui.components.field import CONTROL, field, form_error, select
from hotelbot_ui.design.template_copy import LANGUAGES
from hotelbot_ui.layouts.records import may
from hotelbot_ui.pages.templates.about import links, usage
from hotelbot_ui.pages.templates.marks import state_icon
from hotelbot_ui.pages.templates.preview import preview
from hotelbot_ui.pages.templates.writing import words

CLASSES: Final = [
    (MessageClass.ESSENTIAL.value, "Essential: the guest needs it to arrive or stay"),
    (MessageClass.USEFUL.value, "Useful: a welcome, a reminder, a question"),
    (MessageClass.PROMOTIONAL.value, "Promotional: an offer"),
]
MAY_WRITE: Final = may(Permission.CONTENT_WRITE.value)


def editor() -> rx.Component:
    return el.div(
        _head(),
        _meta(),
        _tabs(),
        form_error(EDITOR.error),
        el.div(
            words(MAY_WRITE),
            el.div(preview(), links(MAY_WRITE), usage(), class_name="flex min-w-0 flex-col gap-6"),
            class_name="grid grid-cols-1 gap-6 desk:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]",
        ),
        class_name="flex flex-col gap-5",
    )


def _head() -> rx.Component:
    return el.div(
        button("All templates", variant="ghost", glyph="arrow-left", on_click=do("closeTemplate")),
        el.span(class_name="flex-1"),
        rx.cond(
            MAY_WRITE,
            el.fragment(
                rx.cond(
                    EDITOR.id,
                    button(
                        "Delete",
                        variant="danger",
                        glyph="trash-2",
                        disabled=EDITOR.busy,
                        on_click=do("deleteTemplate"),
                    ),
                ),
                button(
                    rx.cond(EDITOR.busy, "Saving", "Save"),
                    variant="primary",
                    disabled=EDITOR.busy | ~EDITOR.is_changed,
                    on_click=do("saveTemplate"),
                ),
            ),
        ),
        class_name="flex flex-wrap items-center gap-2",
    )


def _meta() -> rx.Component:
    return el.div(
        field(
            "template-name",
            "Name",
            default_value=EDITOR.name,
            disabled=~MAY_WRITE,
            custom_attrs={"onInput": raw("onTemplateName")},
            key=f"name-{EDITOR.id}",
        ),
        select(
            "template-class",
            "How much it matters",
            CLASSES,
            default_value=EDITOR.message_class,
            disabled=~MAY_WRITE,
            custom_attrs={"onChange": raw("onTemplateClass")},
            key=f"class-{EDITOR.id}",
        ),
        class_name="grid grid-cols-1 gap-4 tablet:grid-cols-2",
    )


def _tabs() -> rx.Component:
    return el.div(
        el.div(
            rx.foreach(EDITOR.tabs, _tab),
            role="tablist",
            aria_label="Languages",
            class_name="flex flex-wrap gap-1",
        ),
        rx.cond(MAY_WRITE, _add_language()),
        el.span(class_name="flex-1"),
        rx.cond(
            MAY_WRITE & (EDITOR.tabs.length() > 1),
            text_button(
                "Remove this language", on_click=do("dropTemplateLanguage"), class_name="text-13"
            ),
        ),
        class_name="flex flex-wrap items-center gap-2 border-b border-line pb-2",
    )


def _tab(tab: rx.Var[Any]) -> rx.Component:
    shape = "flex h-8 items-center gap-1.5 rounded-control px-3 text-13 font-medium inset-focus"
    return el.button(
        tab.code.upper(),
        state_icon(tab.state),
        type="button",
        role="tab",
        aria_selected=rx.cond(EDITOR.language == tab.code, "true", "false"),
        custom_attrs={"data-language": tab.code},
        on_click=do("chooseTemplateLanguage", tab.code),
        class_name=rx.cond(
            EDITOR.language == tab.code,
            f"{shape} pointer-coarse:h-10 bg-selected text-words",
            f"{shape} pointer-coarse:h-10 text-quiet hover:bg-hover",
        ),
    )


def _add_language() -> rx.Component:
    return el.select(
        el.option("Add a language", value=""),
        *[el.option(word, value=code) for code, word in LANGUAGES],
        aria_label="Add a language",
        default_value="",
        custom_attrs={"onChange": raw("onTemplateLanguage")},
        class_name=f"h-8 max-w-40 pointer-coarse:h-10 {CONTROL}",
    )
