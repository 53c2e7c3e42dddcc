"""Small phrases made of Vars."""

from collections.abc import Mapping

import reflex as rx

from hotelbot_ui.browser import el


def said(words: Mapping[str, str], code: rx.Var[str]) -> rx.Var[str]:
    """The words for a code; a code without words is shown without its underscores."""
    known = rx.Var.create(dict(words))
    return el.say(rx.cond(known.contains(code), known[code], code.replace("_", " ")).to(str))
