"""Who wrote it and how far it got: marks that can be told apart without colour."""

import reflex as rx

from backend.domain.words import MoodLevel
from hotelbot_ui.browser import el
from hotelbot_ui.components.badge import badge
from hotelbot_ui.components.icon import Size, icon
from hotelbot_ui.design import copy, inbox_copy


def tick(status: rx.Var[str], size: Size = "small") -> rx.Component:
    """The delivery state; a received message has none."""
    marks = [
        (
            key,
            el.span(
                icon(glyph, size),
                title=words,
                aria_label=words,
                role="img",
                custom_attrs={"data-tick": key},
                class_name=f"inline-flex shrink-0 {colour}",
            ),
        )
        for key, (glyph, words, colour) in copy.TICKS.items()
    ]
    return rx.match(status, *marks, el.fragment())


def author_mark(author: rx.Var[str]) -> rx.Component:
    marks = [
        (
            key,
            el.span(
                icon(glyph, "small"),
                title=words,
                role="img",
                aria_label=words,
                class_name="shrink-0",
            ),
        )
        for key, (glyph, words) in copy.AUTHORS.items()
    ]
    return rx.match(author, *marks, el.fragment())


def mood_badge(level: rx.Var[str]) -> rx.Component:
    """Only when it matters: a good or ordinary mood needs nobody."""
    return rx.match(
        level,
        (MoodLevel.COMPLAINT.value, badge("Complaint", glyph="frown", tone="danger")),
        (MoodLevel.NEGATIVE.value, badge("Unhappy", glyph="annoyed", tone="warning")),
        el.fragment(),
    )


def priority_mark(priority: rx.Var[str]) -> rx.Component:
    """Only what stands out of the ordinary."""
    marks = [
        (key, _mark(*inbox_copy.PRIORITIES[key], key=key)) for key in ("low", "high", "urgent")
    ]
    return rx.match(priority, *marks, el.fragment())


def _mark(glyph: str, words: str, tone: str, *, key: str) -> rx.Component:
    return el.span(
        icon(glyph, "small"),
        title=f"Priority: {words}",
        role="img",
        aria_label=f"Priority: {words}",
        custom_attrs={"data-priority": key},
        class_name=f"inline-flex shrink-0 text-{tone}-text",
    )
