"""How far a text is, as an icon and as a badge: never by colour alone."""

from typing import Any

import reflex as rx

from hotelbot_ui.browser import el
from hotelbot_ui.components.badge import badge
from hotelbot_ui.components.icon import icon
from hotelbot_ui.design.template_copy import LINKS, STATES, TYPED

_ALL = {**STATES, **TYPED}


def state_icon(state: rx.Var[Any]) -> rx.Component:
    marks = [
        (
            code,
            el.span(
                icon(glyph, "small", f"text-{tone}-text"),
                el.span(words, class_name="sr-only"),
                title=words,
            ),
        )
        for code, (words, glyph, tone) in _ALL.items()
    ]
    return rx.match(state, *marks, el.fragment())


def state_badge(state: rx.Var[Any]) -> rx.Component:
    return _badge(state, _ALL)


def link_badge(outcome: rx.Var[Any]) -> rx.Component:
    return _badge(outcome, LINKS)


def _badge(code: rx.Var[Any], marks: dict[str, Any]) -> rx.Component:
    shown = [
        (one, badge(words, glyph=glyph, tone=tone)) for one, (words, glyph, tone) in marks.items()
    ]
    return rx.match(code, *shown, el.fragment())
