"""Small phrases of the inbox, made of Vars."""

import reflex as rx

from backend.domain.words import Speaker, StayStatus
from backend.features.conversations.schemas import ConversationView, StayView
from hotelbot_ui.browser import el
from hotelbot_ui.browser.bridge import ask
from hotelbot_ui.design import copy


def place(stay: rx.Var[StayView]) -> rx.Var[str]:
    """Where the guest is: the room, or when they arrive."""
    arrives = ask("clock.arrives", stay.arrival, ticking=True)
    expected = rx.cond(stay.room, stay.room.to(str) + " · " + arrives, arrives)
    standing = rx.cond(stay.room, stay.room.to(str) + " · " + standing_of(stay), standing_of(stay))
    return rx.cond(stay.status == StayStatus.BOOKED.value, expected, standing).to(str)


def stay_line(stay: rx.Var[StayView]) -> rx.Component:
    room = rx.cond(stay.room, "Room " + stay.room.to(str) + " · ", "").to(str)
    booked = stay.status == StayStatus.BOOKED.value
    standing = rx.cond(booked, ask("clock.arrives", stay.arrival), standing_of(stay))
    in_house = stay.status == StayStatus.IN_HOUSE.value
    night = rx.cond(
        in_house & stay.night.bool(), f"night {stay.night} of {stay.nights}", dates(stay)
    )
    return el.fragment(room, standing, " · ", night)


def standing_of(stay: rx.Var[StayView]) -> rx.Var[str]:
    return el.say(rx.Var.create(copy.STAYS)[stay.status.to(str)].to(str))


def dates(stay: rx.Var[StayView]) -> rx.Var[str]:
    return ask("clock.span", stay.arrival, stay.departure)


def speaks_now(c: rx.Var[ConversationView]) -> rx.Var[str]:
    """Who holds the conversation: a lease that ran out belongs to the AI again."""
    over = ask("clock.past", c.speaker.until, kind=bool, ticking=True)
    return rx.cond(over, Speaker.AI.value, c.speaker.holder).to(str)
