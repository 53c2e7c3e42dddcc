"""What is asked before given-up work is tried again all at once, or put away."""

import reflex as rx

from backend.features.dead_letters.schemas import DeadLetterView
from hotelbot_ui.browser import el
from hotelbot_ui.browser.bridge import ask, do, put
from hotelbot_ui.browser.delivery_views import LETTER_COUNTS, LETTERS
from hotelbot_ui.browser.views import FORM, SHEET
from hotelbot_ui.components.button import button
from hotelbot_ui.components.field import text_area
from hotelbot_ui.components.sheet import dialog
from hotelbot_ui.layouts.records import act_sheet, error

DISCARD = "letter"
REPLAY = "replay"


def waiting_here() -> rx.Var[int]:
    """How many of the chosen ones wait."""
    return ask("act.waitingHere", LETTER_COUNTS, LETTERS.source, LETTERS.reason, kind=int)


def replay_dialog() -> rx.Component:
    number = ask("act.atOnce", waiting_here(), kind=int)
    return rx.cond(
        SHEET == REPLAY,
        dialog(
            rx.cond(number == 1, "Try it again now?", f"Try {number} again now?"),
            el.div(
                el.p(
                    "Messages and answers among them leave for guests at once. "
                    "What has nothing left to try is put away with a note.",
                    rx.cond(
                        waiting_here() > number, " The oldest go first; the rest stays here.", ""
                    ),
                    class_name="text-14 text-quiet",
                ),
                el.div(
                    button("Try again", variant="primary", on_click=do("replayChosen")),
                    button("Cancel", variant="ghost", on_click=put("sheet", None)),
                    class_name="mt-6 flex gap-2",
                ),
                class_name="px-6 pb-6",
            ),
            on_close=put("sheet", None),
        ),
    )


def discard_sheet() -> rx.Component:
    """The note is the second thought: there is no way back."""
    item = FORM["item"].to(DeadLetterView)
    return act_sheet(
        DISCARD,
        "Put away",
        el.p(
            "Nobody tries it again. The note stays with it and in the audit log.",
            class_name="text-13 text-faint",
        ),
        rx.cond(
            item.preview,
            el.p(
                item.preview,
                dir="auto",
                class_name="line-clamp-4 border-s-2 border-line-strong ps-3 text-14 words",
            ),
        ),
        text_area(
            "note",
            "Why",
            error=error("note"),
            placeholder="Called the guest instead",
            required=True,
            auto_focus=True,
        ),
        on_submit="onDiscard",
        save="Put away",
        variant="danger",
    )
