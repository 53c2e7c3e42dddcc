"""Small phrases made of Vars."""

from collections.abc import Mapping

import reflex as rx


def said(words: Mapping[str, str], code: rx.Var[str]) -> rx.Var[str]:
    """The words for a code; a code without words is shown without its underscores."""
    known = rx.Var.create(dict(words))
    return rx.cond(known.contains(code), known[code], code.replace("_", " ")).to(str)
