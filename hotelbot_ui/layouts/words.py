"""Small phrases made of Vars."""

from collections.abc import Mapping

import reflex as rx

from hotelbot_ui.browser import el
from hotelbot_ui.browser.bridge import ask
from hotelbot_ui.design.server_copy import SENTENCES, Told


def said(words: Mapping[str, str], code: rx.Var[str]) -> rx.Var[str]:
    """The words for a code; a code without words is shown without its underscores."""
    known = rx.Var.create(dict(words))
    return el.say(rx.cond(known.contains(code), known[code], code.replace("_", " ")).to(str))


def told(kind: Told, text: rx.Var) -> rx.Var[str]:
    """A sentence of the server of this kind, in the person's language; any other text stands as it
    was written."""
    el.spoken.update(SENTENCES[kind])
    return ask("act.told", kind, text, kind=str)
