"""What entries about a guest have in common, in lists of what somebody has to do."""

from collections.abc import Mapping

import reflex as rx

from hotelbot_ui.browser import el
from hotelbot_ui.components.badge import Tone, badge


def whose(guest_name: rx.Var[str], room: rx.Var[str | None]) -> rx.Component:
    return el.p(
        el.bdi(guest_name),
        rx.cond(room, el.fragment(", room ", room)),
        class_name="mt-2 text-14 font-medium",
    )


def state_badge(
    state: rx.Var[str], words: Mapping[str, tuple[str, str, Tone]], otherwise: rx.Component
) -> rx.Component:
    """`words`: by state, its glyph, its words and its tone."""
    marks = [
        (code, badge(said, glyph=glyph, tone=tone)) for code, (glyph, said, tone) in words.items()
    ]
    return rx.match(state, *marks, otherwise)
