"""What can be put into a text, by group, with an example and the formats that need words."""

import reflex as rx

from backend.domain.template_formats import FORMATS
from backend.domain.words import FactClass
from backend.features.templates.schemas import VariableView
from backend.features.templates.service import list_variables
from hotelbot_ui.browser import el
from hotelbot_ui.browser.bridge import do
from hotelbot_ui.design.template_copy import GROUPS


def variables() -> rx.Component:
    catalogue = list_variables()
    return el.section(
        el.h3("Put in", class_name="mb-1 text-13 font-medium text-quiet"),
        *[
            el.details(
                el.summary(label, class_name="py-1.5 text-13 font-medium"),
                el.ul(*[_variable(one) for one in catalogue if one.group == group]),
                open=group == "guest",
                class_name="border-t border-line",
            )
            for group, label in GROUPS
        ],
        el.p(
            "What stands after fallback is said where the value is not known: "
            '{{room|fallback:"your room"}}. Without it the text is not sent then.',
            class_name="mt-2 text-12 text-faint",
        ),
    )


def _variable(one: VariableView) -> rx.Component:
    more = [name for name in one.formats if FORMATS[name].needs_words]
    secret = one.fact_class is FactClass.SECRET
    return el.li(
        el.button(
            el.span(one.label, class_name="text-words"),
            el.span(
                "only while verified in the house" if secret else one.example,
                class_name="truncate text-faint",
            ),
            type="button",
            title=f"{{{{{one.name}}}}}",
            custom_attrs={"data-variable": one.name},
            on_click=do("insertVariable", f"{{{{{one.name}}}}}"),
            class_name=(
                "flex min-w-0 flex-1 basis-48 justify-between gap-3 rounded-control px-2 py-1 "
                "text-start text-13 hover:bg-hover inset-focus pointer-coarse:py-2.5"
            ),
        ),
        *[
            el.button(
                FORMATS[name].label,
                type="button",
                title=f"{{{{{one.name}|{name}}}}}",
                on_click=do("insertVariable", f"{{{{{one.name}|{name}}}}}"),
                class_name=(
                    "rounded-control border border-line px-1.5 text-12 text-quiet hover:bg-hover "
                    "pointer-coarse:min-h-10"
                ),
            )
            for name in more
        ],
        class_name="flex flex-wrap items-center gap-1",
    )
