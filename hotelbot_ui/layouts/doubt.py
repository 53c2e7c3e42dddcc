"""The question about a message of which nobody knows whether it arrived: the same words and the
same two answers in the thread and on the delivery screen."""

from typing import Final

import reflex as rx

from backend.domain.permissions import Permission
from backend.domain.sending import SendTimes
from hotelbot_ui.browser import el
from hotelbot_ui.browser.bridge import do, put
from hotelbot_ui.browser.delivery_views import AGAIN, DOUBTS
from hotelbot_ui.browser.views import SHEET
from hotelbot_ui.components.button import button
from hotelbot_ui.components.sheet import dialog
from hotelbot_ui.layouts.records import may

TO_DO: Final = "Look at the hotel's phone: is this message in the chat?"
NOTHING_TO_DO: Final = "Nothing to do now: WhatsApp's lists are read again and usually settle it."
LONG_MINUTES: Final = int(SendTimes().person_after.total_seconds() // 60)
"""In doubt for so long, a message is a person's matter even while the lists are still read."""
ASKED: Final = (
    "never_twice",
    "too_late_to_repeat",
    "typed_on_phone",
    "several",
    "out_of_reach",
)
"""Reasons after which the lists are not read again."""


def answers(
    message_id: rx.Var, guest_name: rx.Var, text: rx.Var, *, class_name: str = ""
) -> rx.Component:
    again = {"id": message_id, "guest_name": guest_name, "text": text}
    busy = DOUBTS.busy == message_id
    return rx.cond(
        may(Permission.INBOX_WRITE.value),
        el.fragment(
            button(
                "It arrived",
                glyph="check",
                disabled=busy,
                on_click=do("decide", message_id, "mark-sent"),
                class_name=class_name,
            ),
            button(
                "Send again",
                glyph="rotate-cw",
                disabled=busy,
                on_click=do("askAgain", again),
                class_name=class_name,
            ),
        ),
        el.span(
            "Your role reads only. A colleague at the reception can decide.",
            class_name="text-13 text-faint",
        ),
    )


def send_again_dialog() -> rx.Component:
    """What leaves the building and cannot be called back is asked once more."""
    return rx.cond(
        (SHEET == "send-again") & AGAIN,
        dialog(
            "Send it a second time?",
            el.div(
                el.p(
                    "If the first one arrived after all, ",
                    el.bdi(el.given(AGAIN.guest_name, "the guest")),
                    " gets it twice. The hotel's phone shows whether it did.",
                    class_name="text-14 text-quiet",
                ),
                el.p(
                    AGAIN.text,
                    dir="auto",
                    class_name="mt-3 line-clamp-4 border-s-2 border-line-strong ps-3 text-14 words",
                ),
                el.div(
                    button(
                        "Send again",
                        variant="primary",
                        on_click=do("decide", AGAIN.id, "retry"),
                        auto_focus=True,
                    ),
                    button("It arrived", on_click=do("decide", AGAIN.id, "mark-sent")),
                    button("Cancel", variant="ghost", on_click=put("sheet", None)),
                    class_name="mt-6 flex flex-wrap items-center gap-2",
                ),
                class_name="px-6 pb-6",
            ),
            on_close=put("sheet", None),
        ),
    )
