"""What is done with many conversations at once; it takes the place of search and views."""

import reflex as rx

from backend.domain.inbox_words import SnoozeChoice
from hotelbot_ui.browser import el
from hotelbot_ui.browser.bridge import do, raw
from hotelbot_ui.browser.views import COLLEAGUES, LABELS, PICKED, PICKING
from hotelbot_ui.components.button import button, icon_button, text_button
from hotelbot_ui.components.chip import choice
from hotelbot_ui.design import inbox_copy

AT_ONCE = (
    SnoozeChoice.NEXT_REPLY.value,
    SnoozeChoice.HOUR.value,
    SnoozeChoice.THREE_HOURS.value,
    SnoozeChoice.TOMORROW.value,
    SnoozeChoice.ARRIVAL.value,
)


def picked_bar() -> rx.Component:
    return el.div(
        el.div(
            el.span(PICKED.length(), " selected", class_name="text-14 font-semibold figures"),
            text_button(
                "All", on_click=do("pickAll"), title="All in this view", class_name="text-13"
            ),
            el.span(class_name="flex-1"),
            button(
                "Resolve", glyph="check", disabled=PICKING, on_click=do("many", {"do": "resolve"})
            ),
            icon_button("x", "Select none (Esc)", on_click=do("pickNone")),
            class_name="flex h-8 items-center gap-3 ps-3 pointer-coarse:h-10",
        ),
        el.div(
            _pick(
                "Assign",
                "onManyAssign",
                el.option("Nobody", value="nobody"),
                rx.foreach(COLLEAGUES, lambda p: el.option(p.name, value=p.id, key=p.id)),
            ),
            _pick(
                "Label",
                "onManyLabel",
                rx.foreach(LABELS, lambda one: el.option(one.name, value=one.id, key=one.id)),
            ),
            _pick(
                "Priority",
                "onManyPriority",
                *[
                    el.option(words, value=key)
                    for key, (_, words, _) in reversed(inbox_copy.PRIORITIES.items())
                ],
            ),
            _pick(
                "Snooze",
                "onManySnooze",
                *[el.option(inbox_copy.SNOOZES[key], value=key) for key in AT_ONCE],
            ),
            class_name="mt-2 grid grid-cols-2 gap-1.5 tablet:flex",
        ),
        role="group",
        aria_label="Selected conversations",
        custom_attrs={"data-picked": PICKED.length()},
    )


def _pick(label: str, action: str, *options: rx.Component) -> rx.Component:
    return choice(
        label,
        el.option(label, value=""),
        *options,
        value="",
        disabled=PICKING,
        custom_attrs={"onChange": raw(action), "data-many": label.lower()},
        # Without the arrow, so that the word has the room: four of them stand side by side.
        class_name="flex-1 appearance-none truncate px-1.5 text-center",
    )
