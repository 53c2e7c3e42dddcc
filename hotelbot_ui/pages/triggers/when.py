"""WHEN: an event, a time relative to a moment of the stay, or a silence."""

from typing import Any, Final

import reflex as rx

from backend.domain.rule_sentences import EVENTS, MOMENTS
from backend.domain.words import TriggerEvent
from hotelbot_ui.browser import el
from hotelbot_ui.browser.bridge import do
from hotelbot_ui.browser.trigger_views import BUILDER
from hotelbot_ui.design import trigger_copy
from hotelbot_ui.layouts.chips import chip
from hotelbot_ui.pages.triggers.controls import (
    block,
    choose,
    clock_time,
    number,
    sentence,
    typed,
    wrong,
)

DRAFT = BUILDER.draft


def _at(moment: str, amount: int, side: str, at: str) -> dict[str, Any]:
    return {"moment": moment, "amount": amount, "unit": "days", "side": side, "at": f"{at}:00"}


USUAL: Final = (
    ("The evening before arrival", _at("arrival", 1, "before", "18:00")),
    ("Two days before arrival", _at("arrival", 2, "before", "17:00")),
    ("The morning of arrival", _at("arrival", 0, "after", "10:00")),
    ("The first evening", _at("first_night", 0, "after", "20:00")),
    ("The middle of the stay", _at("mid_stay", 0, "after", "12:00")),
    ("The evening before departure", _at("departure", 1, "before", "18:00")),
    ("The day after departure", _at("departure", 1, "after", "11:00")),
)


def when_block() -> rx.Component:
    is_of = {event: DRAFT.event == event.value for event in TriggerEvent}
    return block(
        "When",
        sentence(
            choose(
                "event",
                DRAFT.event,
                [(event.value, words) for event, words in EVENTS.items()],
                label="What it waits for",
            ),
        ),
        rx.cond(is_of[TriggerEvent.TIME] & DRAFT.timing, _time()),
        rx.cond(is_of[TriggerEvent.NO_REPLY] & DRAFT.silence, _silence()),
        rx.cond(is_of[TriggerEvent.KEYWORD], _keywords()),
        wrong("event"),
    )


def _time() -> rx.Component:
    timing = DRAFT.timing
    return el.fragment(
        sentence(
            number("timing.amount", timing.amount, label="How many", max=366 * 24 * 60),
            choose("timing.unit", timing.unit, trigger_copy.UNITS.items(), label="Unit"),
            choose("timing.side", timing.side, trigger_copy.SIDES.items(), label="Before or after"),
            choose(
                "timing.moment",
                timing.moment,
                [(moment.value, words) for moment, words in MOMENTS.items()],
                label="Moment of the stay",
            ),
            rx.cond(
                timing.unit == "days",
                el.fragment(
                    el.span("at", class_name="text-14 text-quiet"),
                    clock_time("timing.at", timing.at, label="Time of day"),
                ),
            ),
        ),
        el.div(
            *[chip(words, on_click=do("setTiming", timing)) for words, timing in USUAL],
            role="group",
            aria_label="Usual times",
            class_name="flex flex-wrap gap-2",
        ),
        el.p(
            "On the hotel's clock. It moves with the stay when the dates change.",
            class_name="text-12 text-faint",
        ),
        wrong("timing", "timing.amount", "timing.at", "timing.unit", "timing.moment"),
    )


def _silence() -> rx.Component:
    silence = DRAFT.silence
    return el.fragment(
        sentence(
            choose(
                "silence.waits_for",
                silence.waits_for,
                trigger_copy.WAITING.items(),
                label="Who is silent",
            ),
            "for",
            number("silence.minutes", silence.minutes, label="Minutes", min=1),
            "minutes",
        ),
        wrong("silence", "silence.minutes"),
    )


def _keywords() -> rx.Component:
    return el.fragment(
        typed(
            "keywords",
            DRAFT.keywords.join(", "),
            label="Words",
            reads_as="list",
            placeholder="taxi, такси",
            class_name="w-full",
        ),
        el.p(
            "Several words are separated by commas, in every language you expect.",
            class_name="text-12 text-faint",
        ),
        wrong("keywords"),
    )
