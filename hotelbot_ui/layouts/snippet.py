"""Words around a hit of a search, the found ones marked."""

import reflex as rx

from backend.features.search.schemas import SnippetPart
from hotelbot_ui.browser import el


def snippet(parts: rx.Var[list[SnippetPart]]) -> rx.Component:
    """Found words stand out by weight and line, not by colour alone."""
    return rx.foreach(
        parts,
        lambda part: rx.cond(
            part.found,
            el.mark(
                part.text,
                class_name="bg-transparent font-semibold text-words underline underline-offset-2",
            ),
            el.fragment(part.text),
        ),
    )
