"""Who speaks to the guest now, why and until when; one button to change it."""

import reflex as rx

from backend.domain.words import Speaker
from backend.features.conversations.schemas import ConversationView
from hotelbot_ui.browser.bridge import clock, do
from hotelbot_ui.components.button import button
from hotelbot_ui.pages.inbox.marks import author_mark


def lease_bar(c: rx.Var[ConversationView]) -> rx.Component:
    speaker = c.speaker
    return rx.el.div(
        rx.match(
            speaker.holder,
            (Speaker.AI.value, _says("ai", "AI answers this guest")),
            (
                Speaker.STAFF.value,
                _says(
                    "staff",
                    rx.cond(speaker.staff_name, speaker.staff_name, "A colleague"),
                    " answers",
                    _silence(),
                    _until(c),
                ),
            ),
            (
                Speaker.PHONE.value,
                _says("phone", "Answered on the hotel's phone", _silence(), _until(c)),
            ),
            _says("guest", "Only people answer here"),
        ),
        rx.cond(
            speaker.reason,
            rx.el.span(
                "· ", speaker.reason, class_name="hidden min-w-0 truncate text-faint tablet:inline"
            ),
        ),
        rx.el.span(class_name="flex-1"),
        rx.match(
            speaker.holder,
            (Speaker.AI.value, button("Take over", on_click=do("act", "take-over"))),
            (Speaker.STAFF.value, _return_button()),
            (Speaker.PHONE.value, _return_button()),
            rx.cond(
                c.guest.opted_out,
                rx.fragment(),
                button("Take over", on_click=do("act", "take-over")),
            ),
        ),
        custom_attrs={"data-speaker": speaker.holder},
        class_name=(
            "flex min-h-12 items-center gap-2 border-b border-line bg-surface px-4 py-1.5 text-13 "
            "text-quiet desk:px-6"
        ),
    )


def _says(author: str, *words: str | rx.Var | rx.Component) -> rx.Component:
    return rx.el.span(
        author_mark(rx.Var.create(author)),
        rx.el.span(*words, class_name="min-w-0 truncate"),
        class_name="flex min-w-0 items-center gap-2 font-medium",
    )


def _silence() -> rx.Component:
    return rx.el.span(". AI is silent", class_name="hidden tablet:inline")


def _until(c: rx.Var[ConversationView]) -> rx.Component:
    return rx.cond(
        c.speaker.until,
        rx.fragment(" until ", clock("moment", c.speaker.until)),
    )


def _return_button() -> rx.Component:
    return button("Return to AI", glyph="sparkles", on_click=do("act", "return-to-ai"))
