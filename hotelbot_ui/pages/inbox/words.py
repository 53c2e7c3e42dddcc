"""Small phrases of the inbox, made of Vars."""

import reflex as rx

from backend.domain.words import Speaker, StayStatus
from backend.features.conversations.schemas import ConversationView, StayView
from hotelbot_ui.browser.bridge import ask, clock
from hotelbot_ui.design import copy


def room_or_plan(stay: rx.Var[StayView]) -> rx.Var[str]:
    """Where the guest is: the room, or how the stay stands."""
    status = rx.Var.create(copy.STAYS)[stay.status.to(str)].to(str)
    return rx.cond(stay.room, stay.room.to(str) + " · " + status, status).to(str)


def stay_line(stay: rx.Var[StayView]) -> rx.Component:
    night = rx.cond(
        stay.night,
        f"night {stay.night} of {stay.nights}",
        rx.cond(stay.status == StayStatus.BOOKED.value, "arrives ", "") + dates(stay),
    )
    return rx.fragment(
        rx.cond(stay.room, rx.el.span("Room ", stay.room, " · "), rx.fragment()),
        rx.el.span(rx.Var.create(copy.STAYS)[stay.status.to(str)].to(str), " · ", night),
    )


def dates(stay: rx.Var[StayView]) -> rx.Var[str]:
    return ask("clock.span", stay.arrival, stay.departure)


def who_speaks(conversation: rx.Var[ConversationView]) -> rx.Var[str]:
    speaker = conversation.speaker
    return rx.match(
        speaker.holder,
        (Speaker.AI.value, "AI answers"),
        (Speaker.STAFF.value, rx.cond(speaker.staff_name, speaker.staff_name, "A colleague")),
        (Speaker.PHONE.value, "Hotel's phone"),
        "Nobody answers automatically",
    ).to(str)


def until(moment: rx.Var) -> rx.Var[str]:
    return clock("moment", moment)
