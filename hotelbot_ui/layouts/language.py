"""The language of the screens: read before anything shows, and chosen."""

from typing import Final

import reflex as rx

from hotelbot_ui.browser import el
from hotelbot_ui.browser.bridge import HOOKS, LANGUAGES, do
from hotelbot_ui.components.icon import icon

# In the head, before the first drawing: whoever reads another language is not shown English first.
BLANK_UNTIL_READ: Final = (
    "{const l=localStorage.getItem('language')||navigator.language.slice(0,2);"
    f"if({[code for code in LANGUAGES if code != 'en']}.includes(l))"
    "document.documentElement.dataset.words='pending'}"
)


class Words(rx.Component):
    """Draws everything below anew when the catalogue is there."""

    library = HOOKS
    tag = "Words"


def words() -> rx.Component:
    return Words.create()


def blank_until_read() -> rx.Component:
    return el.script(dangerously_set_inner_html={"__html": BLANK_UNTIL_READ})


def language_choice(class_name: str) -> rx.Component:
    """The languages by their own names; the one in use is marked by the browser itself."""
    return el.div(
        icon("languages", class_name="text-faint"),
        *[
            el.button(
                name,
                type="button",
                lang=code,
                on_click=do("chooseLanguage", code),
                class_name="rounded-control px-1.5 h-7 text-13 text-quiet hover:text-words "
                "hover:bg-hover inset-focus pointer-coarse:h-11 "
                f"[:root:lang({code})_&]:font-medium [:root:lang({code})_&]:text-words",
            )
            for code, name in LANGUAGES.items()
        ],
        role="group",
        aria_label="Language",
        class_name=f"flex flex-wrap items-center gap-1 {class_name}",
    )
