"""Elements of HTML whose words are looked up in the catalogue of the person's language.

`el.p("Try again")` is `rx.el.p` with what it says put through `say` of words.js. English is the
key, so a screen is written in plain English and reads as such (docs/decisions/0026). What was
written on a screen is looked up: texts, choices between texts, and sentences with values in them.
What is only read from data is not, unless it is put through `say` by name: a guest called "Open"
stays Open.
"""

import json
import re
from collections.abc import Callable
from functools import cache
from typing import Any, Final

import reflex as rx
from reflex.vars import Var, VarData
from reflex.vars.sequence import ConcatVarOperation, LiteralStringVar
from reflex_base.utils.imports import ImportVar

from hotelbot_ui.browser.bridge import HOOKS

SAID_BY_ATTRIBUTE: Final = ("aria_label", "aria_description", "placeholder", "title", "alt")
SAID_BY_CUSTOM: Final = ("aria-label", "aria-valuetext", "aria-roledescription")
_WITHOUT_WORDS: Final = ("svg", "path", "style", "script", "meta", "link")

spoken: set[str] = set()
"""Every key met so far: a whole text, or one with {} where a value stands."""


def say(*words: Any) -> Var:
    """The words in the language of whoever looks: one text, or the parts of one with values in it.

    A part that is null is left out, as React leaves out such a child."""
    parts = [one for word in words for one in _parts(word)]
    spoken.update(keys_of(parts))
    values = [one for one in parts if not isinstance(one, LiteralStringVar)]
    if len(parts) == 1:
        given = [parts[0]]
    else:
        given = [Var.create(_key(parts)), *(_said(value) for value in values)]
    data = VarData(imports={HOOKS: [ImportVar(tag="say")]})
    return Var(
        _js_expr=f"say({', '.join(map(str, given))})",
        _var_type=str,
        _var_data=VarData.merge(*(one._get_all_var_data() for one in given), data),
    ).guess_type()


def given(data: Var, otherwise: str) -> Var:
    """What was read from data, as it stands; words of the screen where there is none."""
    return rx.cond(data, data, say(otherwise)).to(str)


def keys_of(parts: list[Var]) -> set[str]:
    """What a catalogue has to hold for a text of these parts."""
    key = _key(parts).strip()
    return ({key} if has_letters(key) else set()).union(*map(_keys_within, parts))


def _key(parts: list[Var]) -> str:
    return "".join(one._var_value if isinstance(one, LiteralStringVar) else "{}" for one in parts)


def _parts(word: Any) -> list[Var]:
    var = Var.create(word)
    if isinstance(var, ConcatVarOperation):
        return [one for part in var._var_value for one in _parts(part)]
    return [var]


_LITERAL: Final = re.compile(r'"(?:[^"\\]|\\.)*"')
_COMPARED: Final = ("=== ", "JSON.stringify(", "act.told(", "say(")
_NAMED: Final = re.compile(r"\s*\]|\?\.valueOf")
_COUNTED: Final = re.compile(r'counted\((?:(?!counted\().)*?, "([^"]*)", "([^"]*)"\)')


def _keys_within(var: Var) -> set[str]:
    """What a choice between texts may come to."""
    if isinstance(var, LiteralStringVar):
        return set()
    expression = str(var)
    counted = {f"{{}} {word}" for pair in _COUNTED.findall(expression) for word in pair}
    rest = _COUNTED.sub("", expression)
    literals = (json.loads(one[0]).strip() for one in _LITERAL.finditer(rest) if _is_value(one))
    return counted | {one for one in literals if has_letters(one)}


def _is_value(literal: re.Match[str]) -> bool:
    """Neither a key or an index, nor what something is compared with or looked up in, nor said
    already."""
    before, after = literal.string[: literal.start()], literal.string[literal.end() :]
    return not before.endswith(_COMPARED) and not _NAMED.match(after)


def has_letters(text: str) -> bool:
    return any(map(str.isalpha, text))


def _said(child: Any) -> Any:
    """Looked up if it was written on a screen."""
    if isinstance(child, str):
        return say(child) if has_letters(child) else child
    if isinstance(child, Var) and any(map(has_letters, keys_of(_parts(child)))):
        return say(child)
    return child


def _children(children: tuple[Any, ...]) -> tuple[Any, ...]:
    """A sentence written as several children is one text, so that its words may change places."""
    sentence = len(children) > 1 and all(isinstance(one, Var | str) for one in children)
    if sentence and any(isinstance(one, str) and has_letters(one) for one in children):
        return (say(*children),)
    return tuple(map(_said, children))


@cache
def _element(tag: str) -> Callable[..., rx.Component]:
    make = getattr(rx.el, tag) if tag != "fragment" else rx.fragment

    def element(*children: Any, **props: Any) -> rx.Component:
        if props.get("dir") != "auto":
            children = _children(children)
        for name in SAID_BY_ATTRIBUTE:
            if name in props:
                props[name] = _said(props[name])
        custom = props.get("custom_attrs")
        if isinstance(custom, dict):
            props["custom_attrs"] = {
                name: _said(value) if name in SAID_BY_CUSTOM else value
                for name, value in custom.items()
            }
        component: rx.Component = make(*children, **props)
        return component

    return element


def __getattr__(tag: str) -> Callable[..., rx.Component]:
    if tag.startswith("__"):
        raise AttributeError(tag)
    return getattr(rx.el, tag) if tag in _WITHOUT_WORDS else _element(tag)
